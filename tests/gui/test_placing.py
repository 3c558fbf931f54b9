"""Signatures are moved by hand: what is decided without widgets, and what hands and keys do on the page."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Tone
from clerk_app.gui.placing import PlacePresenter, PlaceState, ShownMark
from clerk_app.gui.widgets.place_view import PlaceFrame
from clerk_app.workflow.place import PlacedMark, Placing
from signing.appearance import HandwrittenMark, Mark, SealMark
from signing.placement import FieldBox
from signing.room import PageRoom
from signing.viewing import picture_of

MM = 72 / 25.4
_hands: Any = QTest  # the stubs take its functions for methods
LEADER, OFFICIAL = FieldBox(0, 320, 100, 500, 160), FieldBox(0, 60, 100, 240, 160)
SEAL = FieldBox(0, 300, 80, 402, 182)


def mark(name: str, box: FieldBox, looks: Mark) -> PlacedMark:
    size = box.right - box.left, box.top - box.bottom
    return PlacedMark(name, box, picture_of(looks, datetime.now(UTC), size))


@pytest.fixture
def placing(tmp_path: Path) -> Placing:
    """A page with one line of print across its middle, and three signatures to come near its foot."""
    canvas = Canvas(str(tmp_path / "paper.pdf"), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 24)
    canvas.drawString(60, 500, "This line stands across the whole page")
    canvas.save()
    marks = (
        mark("official", OFFICIAL, HandwrittenMark(None, "Nguyễn Thị Lan", "")),
        mark("leader", LEADER, HandwrittenMark(None, "Trần Văn Minh", "")),
        mark("seal", SEAL, SealMark(None, "UBND phường An Bình")),
    )
    return Placing(tmp_path / "paper.pdf", PageRoom.of(tmp_path / "paper.pdf", 0), marks)


class Page:
    """Keeps what was shown last."""

    state: PlaceState

    def show_place(self, state: PlaceState) -> None:
        self.state = state

    def mark(self, name: str) -> ShownMark:
        return next(each for each in self.state.marks if each.name == name)


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def hands(placing: Placing, page: Page) -> PlacePresenter:
    made = PlacePresenter(str, page)
    made.begin(placing, {})
    return made


def test_what_nobody_moves_goes_by_itself(hands: PlacePresenter, page: Page) -> None:
    assert (hands.moved, page.state.is_moved, page.state.told.tone) == ({}, False, Tone.CALM)
    assert [each.is_chosen for each in page.state.marks] == [True, False, False]


def test_a_signature_is_moved_and_snaps_back(hands: PlacePresenter, page: Page) -> None:
    hands.choose("leader")
    hands.nudge(-5, 10)
    moved = hands.moved
    assert list(moved) == ["leader"]
    assert moved["leader"].left == pytest.approx(LEADER.left - 5 * MM)
    assert moved["leader"].top == pytest.approx(LEADER.top + 10 * MM)
    hands.put_back()
    assert (hands.moved, page.mark("leader").box) == ({}, LEADER.rectangle)


@pytest.mark.parametrize("there", [(-900.0, -900.0), (9000.0, 9000.0), (-9.0, 9000.0)])
def test_a_signature_stays_on_the_page_in_its_size(
    hands: PlacePresenter, page: Page, placing: Placing, there: tuple[float, float]
) -> None:
    hands.put(*there)
    left, bottom, right, top = page.mark("official").box
    assert (right - left, top - bottom) == pytest.approx((180, 60))
    assert 0 < left < right < placing.room.size[0]
    assert 0 < bottom < top < placing.room.size[1]


def test_what_is_covered_is_said(hands: PlacePresenter, page: Page) -> None:
    hands.put(200, 480)
    assert page.mark("official").covers
    assert (page.state.told.tone, page.state.told.text) == (
        Tone.DOUBT,
        "Official's signature: covers what is on the paper.",
    )
    hands.put(LEADER.left, LEADER.bottom)
    assert "Official's signature: covers another signature." in page.state.told.text
    hands.put_back()
    assert page.state.told.tone is Tone.CALM


def test_the_seal_over_the_leaders_signature_is_as_it_has_to_be(hands: PlacePresenter, page: Page) -> None:
    assert not page.mark("seal").covers
    hands.choose("seal")
    hands.put(OFFICIAL.left + 40, OFFICIAL.bottom - 20)
    assert page.mark("seal").covers


def test_what_was_moved_before_stands_where_it_was_left(
    hands: PlacePresenter, page: Page, placing: Placing
) -> None:
    hands.nudge(3, 3)
    kept: Mapping[str, FieldBox] = hands.moved
    again = PlacePresenter(str, page)
    again.begin(placing, kept)
    assert again.moved == kept


@pytest.fixture
def frame(qtbot: QtBot, qapp: QApplication, placing: Placing) -> PlaceFrame:
    """The page in a window, with hands at it."""
    made = PlaceFrame(Language("en"), Look(qapp))
    presenter = PlacePresenter(str, made)
    made.obey(presenter)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    presenter.begin(placing, {})
    return made


def box(frame: PlaceFrame, name: str) -> tuple[float, ...]:
    return next(each.box for each in frame.sheet.marks if each.name == name)


def test_a_signature_follows_the_pointer(frame: PlaceFrame) -> None:
    shown = next(each for each in frame.sheet.marks if each.name == "official")
    start = frame.sheet.on_screen(shown).center().toPoint()
    left = Qt.MouseButton.LeftButton
    _hands.mousePress(frame.sheet, left, pos=start)
    _hands.mouseMove(frame.sheet, start + QPoint(40, -60))
    _hands.mouseRelease(frame.sheet, left, pos=start + QPoint(40, -60))
    _hands.mouseMove(frame.sheet, start)  # what was let go stays
    scale = frame.sheet.on_screen(shown).width() / 180
    assert box(frame, "official")[0] == pytest.approx(OFFICIAL.left + 40 / scale, abs=0.1)
    assert box(frame, "official")[1] == pytest.approx(OFFICIAL.bottom + 60 / scale, abs=0.1)


def test_keys_move_choose_and_put_back(frame: PlaceFrame, qtbot: QtBot) -> None:
    frame.sheet.setFocus()
    _hands.keyClick(frame.sheet, Qt.Key.Key_Right)
    _hands.keyClick(frame.sheet, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert box(frame, "official")[:2] == pytest.approx((OFFICIAL.left + MM, OFFICIAL.bottom + 5 * MM))
    assert frame.back.isEnabled()
    _hands.keyClick(frame.sheet, Qt.Key.Key_Space)
    assert [each.name for each in frame.sheet.marks if each.is_chosen] == ["leader"]
    _hands.keyClick(frame.sheet, Qt.Key.Key_Left)
    _hands.keyClick(frame.sheet, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: box(frame, "leader") == LEADER.rectangle)
    assert box(frame, "official") != OFFICIAL.rectangle


def test_a_signature_is_shown_in_its_real_size(frame: PlaceFrame, placing: Placing) -> None:
    """Its width on the screen is to the page's as on paper, and its picture fills its box."""
    paper = frame.sheet.width() - 24
    for each in frame.sheet.marks:
        wide = each.box[2] - each.box[0]
        assert frame.sheet.on_screen(each).width() / paper == pytest.approx(wide / placing.room.size[0])
    grabbed = frame.sheet.grab().toImage()
    seal = frame.sheet.on_screen(next(each for each in frame.sheet.marks if each.name == "seal"))
    edge = grabbed.pixelColor(round(seal.center().x()), round(seal.bottom() - seal.height() * 0.02))
    assert edge.red() > edge.green() + 60


