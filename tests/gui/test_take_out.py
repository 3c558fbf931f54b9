"""Finished files leave the window under their right names; what is too large is mended in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QMimeData, QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.runner import Runner
from clerk_app.gui.screens.sign.screen import SignScreen
from clerk_app.gui.widgets import take_out
from clerk_app.gui.widgets.paper_view import PaperView
from clerk_app.gui.workplace import Workplace
from clerk_app.settings import PortalSettings, Settings
from clerk_app.workflow.portal_fit import PAGE_BYTES, SIGNED_BYTES, Remedy, misfits
from storage.model import Dossier
from tests.desks import desk_in, open_home, pages_of, scanned

_hands: Any = QTest


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Dossier]:
    folder = tmp_path_factory.mktemp("send")
    with desk_in(folder / "home") as (desk, embedded):
        dossier = scanned(desk, embedded, folder / "sheets", sheets=2)
    return folder / "home", dossier


@pytest.fixture
def step(qtbot: QtBot, qapp: QApplication, home: tuple[Path, Dossier]) -> Iterator[SignScreen]:
    """The signing step before a portal that takes one page in a file."""
    with open_home(Settings(home=str(home[0]), language="en")) as (desk, embedded):
        sizes = [
            desk.storage.contents.path(each.cleaned).stat().st_size
            for each in pages_of(desk, home[1])
            if each.cleaned
        ]
        most = SIGNED_BYTES + max(sizes) + PAGE_BYTES
        portal = PortalSettings(file_megabytes=most / 1e6, warn_megabytes=0)
        desk = replace(desk, settings=replace(desk.settings, portal=portal))
        runner = Runner()
        made = SignScreen(Workplace(desk, embedded.feeder(), runner, Language("en"), Look(qapp)), home[1])
        qtbot.addWidget(made)
        made.show()
        made.enter()
        yield made
        runner.close()


@pytest.fixture
def paper(qtbot: QtBot, qapp: QApplication) -> PaperView:
    made = PaperView(Language("en"), Look(qapp))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_file_is_copied_with_its_right_name(paper: PaperView, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "H92.01.13-261126-0001_20261126_TP01.pdf"
    told: list[Any] = []
    paper.let_out(lambda: paper.out.offer(file), told.append)
    paper.show_paper(tmp_path / "a-view.pdf", "Tờ khai")
    paper.out.copy.click()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    mime = clipboard.mimeData()
    assert mime is not None
    assert [url.toLocalFile() for url in mime.urls()] == [str(file)]
    assert bytes(mime.data("x-special/gnome-copied-files").data()).startswith(b"copy\nfile:///")
    assert file.name in told[0].words.text


def test_another_document_is_asked_for_anew(paper: PaperView, tmp_path: Path) -> None:
    wanted: list[str] = []
    paper.let_out(lambda: wanted.append(paper.name.text()), lambda _notice: None)
    for name in ("one", "two"):
        paper.show_paper(tmp_path / f"{name}.pdf", name)
        paper.out.copy.click()
        paper.out.offer(tmp_path / f"{name}-right-name.pdf")
        paper.out.copy.click()
    assert wanted == ["one", "two"]


def test_a_file_is_dragged_out_of_the_window(
    paper: PaperView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QMimeData] = []

    class Drag:
        """Drags nowhere: there is no other program."""

        def __init__(self, _source: object) -> None:
            pass

        def setMimeData(self, mime: QMimeData) -> None:  # noqa: N802 - as Qt calls it
            dragged.append(mime)

        def setPixmap(self, _picture: object) -> None:  # noqa: N802 - as Qt calls it
            pass

        def exec(self, action: Qt.DropAction) -> None:
            assert action is Qt.DropAction.CopyAction

    monkeypatch.setattr(take_out, "QDrag", Drag)
    paper.let_out(lambda: paper.out.offer(tmp_path / "right.pdf"), lambda _notice: None)
    paper.show_paper(tmp_path / "view.pdf", "Tờ khai")
    _hands.mousePress(paper.out.handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    _hands.mouseMove(paper.out.handle, QPoint(6, 6))
    assert dragged == []
    _hands.mouseMove(paper.out.handle, QPoint(60, 60))
    assert [url.toLocalFile() for url in dragged[0].urls()] == [str(tmp_path / "right.pdf")]


def test_a_view_that_lets_nothing_out_offers_nothing(paper: PaperView, tmp_path: Path) -> None:
    paper.show_paper(tmp_path / "view.pdf", "Tờ khai")
    assert not paper.out.isVisible()


def test_a_paper_that_is_too_large_is_split_in_the_window(
    step: SignScreen, qtbot: QtBot, home: tuple[Path, Dossier]
) -> None:
    split = step.remedies[Remedy.SPLIT]
    qtbot.waitUntil(split.isVisible)
    assert step.remedies[Remedy.SHRINK].isVisible()  # it was scanned with 300 dpi
    split.click()
    qtbot.waitUntil(lambda: step.documents.count() == 2)
    assert not split.isVisible()
    assert misfits(step._place.desk, home[1].code) == ()
