"""Presenters with fakes: no widget, no thread, no device."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clerk_app.gui.model import Tone
from clerk_app.gui.runner import Receive
from clerk_app.gui.screens.scan.presenter import ScanPresenter
from clerk_app.gui.verdicts import outbox_words, pin_complaint, signature_words
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.intake import Application, accept
from clerk_app.workflow.progress import Step, next_step
from scanning.errors import FeederEmpty, PaperJam, ScanCancelled
from signing.errors import WrongPin
from storage.model import (
    ContentId,
    Document,
    DocumentKind,
    DocumentStage,
    Dossier,
    DossierCode,
    NewPage,
    Person,
)
from storage.outbox import OutboxEntry, OutboxState
from tests.desks import open_home
from tests.fakes.lanes import Lanes


class Recorder:
    """A view that remembers the last of everything it was asked to show."""

    def __init__(self) -> None:
        self.shown: dict[str, Any] = {}
        self.went_on = False

    def __getattr__(self, name: str) -> Receive:
        return lambda value: self.shown.__setitem__(name, value)

    def go_on(self) -> None:
        self.went_on = True


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_home(Settings(home=str(tmp_path))) as (opened, _embedded):
        yield opened


@pytest.fixture
def dossier(desk: Desk) -> Dossier:
    return accept(desk, Application("key", "1.001193", Person("Lê Thị Hồng Nhung", "092194005678")))


def keep_page(desk: Desk, dossier: Dossier, component: str) -> None:
    original = desk.storage.contents.put(b"picture of " + component.encode())
    with desk.storage.unit_of_work() as work:
        work.pages.add(NewPage(dossier.code, component, component, 1, original, 300))
        work.commit()


def presenter(desk: Desk, dossier: Dossier, lanes: Lanes, view: Recorder) -> ScanPresenter:
    made = ScanPresenter(desk, lanes.submit, str, view, dossier, None)
    made.begin()
    return made


def test_a_dossier_begins_with_its_first_paper(desk: Desk, dossier: Dossier) -> None:
    view = Recorder()
    presenter(desk, dossier, Lanes(), view)
    state = view.shown["show_state"]
    assert state.chosen == "TP01"
    assert [part.can_be_chosen for part in state.parts] == [True, True, True, False]
    assert view.shown["show_primary"].text == "Scan"


@pytest.mark.parametrize(
    ("failure", "tone"),
    [(PaperJam(), Tone.WRONG), (FeederEmpty(), Tone.DOUBT), (ScanCancelled(), Tone.CALM)],
)
def test_a_scan_that_breaks_off_keeps_its_pages_and_offers_to_go_on(
    desk: Desk, dossier: Dossier, failure: BaseException, tone: Tone
) -> None:
    view, lanes = Recorder(), Lanes()
    scanning = presenter(desk, dossier, lanes, view)
    scanning.scan()
    assert not view.shown["show_primary"].enabled
    keep_page(desk, dossier, "TP01")
    lanes.say("error", failure)
    notice = view.shown["show_notice"]
    assert notice.words.tone is tone
    assert notice.next_step.text == "Go on scanning"
    assert len(view.shown["show_pages"]) == 1
    assert view.shown["show_primary"].text == "Go on scanning"


def test_a_new_dossier_waits_for_the_scanner(desk: Desk, dossier: Dossier) -> None:
    assert next_step(desk, dossier.code) is Step.SCAN


def test_pages_that_are_not_read_yet_keep_a_dossier_at_the_scanner(desk: Desk, dossier: Dossier) -> None:
    keep_page(desk, dossier, "TP01")
    keep_page(desk, dossier, "TP02")
    assert next_step(desk, dossier.code) is Step.SCAN


def signed(desk: Desk, level: str) -> Document:
    return Document(
        DossierCode("A-1"),
        DocumentKind.COMPONENT,
        "TP01",
        DocumentStage.SIGNED,
        ContentId("0" * 64),
        "a.pdf",
        1,
        1,
        "valid",
        level,
        "B-LT",
        desk.clock.now(),
    )


def test_a_missing_time_stamp_is_said(desk: Desk) -> None:
    words = signature_words(signed(desk, "B-B"), str)
    assert words.tone is Tone.DOUBT
    assert "B-B" in words.text
    assert signature_words(signed(desk, "B-LT"), str).tone is Tone.GOOD


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (OutboxState.ACCEPTED, Tone.GOOD),
        (OutboxState.REFUSED, Tone.WRONG),
        (OutboxState.WAITING, Tone.DOUBT),
        (OutboxState.SENDING, Tone.DOUBT),
        (OutboxState.WITHDRAWN, Tone.WRONG),
    ],
)
def test_what_the_portal_said_has_a_tone(desk: Desk, state: OutboxState, tone: Tone) -> None:
    code = DossierCode("A-1")
    entry = OutboxEntry(1, "key", code, state, 1, desk.clock.now(), None, "R-1", "bad seal\nno date")
    assert outbox_words(entry, str).tone is tone


def test_a_wrong_pin_says_how_many_tries_are_left_where_that_is_known() -> None:
    assert "Tries left: 2." in pin_complaint(WrongPin(2), str)
    assert "Tries left" not in pin_complaint(WrongPin(None), str)
