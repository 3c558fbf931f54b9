"""The steps of a dossier: one table of what is allowed, what each does, what a report makes of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.bootstrap import open_desk
from clerk_app.settings import CaseworkSettings, Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import MoveRefused, ReasonMissing, UnknownComponent
from clerk_app.workflow.intake import Application, accept
from clerk_app.workflow.moves import ALLOWED, NEEDS_REASON, Move, next_status, record, take_step
from clerk_app.workflow.office import VIETNAM
from clerk_app.workflow.rights import ANYBODY
from clerk_app.workflow.statistics import Counts, report_06a
from storage.errors import ChangedElsewhere
from storage.model import Channel, Dossier, Person
from storage.model import DossierStatus as At
from storage.moves import ENDED
from storage.unit_of_work import UnitOfWork
from tests.desks import APPLICANT
from tests.fakes.records import new_dossier

PROCEDURE = "1.004873"
"""Three working days."""


class MovingClock:
    """Stands where the test puts it."""

    def __init__(self) -> None:
        self.moment = at("2025-07-01T09:00")

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    with open_desk(Settings(home=str(tmp_path))) as (opened, _embedded):
        yield replace(opened, clock=clock)


def accepted(desk: Desk, key: str = "one", channel: Channel = Channel.IN_PERSON) -> Dossier:
    return accept(desk, Application(key, PROCEDURE, APPLICANT, channel))


def test_where_a_dossier_has_ended_only_the_result_is_still_handed_out_or_over() -> None:
    leaving = {(where, move) for where, move in ALLOWED if where in ENDED}
    assert leaving == {(At.SOLVED, Move.RETURN), (At.SOLVED, Move.HAND_OVER)}


def test_every_state_can_be_reached_and_every_step_taken() -> None:
    assert {*ALLOWED.values(), At.NEWLY_FILED} == set(At)
    assert {move for _where, move in ALLOWED} == set(Move)


@given(where=st.sampled_from(At), move=st.sampled_from(Move))
def test_a_step_is_allowed_or_refused_and_nothing_between(where: At, move: Move) -> None:
    if (where, move) in ALLOWED:
        assert next_status(where, move) is ALLOWED[where, move]
    else:
        with pytest.raises(MoveRefused):
            next_status(where, move)


@pytest.mark.parametrize("move", sorted(NEEDS_REASON))
def test_a_step_against_the_applicant_needs_a_reason(desk: Desk, move: Move) -> None:
    dossier = accepted(desk)
    with pytest.raises(ReasonMissing):
        take_step(desk, dossier.code, move, reason="  ")
    with desk.storage.unit_of_work(read_only=True) as work:
        assert work.dossiers.get(dossier.code) == dossier


def test_every_step_keeps_who_when_and_why(desk: Desk, clock: MovingClock) -> None:
    dossier = accepted(desk)
    clock.moment += timedelta(hours=2)
    person = replace(desk, actor=replace(ANYBODY, name="lan"))
    take_step(person, dossier.code, Move.REFUSE, reason="Thiếu giấy tờ")
    with desk.storage.unit_of_work(read_only=True) as work:
        first, last = work.moves.of(dossier.code)
    assert (first.move, first.status, first.at) == ("accept", At.ACCEPTED, at("2025-07-01T09:00"))
    assert (last.actor, last.reason, last.status) == ("lan", "Thiếu giấy tờ", At.NOT_ACCEPTED)
    assert last.at == clock.moment
    assert "Thiếu" not in repr(last)


def test_a_supplement_stops_the_clock_until_it_comes(desk: Desk, clock: MovingClock) -> None:
    dossier = accepted(desk)
    assert dossier.due_at == at("2025-07-04T17:00")
    clock.moment = at("2025-07-02T10:00")
    stopped = take_step(desk, dossier.code, Move.ASK_SUPPLEMENT, reason="Thiếu bản sao")
    assert stopped.stopped_at == clock.moment
    clock.moment = at("2025-07-07T10:00")
    going = take_step(desk, dossier.code, Move.TAKE_SUPPLEMENT)
    assert going.stopped_at is None
    assert going.due_at == at("2025-07-09T17:00")  # three working days stood still


def test_a_supplement_names_the_papers_it_wants_and_takes_those_that_came(desk: Desk) -> None:
    dossier = accepted(desk)
    first, second = (part.code for part in dossier.components[:2])
    asked = take_step(
        desk,
        dossier.code,
        Move.ASK_SUPPLEMENT,
        reason="Mờ",
        note="Bản rõ hơn",
        components=frozenset({first, second}),
    )
    assert {part.code for part in asked.components if not part.received} == {first, second}
    with desk.storage.unit_of_work(read_only=True) as work:
        told = work.moves.of(dossier.code)[-1].note.splitlines()
    assert told == [dossier.components[0].name, dossier.components[1].name, "Bản rõ hơn"]
    came = take_step(desk, dossier.code, Move.TAKE_SUPPLEMENT, components=frozenset({second}))
    assert [part.code for part in came.components if not part.received] == [first]


def test_a_supplement_without_names_brings_everything_that_was_missing(desk: Desk) -> None:
    dossier = accept(desk, Application("one", PROCEDURE, APPLICANT, missing=frozenset({"TP01"})))
    take_step(desk, dossier.code, Move.ASK_SUPPLEMENT, reason="Thiếu")
    came = take_step(desk, dossier.code, Move.TAKE_SUPPLEMENT)
    assert all(part.received for part in came.components)


@pytest.mark.parametrize("move", [Move.ASK_SUPPLEMENT, Move.TAKE_SUPPLEMENT])
def test_a_paper_that_the_dossier_has_not_cannot_be_asked_for(desk: Desk, move: Move) -> None:
    dossier = accepted(desk)
    if move is Move.TAKE_SUPPLEMENT:
        take_step(desk, dossier.code, Move.ASK_SUPPLEMENT, reason="Thiếu")
    with pytest.raises(UnknownComponent):
        take_step(desk, dossier.code, move, reason="Thiếu", components=frozenset({"TP99"}))
    with pytest.raises(UnknownComponent):
        accept(desk, Application("two", PROCEDURE, APPLICANT, missing=frozenset({"TP99"})))


def test_a_new_date_is_the_one_that_was_promised(desk: Desk) -> None:
    dossier = accepted(desk)
    moved = take_step(desk, dossier.code, Move.POSTPONE, reason="Chờ xác minh", due=at("2025-07-11T17:00"))
    assert (moved.status, moved.due_at) == (At.ACCEPTED, at("2025-07-11T17:00"))


def test_two_officials_never_overwrite_each_other(desk: Desk) -> None:
    dossier = accepted(desk)
    take_step(desk, dossier.code, Move.PROCESS)
    with desk.storage.unit_of_work() as work, pytest.raises(ChangedElsewhere):
        work.dossiers.save(replace(dossier, holder="lan"))


def test_who_submits_for_another_is_kept(desk: Desk) -> None:
    submitter = Person("Trần Văn Hộ", "001085000001", address="Thôn Mẫu")
    application = Application(
        "one", PROCEDURE, APPLICANT, submitter=submitter, authorisation="Giấy ủy quyền số 5"
    )
    code = accept(desk, application).code
    with desk.storage.unit_of_work(read_only=True) as work:
        kept = work.dossiers.get(code)
    assert (kept.submitter, kept.authorisation) == (submitter, "Giấy ủy quyền số 5")


def month(desk: Desk, online: int, direct: int, solved: int) -> None:
    """Write down July's dossiers, a few each day, the first of them solved two days later."""
    with desk.storage.unit_of_work() as work:
        for number in range(online + direct):
            received = at("2025-07-01T08:00") + timedelta(days=number % 28, minutes=number // 28)
            channel = Channel.ONLINE if number < online else Channel.IN_PERSON
            new = replace(
                new_dossier(f"july {number}"),
                domain="civil-status",
                channel=channel,
                received_at=received,
                due_at=received + timedelta(days=3),
            )
            dossier = work.dossiers.open(new, received.date())
            record(work, replace(dossier, status=At.ACCEPTED), Move.ACCEPT, received, "official")
            if number < solved:
                _solve(work, dossier, received + timedelta(days=2))
        work.commit()


def _solve(work: UnitOfWork, dossier: Dossier, moment: datetime) -> None:
    kept = work.dossiers.save(replace(dossier, status=At.SOLVED, solved_at=moment))
    record(work, kept, Move.SOLVE, moment, "official")


@pytest.mark.parametrize(
    ("online", "direct", "solved", "open_at_end"), [(262, 14, 276, 0), (351, 351, 433, 269)]
)
def test_the_published_months_of_july_2025_are_rebuilt(
    desk: Desk, online: int, direct: int, solved: int, open_at_end: int
) -> None:
    month(desk, online, direct, solved)
    report = report_06a(desk, date(2025, 7, 1), date(2025, 7, 31))
    assert list(report.rows) == ["Hộ tịch, nuôi con nuôi"]
    total = report.total
    assert (total.received_online, total.received_direct, total.carried_over) == (online, direct, 0)
    assert (total.solved, total.in_process) == (solved, open_at_end)
    assert total.received == total.solved + total.in_process + total.ended_otherwise


def test_a_report_of_july_is_the_same_in_december(desk: Desk, clock: MovingClock) -> None:
    still_open = [accepted(desk, str(number)) for number in range(3)]
    clock.moment = at("2025-08-01T00:00")
    july = report_06a(desk, date(2025, 7, 1), date(2025, 7, 31))
    clock.moment = at("2025-12-01T09:00")
    take_step(desk, still_open[0].code, Move.POSTPONE, reason="Chờ", due=at("2026-01-05T17:00"))
    take_step(desk, still_open[0].code, Move.SOLVE)
    take_step(desk, still_open[1].code, Move.WITHDRAW, reason="Xin rút")
    assert report_06a(desk, date(2025, 7, 1), date(2025, 7, 31)) == july
    december = report_06a(desk, date(2025, 12, 1), date(2025, 12, 31)).total
    assert december == Counts(carried_over=3, solved_early=1, open_overdue=1, ended_otherwise=1)


@pytest.mark.parametrize(
    ("solved_at", "outcome"),
    [
        ("2025-07-03T16:00", Counts(received_direct=1, solved_early=1)),
        ("2025-07-04T16:00", Counts(received_direct=1, solved_on_time=1)),
        ("2025-07-04T17:01", Counts(received_direct=1, solved_late=1)),
        ("2025-08-02T09:00", Counts(received_direct=1, open_overdue=1)),
    ],
)
def test_early_on_time_and_late(desk: Desk, clock: MovingClock, solved_at: str, outcome: Counts) -> None:
    dossier = accepted(desk)
    clock.moment = at(solved_at)
    take_step(desk, dossier.code, Move.SOLVE)
    assert report_06a(desk, date(2025, 7, 1), date(2025, 7, 31)).total == outcome


def test_what_is_due_later_is_not_overdue_while_the_month_lasts(desk: Desk, clock: MovingClock) -> None:
    accepted(desk)
    clock.moment = at("2025-07-04T17:00")
    assert report_06a(desk, date(2025, 7, 1), date(2025, 7, 31)).total.open_overdue == 0
    clock.moment = at("2025-07-04T17:01")
    assert report_06a(desk, date(2025, 7, 1), date(2025, 7, 31)).total.open_overdue == 1


def test_a_site_may_count_by_the_return(desk: Desk, clock: MovingClock) -> None:
    dossier = accepted(desk)
    take_step(desk, dossier.code, Move.SOLVE)
    clock.moment = at("2025-07-08T09:00")
    take_step(desk, dossier.code, Move.RETURN, note="tại quầy")
    settings = replace(desk.settings, casework=CaseworkSettings(decided_by="returned"))
    total = report_06a(replace(desk, settings=settings), date(2025, 7, 1), date(2025, 7, 31)).total
    assert total == Counts(received_direct=1, solved_late=1)
