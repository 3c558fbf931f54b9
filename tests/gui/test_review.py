"""The review in the window: sorting a stack, turning, cropping, removing, moving, words, undo."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clerk_app.demonstration.papers import write_sample_papers
from clerk_app.gui.application import window
from clerk_app.gui.model import Words
from clerk_app.gui.screens.case.presenter import REVIEW
from clerk_app.gui.screens.review.picture import ReviewedPage
from clerk_app.gui.screens.review.screen import ReviewScreen
from clerk_app.gui.screens.review.strip import DraggedPages, dragged_pages
from clerk_app.gui.screens.review.view import REMOVED, ShownPage
from clerk_app.gui.screens.scan.rows import PageItem
from clerk_app.settings import Settings
from clerk_app.workflow.digitise import digitise
from clerk_app.workflow.paper_fields import PAPER_FIELDS
from clerk_app.workflow.review import page_words
from scanning.extract.model import FieldName
from scanning.model import silent
from storage.model import UNSORTED, ContentId, DossierCode, Page
from tests.desks import accepted, desk_in, load
from tests.gui.clerk_at_work import ClerkAtWork

_hands: Any = QTest


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DossierCode]:
    """A home with a dossier whose papers went through the feeder as one stack."""
    folder = tmp_path_factory.mktemp("review")
    papers = write_sample_papers(folder / "papers")
    with desk_in(folder / "home") as (desk, embedded):
        dossier = accepted(desk)
        load(embedded, [*papers["TP02"], *papers["TP01"]], "stack")
        for _event in digitise(desk, dossier.code, UNSORTED, report=silent):
            pass
    return folder / "home", dossier.code


@pytest.fixture
def clerk(qtbot: QtBot, qapp: QApplication, home: tuple[Path, DossierCode]) -> Iterator[ClerkAtWork]:
    with window(Settings(home=str(home[0]), language="vi"), qapp) as shown:
        shown.show()
        yield ClerkAtWork(shown)
        shown.close()
    gc.collect()


def opened(clerk: ClerkAtWork, code: DossierCode) -> ReviewScreen:
    clerk.window.open_dossier(code)
    clerk.wait_for("case", lambda: clerk.window.case and clerk.case.current)
    if clerk.case.current is None or clerk.case.current.objectName() != "review":
        clerk.wait_for_rest()
        clerk.case.presenter.choose(REVIEW)
    clerk.wait_for_step("review")
    screen = clerk.case.current
    assert isinstance(screen, ReviewScreen)
    clerk.wait_for("pages", lambda: screen.strip.rowCount() and not screen.large.is_empty)
    return screen


def pages(clerk: ClerkAtWork, code: DossierCode) -> tuple[Page, ...]:
    with clerk.desk.storage.unit_of_work(read_only=True) as work:
        return work.pages.of(code)


def heaps(screen: ReviewScreen) -> list[str]:
    items = (screen.heaps.item(row) for row in range(screen.heaps.count()))
    return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item]


def test_pages_are_put_right_by_keyboard_and_undone(
    clerk: ClerkAtWork, home: tuple[Path, DossierCode]
) -> None:
    code = home[1]
    screen = opened(clerk, code)
    assert heaps(screen) == [UNSORTED, "TP01", "TP02"]
    badges = [screen.strip.item_at(row).badges[0].text for row in range(screen.strip.rowCount())]
    assert all(badge.startswith(("TP01", "TP02")) for badge in badges), badges

    clerk.press_primary()
    clerk.wait_for("sorted", lambda: heaps(screen) == ["TP01", "TP02"])
    assert {page.component for page in pages(clerk, code)} == {"TP01", "TP02"}

    before = pages(clerk, code)
    first = screen.strip.item_at(0).id

    def stored(page: int) -> Page:
        return next(each for each in pages(clerk, code) if each.id == page)

    clerk.wait_for_rest()
    screen.pages.setFocus()
    _hands.keyClick(screen.pages, Qt.Key.Key_R)
    clerk.wait_for("turned", lambda: stored(first).recipe)
    clerk.wait_for_rest()
    assert stored(first).findings["turned_degrees"] == 90
    _hands.mouseClick(screen.undo, Qt.MouseButton.LeftButton)
    clerk.wait_for("undone", lambda: pages(clerk, code) == before)
    clerk.wait_for_rest()

    _hands.mouseClick(screen.remove, Qt.MouseButton.LeftButton)
    clerk.wait_for("removed", lambda: len(pages(clerk, code)) == len(before) - 1)
    clerk.wait_for_rest()
    assert REMOVED in heaps(screen)
    screen.undo.click()
    clerk.wait_for("had back", lambda: pages(clerk, code) == before)
    clerk.wait_for_rest()

    screen.pages.setCurrentIndex(screen.strip.index(0, 0))
    chosen = screen.strip.item_at(0).id
    there = stored(chosen).component
    place = next(row for row, heap in enumerate(heaps(screen)) if heap not in (there, REMOVED))
    screen.pages.setFocus()
    _hands.keyClick(screen.pages, Qt.Key(Qt.Key.Key_1.value + place))
    clerk.wait_for("moved", lambda: stored(chosen).component != there)
    clerk.wait_for_rest()
    screen.undo.click()
    clerk.wait_for("moved back", lambda: pages(clerk, code) == before)
    clerk.wait_for_rest()


def test_a_doubtful_word_is_answered_and_the_next_is_asked(
    clerk: ClerkAtWork, home: tuple[Path, DossierCode]
) -> None:
    code = home[1]
    screen = opened(clerk, code)
    if UNSORTED in heaps(screen):
        clerk.press_primary()
        clerk.wait_for("sorted", lambda: UNSORTED not in heaps(screen))
        clerk.wait_for_rest()
    clerk.wait_for("a question", lambda: screen.word.isVisible())
    asked = screen.presenter._current()
    assert asked is not None
    assert screen.word.text() == asked.text
    screen.word.setFocus()
    screen.word.setText("Đúng")
    screen.do_primary()

    def read() -> str:
        page = next(each for each in pages(clerk, code) if each.id == asked.page)
        return page_words(clerk.desk, page)[asked.place].text

    clerk.wait_for("corrected", lambda: read() == "Đúng")
    clerk.wait_for_rest()
    following = screen.presenter._current()
    assert following is None or (following.page, following.place) != (asked.page, asked.place)
    screen.undo.click()
    clerk.wait_for("undone", lambda: read() == asked.text)
    clerk.wait_for_rest()


def test_a_part_drawn_with_the_mouse_is_all_that_stays(
    clerk: ClerkAtWork, home: tuple[Path, DossierCode]
) -> None:
    code = home[1]
    screen = opened(clerk, code)
    if UNSORTED in heaps(screen):
        clerk.press_primary()
        clerk.wait_for("sorted", lambda: UNSORTED not in heaps(screen))
    clerk.wait_for_rest()
    before = pages(clerk, code)
    clerk.wait_for("the page", lambda: not screen.large.is_empty)
    paper = screen.large._paper()
    assert not screen.crop.isEnabled()
    _hands.mousePress(screen.large, Qt.MouseButton.LeftButton, pos=paper.topLeft())
    _hands.mouseMove(screen.large, paper.center())
    _hands.mouseRelease(screen.large, Qt.MouseButton.LeftButton, pos=paper.center() + QPoint(1, 1))
    assert screen.crop.isEnabled()
    shown = screen._shown
    assert shown is not None
    screen.crop.click()

    def width() -> int:
        found = next(each for each in pages(clerk, code) if each.id == shown.id)
        return int(str(found.findings["width_px"]))

    clerk.wait_for("cropped", lambda: width() < shown.width_px)
    assert width() == pytest.approx(shown.width_px / 2, rel=0.05)
    clerk.wait_for_rest()
    screen.undo.click()
    clerk.wait_for("undone", lambda: pages(clerk, code) == before)
    clerk.wait_for_rest()


def test_the_strip_is_a_model_and_gives_its_pages_to_be_dragged(qtmodeltester: ModelTester) -> None:
    strip = DraggedPages()
    picture = ContentId("a" * 64)
    strip.show_pages(tuple(PageItem(number + 10, number, picture, (Words("x"),)) for number in range(1, 4)))
    qtmodeltester.check(strip)
    data = strip.mimeData([strip.index(2, 0), strip.index(0, 0)])
    assert dragged_pages(data) == [11, 13]
    assert dragged_pages(None) == []


def fields_of_first(clerk: ClerkAtWork, review: ReviewScreen) -> dict[str, str]:
    """Show the paper that has a kind, and return its fields by their rows."""
    clerk.wait_for("fields", lambda: review.fields.list.count() == len(PAPER_FIELDS))
    items = (review.fields.list.item(row) for row in range(review.fields.list.count()))
    return {name: item.text() for name, item in zip(PAPER_FIELDS, items, strict=True) if item}


def test_the_text_lies_over_the_page_and_can_be_copied(
    clerk: ClerkAtWork, home: tuple[Path, DossierCode]
) -> None:
    review = opened(clerk, home[1])
    clerk.wait_for("picture", lambda: not review.large.is_empty)
    assert not review.copy_text.isVisible()
    review.text.click()
    clerk.wait_for("text", lambda: review.large.text)
    assert review.copy_text.isVisible()
    review.copy_text.click()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == review.large.text
    review.text.click()
    clerk.wait_for("page alone", lambda: not review.large.text)


def test_a_page_says_that_it_is_being_loaded(clerk: ClerkAtWork) -> None:
    large = ReviewedPage(clerk.window.place.look)
    large.say("loading", "broken")
    assert large.told == ""
    large.show_page(ShownPage(1, ContentId("0" * 64), 100, 100, ()))
    assert large.told == "loading"
    large.fail(OSError())
    assert large.told == "broken"
    large.show_picture(QImage(10, 10, QImage.Format.Format_RGB32))
    assert large.told == ""


def test_a_field_is_marked_where_it_stands_and_put_right(
    clerk: ClerkAtWork, home: tuple[Path, DossierCode]
) -> None:
    review = opened(clerk, home[1])
    if UNSORTED in heaps(review):
        review.presenter.do_primary()
    clerk.wait_for("sorted", lambda: UNSORTED not in heaps(review) and clerk.primary().isEnabled())
    review.presenter.choose_heap("TP01")
    said = fields_of_first(clerk, review)
    row = next(row for row, name in enumerate(PAPER_FIELDS) if not said[name].endswith("–"))
    review.fields.list.setCurrentRow(row)
    clerk.wait_for("mark", lambda: review.large.field_place is not None)
    last = len(PAPER_FIELDS) - 1
    review.fields.list.setCurrentRow(last)
    review.fields.value.setText("Nguyễn Văn Hải")
    review.fields.correct.click()
    clerk.wait_for(
        "put right", lambda: "Nguyễn Văn Hải (đã sửa)" in fields_of_first(clerk, review)[FieldName.SIGNER]
    )
    review.undo.click()
    clerk.wait_for("undone", lambda: "Nguyễn Văn Hải" not in fields_of_first(clerk, review)[FieldName.SIGNER])