def test_a_way_with_the_pointer_is_one_step_that_is_taken_back_and_done_again(
    frame: PlaceFrame, qtbot: QtBot
) -> None:
    shown = next(each for each in frame.sheet.marks if each.name == "official")
    start = frame.sheet.on_screen(shown).center().toPoint()
    left, ctrl = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    _hands.mousePress(frame.sheet, left, pos=start)
    for way in (10, 20, 30):
        _hands.mouseMove(frame.sheet, start + QPoint(way, -way))
    _hands.mouseRelease(frame.sheet, left, pos=start + QPoint(30, -30))
    moved = box(frame, "official")
    assert moved != OFFICIAL.rectangle
    _hands.keyClick(frame.sheet, Qt.Key.Key_Z, ctrl)
    qtbot.waitUntil(lambda: box(frame, "official") == OFFICIAL.rectangle)
    assert (frame.undo.isEnabled(), frame.redo.isEnabled()) == (False, True)
    _hands.keyClick(frame.sheet, Qt.Key.Key_Y, ctrl)
    qtbot.waitUntil(lambda: box(frame, "official") == moved)


def test_every_key_and_the_way_back_are_steps(hands: PlacePresenter, page: Page) -> None:
    hands.nudge(1, 0)
    hands.nudge(0, 1)
    moved = page.mark("official").box
    hands.put_back()
    hands.undo()
    assert page.mark("official").box == moved
    hands.undo()
    hands.undo()
    assert page.mark("official").box == OFFICIAL.rectangle
    assert not page.state.can_undo
    hands.undo()
    hands.redo()
    hands.redo()
    assert page.mark("official").box == moved
