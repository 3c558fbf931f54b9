"""What every portal does: the fake, REST and VXP against the real sandbox, packages by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from storage.errors import PortalUnreachable
from storage.model import Channel, DossierCode, DossierStatus, Progress
from storage.portal import Holding, Portal, PortalStatus, PortalStep, Submission, SubmissionFile
from storage.portal.rest import RestPortal
from storage.portal.vxp import VxpPortal
from tests.fakes.by_hand import CarriedByHand
from tests.fakes.clock import START
from tests.fakes.portal import FakePortal
from tests.fakes.records import PERSON, ignore, pdf
from tests.fakes.sandbox import sandbox, vxp_profile


@dataclass(frozen=True, slots=True)
class Pair:
    """A portal of a kind.

    `numbers`: it gives receipts of its own, tells keys apart and counts steps; the connection of one-stop
    systems knows a dossier by its code alone.
    """

    present: Portal
    numbers: bool = True

    def receipt(self, code: str, serial: int) -> str:
        return f"DVC-20261008-{serial:06d}" if self.numbers else code


@pytest.fixture(params=["fake", "rest", "vxp", "package"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    if request.param == "fake":
        yield Pair(FakePortal())
    elif request.param == "package":
        yield Pair(CarriedByHand(tmp_path / "packages"))
    else:
        with sandbox(tmp_path / "portal") as url, closing(_portal(request.param, url)) as present:
            yield Pair(present, numbers=request.param == "rest")


@pytest.fixture(params=["fake", "rest", "vxp"])
def absent(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Portal]:
    """A portal that does not answer; packages are carried by hand and have none."""
    if request.param == "fake":
        portal = FakePortal()
        portal.reachable = False
        yield portal
        return
    with sandbox(tmp_path / "gone") as gone:
        pass
    with closing(_portal(request.param, gone)) as lost:
        yield lost


def _portal(kind: str, url: str) -> RestPortal | VxpPortal:
    if kind == "rest":
        return RestPortal(url, timeout_seconds=10)
    return VxpPortal(vxp_profile(url))


@pytest.fixture
def portal(pair: Pair) -> Portal:
    return pair.present


def _submission(folder: Path, *marks: str, code: str = "H15-261008-0001") -> Submission:
    return Submission(
        dossier=DossierCode(code),
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh",
        applicant=PERSON,
        channel=Channel.IN_PERSON,
        received_at=START,
        due_at=START,
        files=tuple(_file(folder, number, mark) for number, mark in enumerate(marks)),
    )


def _file(folder: Path, number: int, mark: str) -> SubmissionFile:
    content = pdf(mark, padding=3_000_000)
    path = folder / f"{number}.pdf"
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return SubmissionFile(f"G{number:02d}.pdf", path, digest, len(content), f"G{number:02d}")


def test_a_signed_dossier_is_accepted_with_a_receipt(pair: Pair, tmp_path: Path) -> None:
    answer = pair.present.submit(_submission(tmp_path, "one", "two"), key="k1", report=ignore)
    receipt = pair.receipt(CODE, 1)
    assert (answer.status, answer.receipt, answer.reasons) == (PortalStatus.ACCEPTED, receipt, ())
    assert answer.raw


def test_the_same_key_gets_the_same_answer(portal: Portal, tmp_path: Path) -> None:
    submission = _submission(tmp_path, "one")
    answers = [portal.submit(submission, key="k1", report=ignore) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]


def test_a_refused_key_stays_refused(portal: Portal, tmp_path: Path) -> None:
    answers = [portal.submit(_submission(tmp_path, "UNSIGNED"), key="k1", report=ignore) for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0].status is PortalStatus.REFUSED


def test_each_dossier_gets_its_own_receipt(portal: Portal, tmp_path: Path) -> None:
    first = portal.submit(_submission(tmp_path, "one"), key="k1", report=ignore)
    second = portal.submit(_submission(tmp_path, "one", code="H15-261008-0002"), key="k2", report=ignore)
    assert first.receipt != second.receipt


@pytest.mark.parametrize("mark", ["UNSIGNED", "BROKEN"])
def test_a_bad_signature_is_refused_with_the_name_of_the_file(
    portal: Portal, tmp_path: Path, mark: str
) -> None:
    answer = portal.submit(_submission(tmp_path, "good", mark), key="k1", report=ignore)
    assert (answer.status, answer.receipt) == (PortalStatus.REFUSED, None)
    assert len(answer.reasons) == 1
    assert "G01.pdf" in answer.reasons[0]


def test_a_dossier_without_files_is_refused(portal: Portal, tmp_path: Path) -> None:
    answer = portal.submit(_submission(tmp_path), key="k1", report=ignore)
    assert (answer.status, len(answer.reasons)) == (PortalStatus.REFUSED, 1)


def test_an_accepted_dossier_under_another_key_is_never_there_twice(pair: Pair, tmp_path: Path) -> None:
    submission = _submission(tmp_path, "one")
    first = pair.present.submit(submission, key="k1", report=ignore)
    answer = pair.present.submit(submission, key="k2", report=ignore)
    if pair.numbers:
        assert answer.status is PortalStatus.REFUSED
        assert submission.dossier in answer.reasons[0]
    else:
        assert answer == first
    assert [each.receipt for each in pair.present.held([CODE])] == [first.receipt]


def test_new_files_take_the_place_of_the_accepted_ones_under_the_same_receipt(
    pair: Pair, tmp_path: Path
) -> None:
    portal = pair.present
    first = portal.submit(_submission(tmp_path, "one"), key="k1", report=ignore)
    more = replace(_submission(tmp_path, "one", "two"), replaces=first.receipt)
    second = portal.submit(more, key="k2", report=ignore)
    assert (second.status, second.receipt) == (PortalStatus.ACCEPTED, first.receipt)
    assert portal.submit(more, key="k2", report=ignore) == second
    other = portal.submit(_submission(tmp_path, "x", code="H15-261008-0002"), key="k3", report=ignore)
    assert other.receipt == pair.receipt("H15-261008-0002", 2)
    assert portal.held([CODE])[0].files == frozenset(file.sha256 for file in more.files)


def test_what_was_never_accepted_cannot_be_replaced(portal: Portal, tmp_path: Path) -> None:
    submission = replace(_submission(tmp_path, "one"), replaces="DVC-20261008-000009")
    answer = portal.submit(submission, key="k1", report=ignore)
    assert (answer.status, answer.receipt) == (PortalStatus.REFUSED, None)
    assert submission.dossier in answer.reasons[0]


def test_a_refused_dossier_may_come_again_under_another_key(portal: Portal, tmp_path: Path) -> None:
    portal.submit(_submission(tmp_path, "UNSIGNED"), key="k1", report=ignore)
    answer = portal.submit(_submission(tmp_path, "signed"), key="k2", report=ignore)
    assert answer.status is PortalStatus.ACCEPTED


def test_progress_ends_complete_and_never_goes_back(portal: Portal, tmp_path: Path) -> None:
    heard: list[Progress] = []
    submission = _submission(tmp_path, "one", "two")
    portal.submit(submission, key="k1", report=heard.append)
    uploads = [progress.done for progress in heard if progress.stage == "upload"]
    assert uploads == sorted(uploads)
    assert uploads[-1] == sum(file.bytes for file in submission.files)
    assert heard[-1] == Progress("submit", 1, 1)


def test_what_the_report_raises_ends_the_run_and_the_next_goes_through(
    portal: Portal, tmp_path: Path
) -> None:
    def cancel(_progress: Progress) -> None:
        raise KeyboardInterrupt

    submission = replace(_submission(tmp_path, "one"))
    with pytest.raises(KeyboardInterrupt):
        portal.submit(submission, key="k1", report=cancel)
    assert portal.submit(submission, key="k1", report=ignore).status is PortalStatus.ACCEPTED


def test_a_portal_that_is_away_is_unreachable(absent: Portal, tmp_path: Path) -> None:
    with pytest.raises(PortalUnreachable):
        absent.submit(_submission(tmp_path, "one"), key="k1", report=ignore)


CODE = DossierCode("H15-261008-0001")


def _step(number: int, status: DossierStatus) -> PortalStep:
    return PortalStep(number, status, START, START, "Lê Thị Mai", "Phòng Tư pháp", "Bổ sung giấy tờ")


def _accepted(portal: Portal, folder: Path) -> str:
    receipt = portal.submit(_submission(folder, "one"), key="k1", report=ignore).receipt
    assert receipt is not None
    return receipt


def test_the_portal_holds_what_it_accepted(pair: Pair, tmp_path: Path) -> None:
    portal, steps = pair.present, 0 if pair.numbers else None
    submission = _submission(tmp_path, "one", "two")
    receipt = portal.submit(submission, key="k1", report=ignore).receipt or ""
    digests = frozenset(file.sha256 for file in submission.files)
    held = portal.held([CODE, DossierCode("H15-261008-0002")])
    assert held == (Holding(CODE, receipt, DossierStatus.ACCEPTED, steps, digests),)


def test_steps_are_told_and_told_again_without_harm(pair: Pair, tmp_path: Path) -> None:
    portal = pair.present
    receipt = _accepted(portal, tmp_path)
    steps = [_step(1, DossierStatus.ACCEPTED), _step(2, DossierStatus.SUPPLEMENT_ASKED)]
    for told in (steps[:1], steps, steps):
        answer = portal.tell(CODE, told, key=f"t{len(told)}")
        assert (answer.status, answer.receipt) == (PortalStatus.ACCEPTED, receipt)
    (held,) = portal.held([CODE])
    assert (held.status, held.steps) == (DossierStatus.SUPPLEMENT_ASKED, 2 if pair.numbers else None)


def test_more_steps_than_one_message_takes_all_come(pair: Pair, tmp_path: Path) -> None:
    portal, receipt = pair.present, _accepted(pair.present, tmp_path)
    steps = [_step(number, DossierStatus.IN_PROCESS) for number in range(1, 23)]
    answer = portal.tell(CODE, [*steps, _step(23, DossierStatus.SOLVED)], key="t")
    assert (answer.status, answer.receipt) == (PortalStatus.ACCEPTED, receipt)
    (held,) = portal.held([CODE])
    assert (held.status, held.steps) == (DossierStatus.SOLVED, 23 if pair.numbers else None)


def test_what_is_replaced_keeps_the_status_it_was_told(pair: Pair, tmp_path: Path) -> None:
    receipt = _accepted(pair.present, tmp_path)
    pair.present.tell(CODE, [_step(1, DossierStatus.IN_PROCESS)], key="t1")
    more = replace(_submission(tmp_path, "one", "two"), replaces=receipt)
    pair.present.submit(more, key="k2", report=ignore)
    assert pair.present.held([CODE])[0].status is DossierStatus.IN_PROCESS


def test_steps_of_an_unknown_dossier_are_refused(portal: Portal) -> None:
    answer = portal.tell(CODE, [_step(1, DossierStatus.ACCEPTED)], key="t1")
    assert answer.status is PortalStatus.REFUSED
    assert CODE in answer.reasons[0]


def test_what_was_withdrawn_is_held_no_more_and_may_come_anew(pair: Pair, tmp_path: Path) -> None:
    portal = pair.present
    receipt = _accepted(portal, tmp_path)
    portal.tell(CODE, [_step(1, DossierStatus.IN_PROCESS)], key="t1")
    for _twice in range(2):
        answer = portal.withdraw(CODE, receipt=receipt, reason="nhầm hồ sơ", key="w1")
        assert (answer.status, answer.receipt) == (PortalStatus.ACCEPTED, receipt)
    assert portal.held([CODE]) == ()
    again = portal.submit(_submission(tmp_path, "one"), key="k2", report=ignore)
    assert again.status is PortalStatus.ACCEPTED
    (held,) = portal.held([CODE])
    assert (held.status, held.steps) == (DossierStatus.ACCEPTED, 0 if pair.numbers else None)


def test_what_is_not_held_under_that_receipt_cannot_be_withdrawn(portal: Portal, tmp_path: Path) -> None:
    _accepted(portal, tmp_path)
    answer = portal.withdraw(CODE, receipt="DVC-20261008-000009", reason="nhầm", key="w1")
    assert answer.status is PortalStatus.REFUSED
    assert len(portal.held([CODE])) == 1


def test_a_portal_that_is_away_tells_nothing_of_what_it_holds(absent: Portal) -> None:
    for ask in (
        lambda: absent.held([CODE]),
        lambda: absent.tell(CODE, [_step(1, DossierStatus.ACCEPTED)], key="t"),
        lambda: absent.withdraw(CODE, receipt="x", reason="y", key="w"),
    ):
        with pytest.raises(PortalUnreachable):
            ask()


def test_a_portal_that_is_there_is_reachable(portal: Portal) -> None:
    assert portal.check().reachable


def test_a_look_at_a_portal_that_is_away_never_raises(absent: Portal) -> None:
    away = absent.check()
    assert (away.reachable, away.detail) == (False, "PortalUnreachable")
