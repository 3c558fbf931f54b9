"""The language is changed while the window is open, and nothing stays in the one before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.gui.devices import Device
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.model import NextStep, Notice
from clerk_app.gui.notices import failed, written
from clerk_app.gui.places import INTAKE, PLACES
from clerk_app.gui.screens.settings.screen import SettingsScreen
from clerk_app.workflow.procedures import domains
from clerk_app.workflow.setup_check import SetupPart
from clerk_app.workflow.what_was_read import what_was_read
from scanning.errors import PaperJam
from tests.desks import accepted
from tests.gui.settings_shown import choose
from tests.gui.spoken import of_another_language
from tests.gui.test_window import press, window

__all__ = ["window"]
PATIENCE = 60_000
EVERY = [place.name for place in PLACES] + [INTAKE]


def foreign(window: MainWindow, qtbot: QtBot) -> dict[str, set[str]]:
    """Return what stays in another language, each time a language is chosen."""
    found = {}
    for name in ("vi", "en", "fr", "vi"):
        window.place.language.choose(name)
        qtbot.waitUntil(lambda: window.place.runner.is_idle, timeout=PATIENCE)
        found[name] = of_another_language(window, name)
    return {name: texts for name, texts in found.items() if texts}


def test_words_of_another_language_are_seen(window: MainWindow) -> None:
    assert of_another_language(window, "en") == set()
    assert "Every place and action, found by a few letters (Ctrl+K)" in of_another_language(window, "vi")


def test_every_part_of_the_settings_follows_the_language(window: MainWindow, qtbot: QtBot) -> None:
    press(window, "railSettings")
    screen = window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    qtbot.waitUntil(lambda: screen.presenter.all_known, timeout=PATIENCE)
    for part in SetupPart:
        choose(screen, part)
        assert foreign(window, qtbot) == {}, part


def explained(window: MainWindow) -> None:
    window.devices.explain(Device.SCANNER)


def unknown_code(window: MainWindow) -> None:
    window._reading.take(what_was_read("nothing that is known"))


def failure(window: MainWindow) -> None:
    again = NextStep(lambda: window.place.language.translate("Try again"), lambda: None)
    window.show_notice(failed(PaperJam(), window.place.language.translate, again))


def file_written(window: MainWindow) -> None:
    window.show_notice(written(Path("report.pdf"), window.place.language.translate, lambda _file: None))


@pytest.mark.parametrize("cause", [explained, unknown_code, failure, file_written])
def test_a_notice_follows_the_language(
    window: MainWindow, qtbot: QtBot, cause: Callable[[MainWindow], None]
) -> None:
    cause(window)
    notice = window.notice.notice
    assert isinstance(notice, Notice)
    before = notice.words.text
    assert foreign(window, qtbot) == {}
    assert window.notice.isVisible()
    assert window.notice.notice is notice
    assert notice.words.text != before


def test_a_notice_of_a_backup_follows_the_language(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    press(window, "railSettings")
    screen = window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    screen.presenter.make_backup(tmp_path / "backup.zip")
    qtbot.waitUntil(lambda: window.place.runner.is_idle, timeout=PATIENCE)
    assert window.notice.notice is not None
    assert "backup.zip" in window.notice.notice.words.text
    assert foreign(window, qtbot) == {}


def _but_papers(found: dict[str, set[str]]) -> dict[str, set[str]]:
    """Leave out the rows of a report, a paper in Vietnamese: domains have their published names there."""
    published = tuple(each.name for each in domains())
    left = {name: {each for each in words if not each.startswith(published)} for name, words in found.items()}
    return {name: words for name, words in left.items() if words}


def test_every_place_follows_the_language(window: MainWindow, qtbot: QtBot) -> None:
    code = accepted(window.place.desk).code
    for name in EVERY:
        window.go_to(name, code if name == "dossier" else None)
        qtbot.waitUntil(lambda: window.place.runner.is_idle, timeout=PATIENCE)
        found = foreign(window, qtbot)
        assert (_but_papers(found) if name == "reports" else found) == {}, name
