"""What goes wrong at the counter: nothing is lost, nothing is sent twice, and the step can be repeated."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.embedded import Embedded
from clerk_app.i18n import translator
from clerk_app.workflow.decide import current_decision, sign_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import PageKept, PageRead, digitise
from clerk_app.workflow.errors import ApplicantIncomplete, NothingScanned, UnknownProcedure
from clerk_app.workflow.intake import Application, accept
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.sign_bundle import sign_dossier
from clerk_app.workflow.submit import deliver, outbox_entry
from scanning.errors import FeederEmpty, NoScanner, PaperJam, ReadingFailed
from scanning.intake.images import open_image
from scanning.model import ScannedSheet, silent
from signing.errors import FixDevice, OutOfOrder, TokenLocked, WrongPin
from signing.model import Role
from signing.timestamp import TimestampService
from storage.model import DocumentKind, Dossier, Person
from storage.outbox import OutboxState
from storage.portal.rest import RestPortal
from tests.desks import accepted, desk_in, load, pages_of, pin, scanned
from tests.fakes.scanner import FakeScanner
from tests.papers import bars, write_sheets

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Desk, Embedded]]:
    with desk_in(tmp_path / "clerk") as opened:
        yield opened


def ignore(_progress: object) -> None:
    """Take a report and do nothing."""


def sign(desk: Desk, dossier: Dossier) -> None:
    for _signed in sign_dossier(desk, dossier.code, pin(), report=silent):
        pass


def levels(desk: Desk, dossier: Dossier) -> list[tuple[str | None, str | None]]:
    with desk.storage.unit_of_work(read_only=True) as work:
        documents = work.documents.of(dossier.code)
    return [(each.level, each.wanted_level) for each in documents if each.kind is DocumentKind.COMPONENT]


def test_a_jam_keeps_the_pages_before_it_and_the_scan_resumes(
    opened: tuple[Desk, Embedded], tmp_path: Path
) -> None:
    desk, embedded = opened
    dossier = accepted(desk)
    load(embedded, write_sheets(tmp_path / "paper", 4), "jammed", jam_at=[3])
    with pytest.raises(PaperJam):
        list(digitise(desk, dossier.code, "TP01", report=silent))
    assert [page.sheet for page in pages_of(desk, dossier)] == [1, 2]
    assert all(page.cleaned for page in pages_of(desk, dossier))
    embedded.feeder().put_back(after=2)
    list(digitise(desk, dossier.code, "TP01", report=silent))
    shown = [bars(open_image(desk.storage.contents.path(page.original))) for page in pages_of(desk, dossier)]
    assert shown == [1, 2, 3, 4]


def test_an_empty_feeder_is_said_so(opened: tuple[Desk, Embedded]) -> None:
    desk, _embedded = opened
    with pytest.raises(FeederEmpty):
        list(digitise(desk, accepted(desk).code, "TP01", report=silent))


def test_no_scanner_leaves_the_dossier_as_it_was(opened: tuple[Desk, Embedded]) -> None:
    desk, _embedded = opened

    def missing() -> FakeScanner:
        raise NoScanner("somewhere")

    dossier = accepted(desk)
    with pytest.raises(NoScanner):
        list(digitise(replace(desk, scanner=missing), dossier.code, "TP01", report=silent))
    assert pages_of(desk, dossier) == ()


def test_a_page_is_read_while_the_next_one_is_scanned(opened: tuple[Desk, Embedded], tmp_path: Path) -> None:
    """The second sheet is not fed before the first one is read: without reading beside, this never ends."""
    desk, _embedded = opened
    dossier = accepted(desk)
    with ThreadPoolExecutor(1) as reading:
        read_first: list[int] = []

        class PatientScanner(FakeScanner):
            def _feed(self, spool: Path, number: int) -> ScannedSheet:
                if number == 2:
                    reading.submit(read_first.append, number).result(timeout=60)
                return super()._feed(spool, number)

        scanner = PatientScanner(write_sheets(tmp_path / "paper", 2))
        beside = replace(desk, scanner=lambda: scanner, reading=reading)
        events = [type(event) for event in digitise(beside, dossier.code, "TP01", report=silent)]
    assert read_first == [2]
    assert events == [PageKept, PageKept, PageRead, PageRead]


def test_a_page_that_cannot_be_read_is_kept_and_read_the_next_time(
    opened: tuple[Desk, Embedded], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, embedded = opened
    dossier = accepted(desk)
    load(embedded, write_sheets(tmp_path / "paper", 2), "unread")
    killed = tmp_path / "bin" / "tesseract"
    killed.parent.mkdir()
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o755)
    with monkeypatch.context() as sabotaged:
        sabotaged.setenv("PATH", f"{killed.parent}{os.pathsep}{os.environ['PATH']}")
        with pytest.raises(ReadingFailed):
            list(digitise(desk, dossier.code, "TP01", report=silent))
    assert [page.sheet for page in pages_of(desk, dossier)] == [1, 2]
    list(digitise(desk, dossier.code, "TP01", report=silent))
    assert all(page.cleaned and page.words for page in pages_of(desk, dossier))


def test_a_wrong_pin_leaves_the_dossier_unsigned_and_the_next_try_signs(
    opened: tuple[Desk, Embedded], tmp_path: Path
) -> None:
    desk, embedded = opened
    dossier = scanned(desk, embedded, tmp_path / "paper")
    typed = bytearray(b"0000")
    with pytest.raises(WrongPin) as refused:
        list(sign_dossier(desk, dossier.code, typed, report=silent))
    assert "2" in message_for(refused.value, translator("vi")).happened
    assert set(typed) == {0}
    assert levels(desk, dossier) == []
    assert outbox_entry(desk, dossier.code) is None
    sign(desk, dossier)
    assert levels(desk, dossier) == [("B-LT", "B-LT")]


def test_three_wrong_pins_lock_the_token(opened: tuple[Desk, Embedded], tmp_path: Path) -> None:
    desk, embedded = opened
    dossier = scanned(desk, embedded, tmp_path / "paper")
    for left in (2, 1, 0):
        with pytest.raises(WrongPin) as refused:
            list(sign_dossier(desk, dossier.code, bytearray(b"0000"), report=silent))
        assert refused.value.tries_left == left
    with pytest.raises(TokenLocked):
        sign(desk, dossier)


def test_a_token_that_was_pulled_out_signs_nothing(opened: tuple[Desk, Embedded], tmp_path: Path) -> None:
    desk, embedded = opened
    dossier = scanned(desk, embedded, tmp_path / "paper")
    assert desk.signatory(Role.OFFICIAL).name
    tokens = embedded.authority_folder / "tokens"
    shutil.move(tokens, tokens.with_name("pulled"))
    with pytest.raises(FixDevice):
        sign(desk, dossier)
    assert levels(desk, dossier) == []
    shutil.rmtree(tokens, ignore_errors=True)
    shutil.move(tokens.with_name("pulled"), tokens)
    sign(desk, dossier)
    assert levels(desk, dossier) == [("B-LT", "B-LT")]


def test_a_time_stamp_service_that_is_down_leaves_an_honest_label(
    opened: tuple[Desk, Embedded], tmp_path: Path
) -> None:
    desk, embedded = opened
    dossier = scanned(desk, embedded, tmp_path / "paper")
    sign(replace(desk, timestamps=lambda: TimestampService(NOWHERE, 1.0)), dossier)
    assert levels(desk, dossier) == [("B-B", "B-LT")]
    deliver(desk, report=ignore, force=True)
    entry = outbox_entry(desk, dossier.code)
    assert entry is not None
    assert entry.state is OutboxState.ACCEPTED


def test_a_portal_that_demands_a_time_stamp_gets_the_dossier_only_with_one(
    opened: tuple[Desk, Embedded], tmp_path: Path
) -> None:
    desk, embedded = opened
    demanding = replace(desk.settings, portal=replace(desk.settings.portal, demands_timestamp=True))
    strict = replace(desk, settings=demanding)
    dossier = scanned(desk, embedded, tmp_path / "paper")
    sign(replace(strict, timestamps=lambda: TimestampService(NOWHERE, 1.0)), dossier)
    assert outbox_entry(desk, dossier.code) is None
    sign(strict, dossier)
    assert outbox_entry(desk, dossier.code) is not None


def test_a_dossier_waits_for_a_portal_that_is_down_and_goes_out_once(
    opened: tuple[Desk, Embedded], tmp_path: Path
) -> None:
    desk, embedded = opened
    dossier = scanned(desk, embedded, tmp_path / "paper")
    sign(desk, dossier)
    offline = replace(desk, portal=lambda: RestPortal(NOWHERE, timeout_seconds=1.0))
    deliver(offline, report=ignore, force=True)
    waiting = outbox_entry(desk, dossier.code)
    assert waiting is not None
    assert (waiting.state, waiting.attempts) == (OutboxState.WAITING, 1)
    deliver(desk, report=ignore, force=True)
    deliver(desk, report=ignore, force=True)
    sent = outbox_entry(desk, dossier.code)
    assert sent is not None
    assert sent.state is OutboxState.ACCEPTED
    with desk.storage.unit_of_work(read_only=True) as work:
        assert work.dossiers.get(dossier.code).portal_receipt == sent.receipt


def test_the_same_application_is_accepted_once(opened: tuple[Desk, Embedded]) -> None:
    desk, _embedded = opened
    assert accepted(desk, "once") == accepted(desk, "once")
    assert accepted(desk, "again").code != accepted(desk, "once").code


@pytest.mark.parametrize(
    ("person", "procedure", "error"),
    [
        (Person("", "092194005678"), "1.001193", ApplicantIncomplete),
        (Person("Lê Thị Hồng Nhung", "12345"), "1.001193", ApplicantIncomplete),
        (Person("Lê Thị Hồng Nhung", "092194005678"), "9.999999", UnknownProcedure),
    ],
)
def test_what_cannot_be_accepted_is_refused(
    opened: tuple[Desk, Embedded], person: Person, procedure: str, error: type[Exception]
) -> None:
    desk, _embedded = opened
    with pytest.raises(error):
        accept(desk, Application("refused", procedure, person))


def test_a_dossier_without_paper_is_not_signed(opened: tuple[Desk, Embedded]) -> None:
    desk, _embedded = opened
    with pytest.raises(NothingScanned):
        sign(desk, accepted(desk))


def test_the_seal_never_comes_before_the_leader(opened: tuple[Desk, Embedded]) -> None:
    desk, _embedded = opened
    dossier = accepted(desk)
    sign_decision(desk, dossier.code, Role.OFFICIAL, pin())
    before = current_decision(desk, dossier.code)
    with pytest.raises(OutOfOrder):
        sign_decision(desk, dossier.code, Role.SEAL, pin())
    assert current_decision(desk, dossier.code) == before
