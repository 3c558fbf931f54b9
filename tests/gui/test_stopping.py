"""Long work says how long it takes, and can be stopped; nothing is left half done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Advance, Notice
from clerk_app.gui.runner import Runner
from clerk_app.gui.screens.sign.screen import SignScreen
from clerk_app.gui.widgets.advance_bar import AdvanceBar
from clerk_app.gui.workplace import Workplace
from clerk_app.settings import Settings
from clerk_app.workflow.submit import outbox_entry
from storage.model import DocumentKind, Dossier
from tests.desks import desk_in, open_home, pin, scanned


@pytest.fixture
def bar(qtbot: QtBot) -> AdvanceBar:
    made = AdvanceBar(Language("en"))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def step(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[tuple[SignScreen, Dossier]]:
    with desk_in(tmp_path / "home") as (desk, embedded):
        dossier = scanned(desk, embedded, tmp_path / "sheets")
    with open_home(Settings(home=str(tmp_path / "home"), language="en")) as (desk, embedded):
        runner = Runner()
        made = SignScreen(Workplace(desk, embedded.feeder(), runner, Language("en"), Look(qapp)), dossier)
        qtbot.addWidget(made)
        made.show()
        made.enter()
        qtbot.waitUntil(lambda: made.documents.count() == 1)
        yield made, dossier
        runner.close()


def test_what_runs_longer_offers_to_stop(bar: AdvanceBar, qtbot: QtBot) -> None:
    bar.show_advance(Advance("Signing", 40, "about 20 s left", can_stop=True))
    assert bar.said.text() == "Signing · about 20 s left"
    assert not bar.stop.isVisible()
    qtbot.waitUntil(bar.stop.isVisible)
    with qtbot.waitSignal(bar.stopped):
        bar.stop.click()
    bar.show_advance(Advance("Stopping"))
    assert not bar.stop.isVisible()
    bar.show_advance(None)
    assert not bar.isVisible()


def test_stopped_signing_leaves_the_dossier_unsigned(step: tuple[SignScreen, Dossier], qtbot: QtBot) -> None:
    screen, dossier = step
    notices: list[Notice] = []
    screen.notice.connect(notices.append)
    screen.presenter.sign(pin())
    screen.presenter.stop()
    qtbot.waitUntil(lambda: not screen.presenter.is_busy, timeout=30_000)
    with screen._place.desk.storage.unit_of_work(read_only=True) as work:
        kinds = [each.kind for each in work.documents.of(dossier.code)]
    assert DocumentKind.COMPONENT not in kinds
    assert outbox_entry(screen._place.desk, dossier.code) is None
    assert any("Nothing was signed" in each.words.text for each in notices)
