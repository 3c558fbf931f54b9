"""A paper comes to rest in a card of any size."""

from pathlib import Path

import pikepdf
import pytest
from PyQt6.QtCore import QEvent, QEventLoop, QObject
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.widgets.paper_view import PaperView

_A4 = (595, 842)
_GREEN = (0, 255, 0)


class Resizes(QObject):
    """Counts how often what it watches becomes another size."""

    count = 0

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 (Qt's name)
        self.count += event is not None and event.type() is QEvent.Type.Resize
        return False


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    with pikepdf.new() as paper:
        paper.add_blank_page(page_size=_A4)
        paper.save(tmp_path / "sheet.pdf")
    return tmp_path / "sheet.pdf"


def test_a_sheet_that_just_fits_does_not_make_its_scroll_bar_come_and_go(
    qtbot: QtBot, qapp: QApplication, sheet: Path
) -> None:
    view, resizes = PaperView(Language("en"), Look(qapp)), Resizes()
    qtbot.addWidget(view)
    view.show_paper(sheet, "sheet.pdf")
    # who draws waits for Python, as it is heard of every event, and who deletes the view waits for who draws
    view.view.setUpdatesEnabled(False)
    seen = view.view.viewport()
    assert seen is not None
    seen.installEventFilter(resizes)
    view.show()
    restless = []
    for height in range(380, 480, 4):  # around the height of a sheet as wide as the card
        resizes.count = 0
        view.resize(300, height)
        qapp.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)
        if resizes.count > 3:
            restless.append((height, resizes.count))
    assert not restless


def coloured(file: Path, colour: tuple[float, float, float]) -> Path:
    """Write a sheet that is all of one colour, red, green and blue from 0 to 1."""
    with pikepdf.new() as paper:
        page = paper.add_blank_page(page_size=_A4)
        red, green, blue = colour
        paint = f"{red} {green} {blue} rg 0 0 {_A4[0]} {_A4[1]} re f"
        page.contents_add(paper.make_stream(paint.encode("ascii")))
        paper.save(file)
    return file


def seen_colour(view: PaperView) -> tuple[int, int, int]:
    """Return the colour in the middle of what is shown: red, green and blue from 0 to 255."""
    picture = view.view.grab().toImage()
    found = picture.pixelColor(picture.rect().center())
    return found.red(), found.green(), found.blue()


def test_what_is_seen_is_the_paper_that_was_asked_for_last(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    before = coloured(tmp_path / "before.pdf", (1, 0, 0))
    wanted = coloured(tmp_path / "wanted.pdf", (0, 1, 0))
    view = PaperView(Language("en"), Look(qapp))
    qtbot.addWidget(view)
    view.resize(900, 900)
    view.show()
    for _again in range(20):
        view.show_paper(before, "before.pdf")
        qapp.processEvents()  # its page is asked for
        view.show_paper(wanted, "wanted.pdf")
        qtbot.waitUntil(lambda: seen_colour(view) == _GREEN)  # and stays, or is never seen
