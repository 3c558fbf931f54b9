"""After an outage: what the portal has is compared with what is believed here, and mended."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NotAllSigned, NotSubmitted, ReasonMissing, RightMissing
from clerk_app.workflow.reconcile import Difference, Mended, reconcile
from clerk_app.workflow.rights import Actor
from clerk_app.workflow.submit import deliver, send, take_back
from storage.errors import PortalUnreachable
from storage.model import Dossier, DossierStatus, MoveEntry
from storage.outbox import OutboxKind
from storage.portal.port import PortalStep
from tests.desks import desk_in
from tests.fakes.clock import START
from tests.fakes.portal import FakePortal
from tests.fakes.records import document, ignore, queue, stored_dossier


@dataclass(frozen=True)
class Sides:
    """A desk and the portal it speaks to."""

    desk: Desk
    portal: FakePortal

    def sent(self, *marks: str) -> Dossier:
        """Return a dossier that the portal accepted and whose step it was told."""
        code = stored_dossier(self.desk.storage, *(marks or ("one",)), request_key=str(marks)).code
        with self.desk.storage.unit_of_work() as work:
            dossier = work.dossiers.save(replace(work.dossiers.get(code), status=DossierStatus.IN_PROCESS))
            work.moves.record(
                MoveEntry(code, "process", DossierStatus.IN_PROCESS, START, START, "mai", "", "")
            )
            work.commit()
        queue(self.desk.storage, code)
        self.deliver()
        return dossier

    def deliver(self) -> None:
        deliver(self.desk, report=ignore, force=True)

    def compare(self) -> list[Mended]:
        return list(reconcile(self.desk, report=ignore))

    def receipt(self, dossier: Dossier) -> str | None:
        with self.desk.storage.unit_of_work(read_only=True) as work:
            return work.dossiers.get(dossier.code).portal_receipt


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[Sides]:
    portal = FakePortal()
    with desk_in(tmp_path / "home") as (desk, _embedded):
        yield Sides(replace(desk, portal=lambda: portal), portal)


def test_two_sides_that_agree_differ_in_nothing(sides: Sides) -> None:
    sides.sent()
    assert sides.compare() == []


def test_a_dossier_that_the_portal_lost_is_sent_again_with_its_steps(sides: Sides) -> None:
    dossier = sides.sent()
    sides.portal.forget(dossier.code)
    assert sides.compare() == [Mended(dossier.code, Difference.MISSING_THERE)]
    sides.deliver()
    (held,) = sides.portal.held([dossier.code])
    assert (held.status, held.steps, held.receipt) == (DossierStatus.IN_PROCESS, 1, sides.receipt(dossier))
    assert sides.compare() == []


def test_a_receipt_that_the_portal_changed_is_taken_over(sides: Sides) -> None:
    dossier = sides.sent()
    sides.portal.rename(dossier.code, "DVC-20261008-009999")
    assert sides.compare() == [Mended(dossier.code, Difference.OTHER_RECEIPT)]
    assert sides.receipt(dossier) == "DVC-20261008-009999"
    assert sides.compare() == []


def test_files_that_the_portal_lacks_are_sent_under_the_same_receipt(sides: Sides) -> None:
    dossier = sides.sent()
    receipt = sides.receipt(dossier)
    with sides.desk.storage.unit_of_work() as work:
        content = sides.desk.storage.contents.put(b"%PDF-1.7 two %%EOF")
        work.documents.put(document(dossier.code, content, "G01"))
        work.outbox.queue(dossier.code, START)
        work.commit()
    before = list(sides.portal.submissions)
    sides.deliver()
    sides.portal.submissions[:] = before  # the portal was put back to the state of yesterday
    assert sides.compare() == [Mended(dossier.code, Difference.OTHER_FILES)]
    sides.deliver()
    (held,) = sides.portal.held([dossier.code])
    assert (len(held.files or ()), held.receipt) == (2, receipt)
    assert sides.compare() == []


def test_steps_that_the_portal_forgot_are_told_again(sides: Sides) -> None:
    dossier = sides.sent()
    sides.portal.steps.clear()
    assert sides.compare() == [Mended(dossier.code, Difference.STEPS_UNTOLD)]
    sides.deliver()
    assert sides.portal.held([dossier.code])[0].steps == 1
    assert sides.compare() == []


def test_a_status_that_differs_with_all_steps_told_is_left_and_said(sides: Sides) -> None:
    dossier = sides.sent()
    other = PortalStep(2, DossierStatus.STOPPED, START, START, "x", "", "")
    sides.portal.steps[dossier.code][2] = other
    assert sides.compare() == [Mended(dossier.code, Difference.OTHER_STATUS)]
    assert sides.portal.steps[dossier.code][2] is other


def test_what_waits_anyway_is_left_to_the_outbox(sides: Sides) -> None:
    dossier = sides.sent()
    sides.portal.steps.clear()
    with sides.desk.storage.unit_of_work() as work:
        work.outbox.queue_progress(dossier.code, START)
        work.commit()
    assert sides.compare() == []


def test_more_dossiers_than_one_question_takes_are_all_compared(sides: Sides) -> None:
    codes = {sides.sent(f"mark {number}").code for number in range(53)}
    sides.portal.steps.clear()
    assert {each.dossier for each in sides.compare()} == codes


def test_a_portal_that_is_away_leaves_everything_as_it_is(sides: Sides) -> None:
    dossier = sides.sent()
    receipt = sides.receipt(dossier)
    sides.portal.reachable = False
    with pytest.raises(PortalUnreachable):
        sides.compare()
    assert sides.receipt(dossier) == receipt


def test_only_who_may_submit_compares(sides: Sides) -> None:
    nobody = replace(sides.desk, actor=Actor("an", frozenset()))
    with pytest.raises(RightMissing):
        list(reconcile(nobody, report=ignore))


def test_a_wrong_upload_is_taken_back_and_then_sent_anew(sides: Sides) -> None:
    dossier = sides.sent("cover", "form", "certificate")
    take_back(sides.desk, dossier.code, "gửi nhầm hồ sơ")
    sides.deliver()
    assert sides.portal.held([dossier.code]) == ()
    with sides.desk.storage.unit_of_work(read_only=True) as work:
        (entry,) = work.outbox.of(dossier.code, OutboxKind.WITHDRAWAL)
        steps = [each.step for each in work.audit.of(dossier.code)]
    assert entry.note == "gửi nhầm hồ sơ"
    assert steps[-2:] == ["taken_back", "portal_withdrawal_accepted"]
    with pytest.raises(NotSubmitted):
        take_back(sides.desk, dossier.code, "lần nữa")
    send(sides.desk, dossier.code)
    sides.deliver()
    assert len(sides.portal.held([dossier.code])) == 1


def test_what_is_not_signed_is_not_sent(sides: Sides) -> None:
    dossier = stored_dossier(sides.desk.storage, request_key="nothing yet")
    with pytest.raises(NotAllSigned):
        send(sides.desk, dossier.code)


def test_taking_back_needs_a_reason(sides: Sides) -> None:
    dossier = sides.sent()
    with pytest.raises(ReasonMissing):
        take_back(sides.desk, dossier.code, "  ")
    assert len(sides.portal.held([dossier.code])) == 1
