"""Fees, files taken over, what is removed after its time, and the audit beside the database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from clerk_app.bootstrap import open_desk
from clerk_app.settings import Settings
from clerk_app.workflow.audit import anchor_audit, verify_audit
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitisation import ComponentState, Rate, digitisation, state_of
from clerk_app.workflow.errors import AmountImpossible, NothingToReuse, ReasonMissing
from clerk_app.workflow.fee_papers import draw_closing, draw_fee_receipt, in_dong
from clerk_app.workflow.fees import close_day, take_fee, takings, void_fee
from clerk_app.workflow.intake import Application, accept
from clerk_app.workflow.keeping import expired, remove_expired
from clerk_app.workflow.moves import Move, take_step
from clerk_app.workflow.procedures.in_force import procedures_in_force
from clerk_app.workflow.progress import Step, next_step
from clerk_app.workflow.reuse import reuse
from clerk_app.workflow.statistics import report_06a
from storage.audit import Fault
from storage.errors import DayClosed, UnknownContent
from storage.model import Channel, ContentId, DocumentKind, Dossier, NewPage, Person
from storage.payments import Method
from tests.desks import APPLICANT, PROCEDURE
from tests.fakes.clock import StillClock
from tests.fakes.records import document, new_page
from tests.records import with_records

TODAY = date(2026, 10, 8)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StillClock) -> Iterator[Desk]:
    with open_desk(Settings(home=str(with_records(tmp_path)))) as (opened, _embedded):
        yield replace(opened, clock=clock, timestamps=lambda: None)


def opened(desk: Desk, key: str = "one", person: Person = APPLICANT, **more: object) -> Dossier:
    application = Application(key, PROCEDURE, person)
    return accept(desk, replace(application, **more))  # type: ignore[arg-type]


def signed(desk: Desk, dossier: Dossier, component: str | None, mark: str) -> ContentId:
    """Keep a signed file of a component, or of the result."""
    content = desk.storage.contents.put(mark.encode())
    evidence = desk.storage.contents.put(f"evidence of {mark}".encode())
    with desk.storage.unit_of_work() as work:
        work.documents.put(replace(document(dossier.code, content, component), evidence=evidence))
        work.commit()
    return content


def test_a_supplement_is_scanned_and_signed_before_the_dossier_goes_on(desk: Desk) -> None:
    dossier = opened(desk, missing=frozenset({"TP02"}))
    only = frozenset({"TP02"})
    take_step(desk, dossier.code, Move.ASK_SUPPLEMENT, reason="Thiếu", components=only)
    for part in dossier.components:
        if part.code != "TP02":
            page_read(desk, dossier, part.code)
            signed(desk, dossier, part.code, part.code)
    assert next_step(desk, dossier.code) is Step.SEND
    take_step(desk, dossier.code, Move.TAKE_SUPPLEMENT, components=only)
    assert next_step(desk, dossier.code) is Step.SCAN
    page_read(desk, dossier, "TP02")
    assert next_step(desk, dossier.code) is Step.SIGN
    signed(desk, dossier, "TP02", "the supplement")
    assert next_step(desk, dossier.code) is Step.SEND


def test_pages_added_to_a_signed_paper_are_signed_again(desk: Desk) -> None:
    dossier = opened(desk)
    for part in dossier.components:
        page_read(desk, dossier, part.code)
        signed(desk, dossier, part.code, part.code)
    page_read(desk, dossier, "TP01")
    assert next_step(desk, dossier.code) is Step.SIGN


def page_read(desk: Desk, dossier: Dossier, component: str) -> None:
    """Keep a page of a component as scanned and read."""
    content = desk.storage.contents.put(b"page")
    with desk.storage.unit_of_work() as work:
        sheet = work.pages.last_sheet(dossier.code, component) + 1
        page = work.pages.add(NewPage(dossier.code, component, component, sheet, content, 300))
        work.pages.update(replace(page, cleaned=content, words=content))
        work.commit()


def states(desk: Desk, dossier: Dossier) -> dict[str, ComponentState]:
    with desk.storage.unit_of_work(read_only=True) as work:
        documents = work.documents.of(dossier.code)
        parts = work.dossiers.get(dossier.code).components
    return {part.code: state_of(part, documents) for part in parts}


def test_a_fee_without_an_amount_is_the_one_of_the_procedure(desk: Desk) -> None:
    one = next(each for each in procedures_in_force(desk) if len(each.fees) == 1)
    dossier = opened(desk, procedure_code=one.code)
    assert take_fee(desk, dossier.code, Method.CASH).amount == one.fees[0]
    several = next(each for each in procedures_in_force(desk) if len(each.fees) != 1)
    other = opened(desk, "two", procedure_code=several.code)
    for amount in (None, 0, -8000, 10**10):
        with pytest.raises(AmountImpossible):
            take_fee(desk, other.code, Method.CASH, amount)


def test_the_day_adds_up_and_is_closed_once(desk: Desk) -> None:
    dossier = opened(desk)
    for amount, method in ((8000, Method.CASH), (30_000, Method.TRANSFER), (5000, Method.CASH)):
        payment = take_fee(desk, dossier.code, method, amount)
    with pytest.raises(ReasonMissing):
        void_fee(desk, 2026, payment.number, " ")
    void_fee(desk, 2026, payment.number, "thu nhầm")
    closed = close_day(desk, TODAY)
    assert (closed.total(), closed.total(Method.CASH), len(closed.payments)) == (38_000, 8000, 3)
    for late in (
        lambda: take_fee(desk, dossier.code, Method.CASH, 1),
        lambda: void_fee(desk, 2026, 1, "muộn"),
        lambda: close_day(desk, TODAY),
    ):
        with pytest.raises(DayClosed):
            late()
    assert takings(desk, TODAY) == closed
    assert draw_closing(desk, closed).startswith(b"%PDF")
    assert draw_fee_receipt(desk, payment).startswith(b"%PDF")
    assert in_dong(1234000) == "1.234.000"


def test_a_file_of_the_same_person_is_taken_over(desk: Desk) -> None:
    earlier, now = opened(desk), opened(desk, "two", missing=frozenset({"TP01"}))
    assert [part.received for part in now.components if part.code == "TP01"] == [False]
    content = signed(desk, earlier, "TP01", "paper")
    result = signed(desk, earlier, None, "result")
    reuse(desk, now.code, "TP01", earlier.code, "TP01")
    saved = reuse(desk, now.code, "TP02", earlier.code, None)
    assert [part.reused_from for part in saved.components[:2]] == [f"{earlier.code}/TP01", earlier.code]
    assert saved.components[0].received
    with desk.storage.unit_of_work(read_only=True) as work:
        first, second = work.documents.of(now.code)[-2:]
    assert (first.content, second.content) == (content, result)
    assert (second.kind, second.component) == (DocumentKind.COMPONENT, "TP02")
    assert list(states(desk, now).values())[:2] == [
        ComponentState.REUSED_COMPONENT,
        ComponentState.REUSED_RESULT,
    ]


def test_nothing_is_taken_over_from_another_person_or_from_nowhere(desk: Desk) -> None:
    mine = opened(desk)
    other = opened(desk, "two", person=Person("Trần Văn Khác", "092090001234"))
    signed(desk, other, "TP01", "paper")
    signed(desk, mine, "TP02", "paper")
    for component, source, part in (
        ("TP01", other.code, "TP01"),
        ("TP01", mine.code, "TP03"),
        ("TP01", mine.code, None),
        ("?", mine.code, "TP02"),
    ):
        with pytest.raises(NothingToReuse):
            reuse(desk, mine.code, component, source, part)


def test_the_rate_counts_papers_that_became_files(desk: Desk) -> None:
    earlier, now = opened(desk), opened(desk, "two")
    signed(desk, earlier, "TP01", "paper")
    reuse(desk, now.code, "TP01", earlier.code, "TP01")
    wanted = sum(not part.shown_only for part in now.components)
    (rate,) = digitisation(desk, TODAY, TODAY).values()
    assert rate == Rate(2 * wanted, 1, 1)
    assert rate.percent == pytest.approx(100 / wanted)
    assert Rate().percent == 100
    assert digitisation(desk, TODAY - timedelta(days=2), TODAY - timedelta(days=1)) == {}


def test_a_report_by_channel_has_a_row_for_each(desk: Desk) -> None:
    opened(desk)
    opened(desk, "two", channel=Channel.ONLINE)
    rows = report_06a(desk, TODAY, TODAY, "channel").rows
    assert {name: counts.received for name, counts in rows.items()} == {"in_person": 1, "online": 1}


def test_after_its_time_only_a_tombstone_is_left(desk: Desk, clock: StillClock) -> None:
    gone, kept = opened(desk), opened(desk, "two")
    signed(desk, gone, "TP01", "shared paper")
    alone = signed(desk, gone, None, "result of one")
    signed(desk, kept, "TP01", "shared paper")
    with desk.storage.unit_of_work() as work:
        work.pages.add(replace(new_page(gone, component="TP01"), original=alone))
        work.outbox.queue(gone.code, clock.now())
        work.commit()
    take_step(desk, gone.code, Move.WITHDRAW, reason="Lê Thị Hồng Nhung đổi ý")
    clock.advance(timedelta(days=1))
    before = report_06a(desk, TODAY, TODAY)
    clock.advance(timedelta(days=9 * 365))
    assert expired(desk) == ()
    clock.advance(timedelta(days=400))
    assert list(remove_expired(desk)) == [gone.code]
    assert expired(desk) == ()
    with desk.storage.unit_of_work(read_only=True) as work:
        stone = work.dossiers.get(gone.code)
        assert (stone.applicant, stone.removed_at) == (Person("", ""), clock.now())
        assert (work.pages.of(gone.code), work.documents.of(gone.code)) == ((), ())
        assert [step.reason for step in work.moves.of(gone.code)] == ["", ""]
        assert {hit.dossier for hit in work.search.find("Nhung")} == {kept.code}
        assert len(work.documents.of(kept.code)) == 2
    for mark in ("result of one", "evidence of result of one"):
        with pytest.raises(UnknownContent):
            desk.storage.contents.path(ContentId(sha256(mark.encode()).hexdigest()))
    for mark in ("shared paper", "evidence of shared paper"):
        desk.storage.contents.verify(ContentId(sha256(mark.encode()).hexdigest()))
    assert report_06a(desk, TODAY, TODAY) == before
    assert verify_audit(desk).whole


def test_the_end_of_the_audit_is_remembered_beside_the_database(desk: Desk) -> None:
    opened(desk)
    assert len(anchor_audit(desk, stamped=False)) == 1
    assert anchor_audit(desk, stamped=False) == ()
    report = verify_audit(desk)
    assert (report.whole, report.entries, report.anchors) == (True, 1, 1)
    with (desk.folders.root / "audit-anchors.jsonl").open("a") as file:
        file.write('{"chain": "cut sho')
    assert verify_audit(desk).whole
    with desk.storage.connection(writing=True) as connection:
        connection.exec_driver_sql("DELETE FROM audit")
        connection.exec_driver_sql("DELETE FROM chains")
        connection.commit()
    report = verify_audit(desk)
    assert not report.whole
    assert [fault.fault for fault in report.faults] == [Fault.TRUNCATED]
