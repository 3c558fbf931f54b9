"""What waits today: why each dossier is looked at, for whom, and in which order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clerk_app.workflow.decide import sign_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import RightMissing
from clerk_app.workflow.moves import Move, take_step
from clerk_app.workflow.rights import Actor
from clerk_app.workflow.today import Concern, Matter, today
from signing.model import Role
from storage.accounts import AccountRole
from storage.model import Dossier, DossierStatus
from tests.desks import accepted, desk_in, pin
from tests.fakes.clock import StillClock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path) as (opened, _embedded):
        yield opened


def person(desk: Desk, *roles: AccountRole) -> Desk:
    return replace(desk, actor=Actor("nguyen.an", frozenset(roles)))


def later(desk: Desk, dossier: Dossier, after_due: timedelta) -> Desk:
    return replace(desk, clock=StillClock(dossier.due_at + after_due))


def of(matters: tuple[Matter, ...], dossier: Dossier) -> frozenset[Concern]:
    found = [each.concerns for each in matters if each.standing.dossier.code == dossier.code]
    return found[0] if found else frozenset()


def test_a_new_dossier_is_to_be_done_by_who_may_scan_it(desk: Desk) -> None:
    dossier = accepted(desk)
    assert Concern.TO_DO in of(today(person(desk, AccountRole.OFFICIAL)), dossier)
    assert Concern.TO_DO not in of(today(person(desk, AccountRole.SUPERVISOR)), dossier)


def test_a_decision_waits_for_its_hands_before_all_papers_are_scanned(desk: Desk) -> None:
    dossier = accepted(desk)
    for role, hand, concern in (
        (Role.OFFICIAL, AccountRole.SUPERVISOR, Concern.COUNTERSIGN),
        (Role.LEADER, AccountRole.RECORDS_CLERK, Concern.SEAL),
    ):
        sign_decision(desk, dossier.code, role, pin())
        assert of(today(person(desk, hand)), dossier) - {Concern.DUE_SOON} == {concern}
        assert Concern.TO_DO in of(today(person(desk, AccountRole.OFFICIAL)), dossier)


def test_what_a_colleague_works_on_is_not_mine_to_do(desk: Desk) -> None:
    dossier = accepted(desk)
    with desk.storage.unit_of_work() as work:
        work.dossiers.save(replace(dossier, holder="tran.binh"))
        work.commit()
    assert Concern.TO_DO not in of(today(person(desk, AccountRole.OFFICIAL)), dossier)


@pytest.mark.parametrize(
    ("after", "concern"),
    [(timedelta(minutes=1), Concern.LATE), (timedelta(minutes=-30), Concern.DUE_SOON)],
)
def test_what_is_late_or_due_soon_concerns_everybody(desk: Desk, after: timedelta, concern: Concern) -> None:
    dossier = accepted(desk)
    assert of(today(person(later(desk, dossier, after), AccountRole.SUPERVISOR)), dossier) == {concern}


def test_ones_own_work_stands_before_what_others_are_late_with(desk: Desk) -> None:
    late, mine = accepted(desk, "late"), accepted(desk, "mine")
    with desk.storage.unit_of_work() as work:
        work.dossiers.save(replace(late, holder="tran.binh"))
        work.commit()
    found = today(person(later(desk, late, timedelta(minutes=1)), AccountRole.OFFICIAL))
    assert [(each.standing.dossier.code, each.is_mine) for each in found] == [
        (mine.code, True),
        (late.code, False),
    ]


def test_the_next_working_day_is_soon_over_a_weekend(desk: Desk) -> None:
    dossier = accepted(desk)
    with desk.storage.unit_of_work() as work:
        friday = dossier.due_at + timedelta(days=(4 - dossier.due_at.weekday()) % 7)
        monday = replace(dossier, due_at=friday + timedelta(days=3))
        work.dossiers.save(monday)
        work.commit()
    assert Concern.DUE_SOON in of(today(replace(desk, clock=StillClock(friday))), dossier)
    assert Concern.DUE_SOON not in of(
        today(replace(desk, clock=StillClock(friday - timedelta(days=1)))), dossier
    )


def test_while_papers_are_asked_for_nothing_is_late(desk: Desk) -> None:
    dossier = accepted(desk)
    take_step(desk, dossier.code, Move.ASK_SUPPLEMENT, reason="Thiếu bản sao", components=frozenset({"TP01"}))
    assert of(today(later(desk, dossier, timedelta(days=9))), dossier) == frozenset()


def test_the_late_comes_first_then_what_is_due_first(desk: Desk) -> None:
    first, second = accepted(desk, "1"), accepted(desk, "2")
    with desk.storage.unit_of_work() as work:
        work.dossiers.save(replace(second, due_at=first.due_at - timedelta(hours=1)))
        work.commit()
    found = [each.standing.dossier.code for each in today(desk)]
    assert found == [second.code, first.code]


def test_what_was_filed_online_waits_for_who_may_accept(desk: Desk) -> None:
    dossier = accepted(desk)
    with desk.storage.unit_of_work() as work:
        work.dossiers.save(replace(dossier, channel=dossier.channel.ONLINE, status=DossierStatus.NEWLY_FILED))
        work.commit()
    assert Concern.ONLINE in of(today(person(desk, AccountRole.OFFICIAL)), dossier)
    assert Concern.ONLINE not in of(today(person(desk, AccountRole.SUPERVISOR)), dossier)


def test_what_waits_for_the_portal_is_told(desk: Desk) -> None:
    dossier = accepted(desk)
    with desk.storage.unit_of_work() as work:
        work.outbox.queue(dossier.code, desk.clock.now())
        work.commit()
    assert Concern.OUTBOX in of(today(desk), dossier)


def test_an_administrator_sees_no_names(desk: Desk) -> None:
    with pytest.raises(RightMissing):
        today(person(desk, AccountRole.ADMINISTRATOR))
