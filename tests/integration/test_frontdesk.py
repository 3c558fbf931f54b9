"""The hall on both databases: numbers, calls, what survives, and two counters who want the same person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from clerk_app.bootstrap import open_desk
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import (
    AppointmentClosed,
    AppointmentPast,
    NobodyCalled,
    RightMissing,
    UnknownService,
)
from clerk_app.workflow.forms import draw_form
from clerk_app.workflow.frontdesk.calling import (
    call_next,
    choose_services,
    finish,
    hall,
    last_calls,
    recall,
    skip,
    transfer,
)
from clerk_app.workflow.frontdesk.figures import figures, rate
from clerk_app.workflow.frontdesk.lookup import dossiers_of_card, state_of
from clerk_app.workflow.frontdesk.receipts import holds_receipt, receipt_code
from clerk_app.workflow.frontdesk.services import Priority
from clerk_app.workflow.frontdesk.waiting import standing_of, take_ticket
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Actor
from clerk_app.workflow.what_was_read import DossierRead, what_was_read
from scanning.separate.codes import start_by_code
from storage.accounts import AccountRole
from storage.database import Storage
from storage.errors import TicketMoved, UnknownDossier, UnknownTicket
from storage.model import DossierCode
from storage.tickets import Ticket, TicketEvent, TicketState
from tests.desks import APPLICANT, accepted
from tests.fakes.clock import StillClock
from tests.places import Places

MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def storage(places: Places, clock: StillClock) -> Iterator[Storage]:
    with places.open("home", clock) as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, clock: StillClock, storage: Storage) -> Iterator[Desk]:
    with open_desk(Settings(home=str(tmp_path / "desk"))) as (opened, _embedded):
        yield replace(opened, clock=clock, storage=storage)


def take(desk: Desk, letter: str = "A", **more: object) -> Ticket:
    return take_ticket(desk, letter, **more).ticket  # type: ignore[arg-type]


def test_numbers_of_a_service_and_day_are_unbroken(desk: Desk, clock: StillClock) -> None:
    labels = [take(desk, letter).label for letter in "AABAB"]
    clock.advance(timedelta(days=1))
    assert labels == ["A001", "A002", "B001", "A003", "B002"]
    assert take(desk).label == "A001"


def test_a_number_that_was_not_given_after_all_leaves_no_gap(desk: Desk, storage: Storage) -> None:
    first = take(desk)
    with storage.unit_of_work() as work:
        work.tickets._count(desk.settings.agency.code, first.day, "A", 1)
    assert take(desk).number == first.number + 1


def test_the_line_before_a_ticket_is_counted_by_the_rule_that_calls(desk: Desk, clock: StillClock) -> None:
    for _person in range(2):
        take(desk)
        clock.advance(MINUTE)
    assert take_ticket(desk, "A").before == 2
    old = take_ticket(desk, "A", Priority.ELDERLY)
    assert old.before == 0
    call_next(desk, "1")
    assert standing_of(desk, old.ticket.secret).ticket.state is TicketState.CALLED
    assert standing_of(desk, old.ticket.secret).before == 0


def test_one_key_finishes_and_calls_the_next(desk: Desk, clock: StillClock) -> None:
    first, second = take(desk), take(desk)
    called = call_next(desk, "1")
    assert called is not None
    assert (called.id, called.counter, called.state) == (first.id, "1", TicketState.CALLED)
    clock.advance(MINUTE)
    assert hall(desk, "1").current == called
    assert call_next(desk, "1") == hall(desk, "1").current
    assert standing_of(desk, first.secret).ticket.state is TicketState.FINISHED
    assert call_next(desk, "1") is None
    assert standing_of(desk, second.secret).ticket.ended_at == clock.now()


def test_who_was_skipped_is_brought_back_by_the_label(desk: Desk) -> None:
    take(desk)
    call_next(desk, "1")
    skipped = skip(desk, "1")
    assert skipped.state is TicketState.SKIPPED
    with pytest.raises(NobodyCalled):
        recall(desk, "1")
    again = recall(desk, "2", "a001")
    assert (again.state, again.counter) == (TicketState.CALLED, "2")
    assert [(each.kind, each.counter) for each in last_calls(desk, 5)] == [
        (TicketEvent.RECALLED, "2"),
        (TicketEvent.CALLED, "1"),
    ]
    finish(desk, "2")
    with pytest.raises(TicketMoved):
        recall(desk, "1", "A001")


def test_who_is_sent_on_keeps_number_and_place(desk: Desk, clock: StillClock) -> None:
    mine = take(desk)
    clock.advance(MINUTE)
    take(desk, "B")
    call_next(desk, "1")
    moved = transfer(desk, "1", "B")
    assert (moved.label, moved.service, moved.state) == ("A001", "B", TicketState.WAITING)
    choose_services(desk, "2", ["B"])
    called = call_next(desk, "2")
    assert called is not None
    assert called.id == mine.id


def test_a_counter_serves_what_it_chose(desk: Desk) -> None:
    take(desk, "A")
    choose_services(desk, "1", ["B", "C"])
    assert hall(desk, "1").count == 0
    assert call_next(desk, "1") is None
    choose_services(desk, "1", [])
    assert hall(desk, "1").count == 1
    with pytest.raises(UnknownService):
        choose_services(desk, "1", ["Z"])


def test_an_ordinary_person_goes_after_three_over_all_counters(desk: Desk) -> None:
    ordinary = take(desk)
    for _person in range(5):
        take(desk, "B", priority=Priority.DISABLED)
    called = [call_next(desk, str(counter)) for counter in range(1, 5)]
    assert [each.label for each in called if each] == ["B001", "B002", "B003", ordinary.label]


def test_an_appointment_is_called_at_its_time(desk: Desk, clock: StillClock) -> None:
    held = take(desk, appointed_at=clock.now() + 10 * MINUTE)
    first, second = take(desk), take(desk)
    one = call_next(desk, "1")
    clock.advance(10 * MINUTE)
    two, three = call_next(desk, "1"), call_next(desk, "1")
    assert [each and each.id for each in (one, two, three)] == [first.id, held.id, second.id]
    with pytest.raises(AppointmentPast):
        take(desk, appointed_at=clock.now() - MINUTE)


def test_an_appointment_of_another_day_is_in_no_line_before_it(desk: Desk, clock: StillClock) -> None:
    friday = clock.now() + timedelta(days=1)
    early = take_ticket(desk, "A", appointed_at=friday)
    late = take_ticket(desk, "A", appointed_at=friday + 10 * MINUTE)
    assert [(each.ticket.label, each.before, each.is_later) for each in (early, late)] == [
        ("A001", 0, True),
        ("A002", 1, True),
    ]
    assert call_next(desk, "1") is None
    assert hall(desk, "1").count == 0
    today = take(desk)
    call_next(desk, "1")
    skip(desk, "1")
    assert recall(desk, "1", "A001").id == today.id
    clock.advance(timedelta(days=1))
    assert take(desk).label == "A003"
    called = call_next(desk, "1")
    assert called is not None
    assert called.id == early.ticket.id
    assert standing_of(desk, late.ticket.secret).is_later is False


def test_an_appointment_of_another_day_is_in_working_time(desk: Desk, clock: StillClock) -> None:
    for wrong in (timedelta(days=2), timedelta(days=1, hours=3), timedelta(days=1, hours=10)):
        with pytest.raises(AppointmentClosed):
            take(desk, appointed_at=clock.now() + wrong)
    assert call_next(desk, "1") is None


def test_who_has_an_appointment_waits_from_its_time_on(desk: Desk, clock: StillClock) -> None:
    take(desk, appointed_at=clock.now() + 60 * MINUTE)
    clock.advance(65 * MINUTE)
    call_next(desk, "1")
    clock.advance(MINUTE)
    take(desk, appointed_at=clock.now() + 60 * MINUTE)
    call_next(desk, "1")
    today = local(clock.now()).date()
    of_a = next(each for each in figures(desk, today, today).services if each.service.letter == "A")
    assert (of_a.longest_wait, of_a.median_wait) == (300, 150)


def test_midnight_and_a_restart_keep_the_line(
    desk: Desk, clock: StillClock, storage: Storage, places: Places
) -> None:
    take(desk)
    old = take(desk)
    called = call_next(desk, "1")
    clock.advance(timedelta(hours=20))
    again = Storage.open(storage.home, clock=clock, url=storage.url)
    reopened = replace(desk, storage=again)
    assert hall(reopened, "1").current == called
    take(reopened)
    following = call_next(reopened, "2")
    assert following is not None
    assert (following.id, following.day) == (old.id, local(clock.now()).date() - timedelta(days=1))
    again.close()


def test_one_of_two_counters_who_saw_the_same_person_gets_it(desk: Desk, storage: Storage) -> None:
    seen = take(desk)
    now = desk.clock.now()
    with storage.unit_of_work() as work:
        work.tickets.call(seen, "1", now, "an", is_ahead=False)
        work.commit()
    with storage.unit_of_work() as work, pytest.raises(TicketMoved):
        work.tickets.call(seen, "2", now, "lan", is_ahead=False)


def test_a_paper_of_nobody_is_unknown(desk: Desk) -> None:
    with pytest.raises(UnknownTicket):
        standing_of(desk, "A" * 13)
    for label in ("A001", "A١", "A", "A12345678901"):
        with pytest.raises(UnknownTicket):
            recall(desk, "1", label)


def test_times_and_ratings_are_counted(desk: Desk, clock: StillClock) -> None:
    for _person in range(3):
        take(desk)
    clock.advance(4 * MINUTE)
    call_next(desk, "1")
    clock.advance(6 * MINUTE)
    call_next(desk, "1")
    skip(desk, "1")
    rate(desk, 5)
    rate(desk, 2)
    today = local(clock.now()).date()
    found = figures(desk, today, today)
    line = next(each for each in found.services if each.service.letter == "A")
    assert (line.given, line.served, line.skipped, line.waiting) == (3, 1, 1, 1)
    assert (line.median_wait, line.longest_wait, line.median_service) == (420, 600, 360)
    assert (found.ratings, found.score) == (2, 3.5)
    with pytest.raises(ValueError, match="6"):
        rate(desk, 6)


def test_who_may_not_accept_calls_nobody(desk: Desk) -> None:
    take(desk)
    visitor = replace(desk, actor=Actor("kiosk", frozenset()))
    admin = replace(desk, actor=Actor("an", frozenset({AccountRole.ADMINISTRATOR})))
    for each in (visitor, admin):
        for act in (call_next, recall, skip, finish, hall):
            with pytest.raises(RightMissing):
                act(each, "1")
        with pytest.raises(RightMissing):
            transfer(each, "1", "B")
        with pytest.raises(RightMissing):
            choose_services(each, "1", [])
    with pytest.raises(RightMissing):
        figures(visitor, local(desk.clock.now()).date(), local(desk.clock.now()).date())


def test_a_code_alone_tells_no_name_and_a_card_only_its_own(desk: Desk) -> None:
    mine = accepted(desk, "mine")
    visitor = replace(desk, actor=Actor("kiosk", frozenset()))
    told = state_of(visitor, mine.code)
    assert (told.code, told.status, told.applicant, told.procedure, told.papers) == (
        mine.code,
        mine.status,
        "",
        "",
        (),
    )
    (whole,) = dossiers_of_card(visitor, APPLICANT.id_number, "LE THI HONG NHUNG")
    assert (whole.code, whole.applicant) == (mine.code, "L• T•• H••• N••••")
    assert whole.procedure == mine.procedure_name
    for number, name in (
        ("001099000001", APPLICANT.full_name),
        (APPLICANT.id_number, "Nguyễn Văn Thử"),
        (APPLICANT.id_number, ""),
        (mine.procedure_name, APPLICANT.full_name),
    ):
        assert dossiers_of_card(visitor, number, name) == ()
    with pytest.raises(UnknownDossier):
        state_of(visitor, mine.code.replace("0001", "0002"))  # type: ignore[arg-type]


def test_who_holds_the_receipt_sees_the_dossier_and_who_forges_one_the_state(desk: Desk) -> None:
    mine, other = accepted(desk, "mine"), accepted(desk, "other")
    visitor = replace(desk, actor=Actor("kiosk", frozenset()))
    whole = state_of(visitor, mine.code, secret_of(desk, mine.code))
    assert (whole.applicant, whole.procedure) == ("L• T•• H••• N••••", mine.procedure_name)
    assert whole.papers == tuple(part.name for part in mine.components)
    right = secret_of(desk, mine.code)
    for secret in ("", right[:-1], right[::-1], secret_of(desk, other.code), "A" * 13, "é", f"{right} "):
        told = state_of(visitor, mine.code, secret)
        assert (told.status, told.applicant, told.procedure, told.papers) == (mine.status, "", "", ())


def test_a_receipt_printed_at_another_workstation_says_the_same(desk: Desk, storage: Storage) -> None:
    mine = accepted(desk, "mine")
    again = Storage.open(storage.home, clock=desk.clock, url=storage.url)
    assert receipt_code(replace(desk, storage=again), mine.code) == receipt_code(desk, mine.code)
    again.close()


def test_before_a_receipt_was_printed_no_secret_is_right(desk: Desk) -> None:
    with desk.storage.unit_of_work(read_only=True) as work:
        assert not holds_receipt(work, DossierCode("H92.01.13-261126-0001"), "")


def test_the_receipt_shows_its_secret_as_qr_only(desk: Desk) -> None:
    mine = accepted(desk, "mine")
    with pypdfium2.PdfDocument(draw_form(desk, "01", mine.code)) as document:
        text = document[0].get_textpage().get_text_bounded()
        picture = document[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    assert what_was_read(code.text) == DossierRead(mine.code, secret_of(desk, mine.code))
    assert start_by_code((code.text,)) is not None
    assert secret_of(desk, mine.code) not in text


def secret_of(desk: Desk, code: DossierCode) -> str:
    return receipt_code(desk, code).removeprefix(f"{code}.")
