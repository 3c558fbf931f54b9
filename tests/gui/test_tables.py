from datetime import UTC, datetime, timedelta

import pytest
from PyQt6.QtCore import QAbstractTableModel, QPoint, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QStyledItemDelegate
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clerk_app.gui.dates import due_words
from clerk_app.gui.look.look import Look
from clerk_app.gui.look.typeface import speaks_vietnamese, typeface
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.screens.dossiers.rows import BLOCK, DossierRow, DossierTable
from clerk_app.gui.screens.scan.rows import PageItem, PageStrip
from clerk_app.gui.widgets.marked_table import MarkedRow, MarkedTable
from clerk_app.gui.widgets.table import RowTable, table_view
from clerk_app.gui.widgets.words_table import WordsTable
from storage.model import ContentId, DossierCode
from tests.gui.cut_off import cut_off

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def row(code: str) -> DossierRow:
    return DossierRow(DossierCode(code), (Words(code), Words("late", Tone.WRONG)))


def item(page: int, picture: str = "a") -> PageItem:
    return PageItem(page, page, ContentId(picture), (Words("blank", Tone.DOUBT),))


def test_the_table_of_dossiers_is_a_sound_model(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    table = DossierTable(Look(qapp))
    table.show_list(("Code", "Due"), 2, {0: (row("A-1"), row("A-2"))})
    qtmodeltester.check(table)
    assert table.code_at(1) == "A-2"
    assert table.row_of(DossierCode("A-2")) == 1


def test_a_row_that_is_not_read_yet_asks_for_its_block_once(
    qapp: QApplication, qtmodeltester: ModelTester
) -> None:
    table, wanted = DossierTable(Look(qapp)), list[int]()
    table.wanted.connect(wanted.append)
    table.show_list(("Code", "Due"), 2 * BLOCK + 1, {0: tuple(row(f"A-{n}") for n in range(BLOCK))})
    qtmodeltester.check(table)
    wanted.clear()
    table.show_list(("Code", "Due"), 2 * BLOCK + 1, {0: tuple(row(f"A-{n}") for n in range(BLOCK))})
    for _twice in range(2):
        assert table.index(2 * BLOCK, 0).data() is None
    assert (wanted, table.code_at(2 * BLOCK)) == ([2], None)
    table.show_block(2, (row("B-1"),))
    assert (table.index(2 * BLOCK, 0).data(), table.row_of(DossierCode("B-1"))) == ("B-1", 2 * BLOCK)


def test_the_strip_of_pages_is_a_sound_model(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    strip = PageStrip()
    strip.show_pages((item(1), item(2)))
    qtmodeltester.check(strip)


def test_the_queue_is_a_sound_model_and_only_what_waits_can_be_marked(
    qapp: QApplication, qtmodeltester: ModelTester
) -> None:
    table = MarkedTable(Look(qapp))
    cells = (Words("A-1"), Words("waits"))
    waiting, done = (
        MarkedRow("A-1", cells, is_marked=True, can_be_marked=True),
        MarkedRow("A-2", cells, is_marked=True, can_be_marked=False),
    )
    table.show_marked(("Dossier", "State"), (waiting, done))
    qtmodeltester.check(table)
    marked: list[tuple[str, bool]] = []
    table.marked.connect(lambda code, mark: marked.append((code, mark)))
    role, off = Qt.ItemDataRole.CheckStateRole, Qt.CheckState.Unchecked
    assert table.setData(table.index(0, 0), off, role)
    assert not table.setData(table.index(1, 0), off, role)
    assert marked == [("A-1", False)]


def shown_table(qtbot: QtBot, model: QAbstractTableModel, width: int, height: int) -> RowTable:
    """The model in a table that is seen."""
    view = table_view("words", model, QStyledItemDelegate(model), 36)
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    return view


def test_a_column_that_was_dragged_keeps_its_width(qtbot: QtBot, qapp: QApplication) -> None:
    table = WordsTable(Look(qapp))
    view = shown_table(qtbot, table, 800, 200)
    table.show_rows(("One", "Two", "Three"), ((Words("a"), Words("b"), Words("c")),))
    view.lay_out((120, 0, 160))
    head = view.horizontalHeader()
    assert head is not None
    edge = QPoint(head.sectionViewportPosition(1) - 1, head.height() // 2)
    port = head.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(port, edge + QPoint(50, 0))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=edge + QPoint(50, 0))
    dragged = head.sectionSize(0)
    assert dragged > 150
    view.resize(900, 200)
    view.lay_out((120, 0, 160))
    assert (head.sectionSize(0), head.sectionSize(2)) == (dragged, 160)


def test_titles_are_whole_after_they_took_more_lines_or_a_longer_word(
    qtbot: QtBot, qapp: QApplication
) -> None:
    table = WordsTable(Look(qapp))
    view = shown_table(qtbot, table, 800, 200)
    head = view.horizontalHeader()
    assert head is not None
    for titles in (("No.", "a", "b"), ("No.", "in\nfour\nlines\nnow", "Internationally")):
        table.show_rows(titles, ((Words("1"), Words("2"), Words("3")),))
        view.lay_out((0, 72, 72))
        qapp.processEvents()
        assert cut_off(view) == []
        assert head.height() == head.sizeHint().height()


def test_words_wider_than_their_column_stand_on_several_lines(qtbot: QtBot, qapp: QApplication) -> None:
    table = WordsTable(Look(qapp))
    view = shown_table(qtbot, table, 320, 400)
    long = Words("Registration of a marriage with a person from abroad", Tone.DOUBT)
    table.show_rows(("Name", "Since"), ((long, Words("24/11/2026")), (Words("Birth"), Words("23/11/2026"))))
    view.lay_out((0, 104))
    qapp.processEvents()
    assert cut_off(view) == []
    assert view.rowHeight(0) > view.rowHeight(1) == 36
    view.resize(900, 400)
    qapp.processEvents()
    assert [view.rowHeight(row) for row in range(2)] == [36, 36]


def test_rows_are_fitted_as_they_come_into_sight(qtbot: QtBot, qapp: QApplication) -> None:
    table = DossierTable(Look(qapp))
    view = shown_table(qtbot, table, 320, 200)
    many = tuple(row(f"A-{n}") for n in range(BLOCK))
    table.show_list(("Code", "Due"), 2 * BLOCK, {0: many})
    view.lay_out((0, 104))
    view.scrollToBottom()
    long = DossierRow(DossierCode("B"), (Words("waits for a paper from another office"), Words("late")))
    table.show_block(1, (long,) * BLOCK)
    qapp.processEvents()
    assert cut_off(view) == []
    assert view.rowHeight(2 * BLOCK - 1) > 36 == view.rowHeight(0)


def test_a_page_that_is_read_keeps_its_place_and_thumbnail(qapp: QApplication) -> None:
    strip = PageStrip()
    strip.put(item(1))
    strip.put(item(2))
    strip.put_thumbnail(1, QImage(4, 4, QImage.Format.Format_RGB32))
    strip.put(item(1, "b"))
    assert [strip.item_at(place).picture for place in range(2)] == ["b", "a"]
    assert strip.thumbnail_at(0) is not None


@pytest.mark.parametrize(
    ("after", "tone", "said"),
    [
        (timedelta(hours=-1), Tone.WRONG, "Late since 08:00, 24/11"),
        (timedelta(hours=8), Tone.DOUBT, "Today, 17:00"),
        (timedelta(days=1), Tone.CALM, "Tomorrow, 09:00"),
        (timedelta(days=3), Tone.CALM, "In 3 days, 27/11"),
    ],
)
def test_due_times_are_said_in_words(after: timedelta, tone: Tone, said: str) -> None:
    assert due_words(NOW + after, NOW, str) == Words(said, tone)


def test_the_typeface_has_every_vietnamese_letter(qapp: QApplication) -> None:
    assert speaks_vietnamese(typeface())
