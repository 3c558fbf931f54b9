"""The line about work that runs is in the new language at once, not from the next report on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerk_app.gui.model import Advance
from clerk_app.gui.runner import Lane
from clerk_app.gui.screens.decision.presenter import DecisionPresenter
from clerk_app.gui.screens.queue.presenter import QueuePresenter
from clerk_app.gui.screens.review.presenter import ReviewPresenter
from clerk_app.gui.screens.scan.presenter import ScanPresenter
from clerk_app.gui.screens.sign.presenter import SignPresenter
from clerk_app.i18n import translator
from clerk_app.settings import Settings
from clerk_app.workflow.decide import sign_decision
from clerk_app.workflow.decision_batch import DecisionOutcome
from clerk_app.workflow.desk import Desk
from scanning.model import Progress, Stage
from signing.model import Role
from signing.placement import FieldBox
from storage.model import Dossier
from storage.model import Progress as Sending
from tests.desks import accepted, open_home, pin
from tests.fakes.lanes import Lanes
from tests.gui.test_presenters import Recorder, keep_page


class View(Recorder):
    """Remembers all that it was asked to show at once; nothing was moved on a page."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *shown, **_named: self.shown.__setitem__(name, shown[0] if len(shown) == 1 else shown)

    def places(self) -> dict[str, FieldBox]:
        return {}


class Speech:
    """What is spoken; it is changed while work runs."""

    def __init__(self) -> None:
        self.name = "en"

    def translate(self, sentence: str) -> str:
        return translator(self.name)(sentence)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_home(Settings(home=str(tmp_path))) as (opened, _embedded):
        yield opened


@pytest.fixture
def dossier(desk: Desk) -> Dossier:
    return accepted(desk)


def said(view: Recorder) -> str:
    advance = view.shown["show_advance"]
    assert isinstance(advance, Advance)
    return advance.text


def in_vietnamese(sentence: str, **facts: object) -> str:
    return translator("vi")(sentence).format(**facts)


def changed(view: Recorder, speech: Speech, speak: Callable[[], None]) -> tuple[str, str]:
    """Return the line before and after the language is changed."""
    before, speech.name = said(view), "vi"
    speak()
    return before, said(view)


def test_the_page_that_is_scanned(desk: Desk, dossier: Dossier) -> None:
    view, lanes, speech = View(), Lanes(), Speech()
    presenter = ScanPresenter(desk, lanes.submit, speech.translate, view, dossier, None)
    presenter.begin()
    presenter.scan()
    lanes.say("progress", Progress(Stage.SCAN, 40, 100))
    wanted = "Scanning page 1", in_vietnamese("Scanning page {number}", number=1)
    assert changed(view, speech, presenter.speak) == wanted
    assert view.shown["show_advance"].percent == 40


def test_a_scan_that_has_reported_nothing_yet(desk: Desk, dossier: Dossier) -> None:
    view, lanes, speech = View(), Lanes(), Speech()
    presenter = ScanPresenter(desk, lanes.submit, speech.translate, view, dossier, None)
    presenter.begin()
    presenter.scan()
    wanted = "Scanning …", in_vietnamese("Scanning …")
    assert changed(view, speech, presenter.speak) == wanted


def test_work_that_is_over_is_not_said_again(desk: Desk, dossier: Dossier) -> None:
    view, speech = View(), Speech()
    lanes = Lanes(frozenset(Lane) - {Lane.DOCUMENT, Lane.TOKEN})
    presenter = DecisionPresenter(desk, lanes.submit, speech.translate, view, dossier)
    presenter.begin()
    presenter.do_primary()
    speech.name = "vi"
    presenter.speak()
    assert view.shown["show_advance"] is None


def test_the_pages_that_are_made_anew(desk: Desk, dossier: Dossier) -> None:
    keep_page(desk, dossier, "TP01")
    view, lanes, speech = View(), Lanes(), Speech()
    presenter = ReviewPresenter(desk, lanes.submit, speech.translate, view, dossier)
    presenter.begin()
    page = view.shown["show_page"].id
    lanes.waits = frozenset(Lane)
    presenter.turn([page], 90)
    lanes.say("progress", Progress(Stage.READ, 0, 2))
    sentence = "Making page {done} of {total} anew …"
    wanted = "Making page 1 of 2 anew …", in_vietnamese(sentence, done=1, total=2)
    assert changed(view, speech, presenter.speak) == wanted


def test_how_much_is_sent(desk: Desk, dossier: Dossier) -> None:
    view, lanes, speech = View(), Lanes(), Speech()
    presenter = SignPresenter(desk, lanes.submit, speech.translate, view, dossier)
    presenter.begin()
    presenter.send()
    lanes.say("progress", Sending("upload", 30, 60))
    wanted = "Sending to the portal: 50 %", in_vietnamese("Sending to the portal: {percent} %", percent=50)
    assert changed(view, speech, presenter.speak) == wanted
    assert view.shown["show_advance"].can_stop


def test_signing_that_is_being_stopped(desk: Desk, dossier: Dossier) -> None:
    view, lanes, speech = View(), Lanes(), Speech()
    presenter = SignPresenter(desk, lanes.submit, speech.translate, view, dossier)
    presenter.begin()
    presenter.sign(pin())
    presenter.stop()
    wanted = "Stopping …", in_vietnamese("Stopping …")
    assert changed(view, speech, presenter.speak) == wanted


def test_the_token_that_is_looked_for(desk: Desk, dossier: Dossier) -> None:
    lanes = Lanes(frozenset(Lane) - {Lane.DOCUMENT, Lane.TOKEN})
    view, speech = View(), Speech()
    presenter = DecisionPresenter(desk, lanes.submit, speech.translate, view, dossier)
    presenter.begin()
    presenter.do_primary()
    lanes.waits = frozenset(Lane)
    presenter.ask()
    wanted = "Looking for the token …", in_vietnamese("Looking for the token …")
    assert changed(view, speech, presenter.speak) == wanted


def test_the_decisions_that_are_countersigned(desk: Desk) -> None:
    code = accepted(desk, "decided").code
    sign_decision(desk, code, Role.OFFICIAL, pin())
    view, lanes, speech = View(), Lanes(), Speech()
    presenter = QueuePresenter(desk, lanes.submit, speech.translate, view)
    presenter.begin()
    presenter.sign(pin())
    before = said(view)
    lanes.say("event", DecisionOutcome(code, None, OSError()))
    assert before == "Countersigning …"
    sentence = "Countersigned: {done} of {total}"
    wanted = "Countersigned: 1 of 1", in_vietnamese(sentence, done=1, total=1)
    assert changed(view, speech, presenter.speak) == wanted
