"""No event handler of the window takes long or waits, whatever is listed and whatever runs beside it."""

import gc
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QEvent, QObject, QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.benchmark.load import reading_on_all_cores
from clerk_app.demonstration.papers import write_sample_papers
from clerk_app.gui.application import window
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.places import DOSSIERS as DOSSIERS_PLACE
from clerk_app.gui.screens.dossiers.rows import DossierTable
from clerk_app.gui.screens.review.screen import ReviewScreen
from clerk_app.gui.screens.scan.screen import ScanScreen
from clerk_app.settings import Settings
from clerk_app.workflow.digitise import digitise
from scanning.model import silent
from storage.model import DossierCode
from tests.desks import accepted, desk_in, load
from tests.gui.clerk_at_work import ClerkAtWork
from tests.gui.watchdog import LIMIT_SECONDS, Watch, watched

_hands: Any = QTest
DOSSIERS, PAGES = 50_000, 500
OTHERS = {"code": "'X-' || n", "request_key": "'k' || n", "applicant_name": "'N' || (n * 7919 % 49999)"}


class Slow(QObject):
    """Works longer than anybody may, and waits."""

    done = False

    def event(self, _event: QEvent | None) -> bool:
        began = time.thread_time()
        while time.thread_time() - began < LIMIT_SECONDS:
            pass
        sqlite3.connect(":memory:").close()
        self.done = True
        return True


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return tuple(write_sample_papers(tmp_path_factory.mktemp("papers"))["TP01"])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, papers: tuple[Path, ...]) -> tuple[Path, DossierCode]:
    """A home with very many dossiers, the newest of which has very many pages."""
    folder = tmp_path_factory.mktemp("many")
    with desk_in(folder) as (desk, embedded):
        accepted(desk, "first")
        code = accepted(desk).code
        load(embedded, papers[:1], "one")
        for _event in digitise(desk, code, "TP01", report=silent):
            pass
    with closing(sqlite3.connect(folder / "clerk.sqlite")) as records, records:
        multiply(
            records, "dossiers", DOSSIERS - 2, {"code": "'X-' || n", "request_key": "'k' || n"}, "id = 1"
        )
        multiply(records, "pages", PAGES - 1, {"number": "n + 1", "sheet": "n + 1"}, "id = 1")
    return folder, code


def multiply(records: sqlite3.Connection, table: str, times: int, values: dict[str, str], row: str) -> None:
    """Insert a row of a table again and again, with other values in some columns."""
    columns = [name for _n, name, *_rest in records.execute(f"PRAGMA table_info({table})") if name != "id"]
    chosen = ", ".join(values.get(name, name) for name in columns)
    names = ", ".join(columns)
    numbers = f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {times})"  # noqa: S608 - no words of others
    records.execute(f"INSERT INTO {table} ({names}) {numbers} SELECT {chosen} FROM c, {table} WHERE {row}")  # noqa: S608


@pytest.fixture
def shown(
    qtbot: QtBot, qapp: QApplication, home: tuple[Path, DossierCode], papers: tuple[Path, ...]
) -> Iterator[MainWindow]:
    with window(Settings(home=str(home[0]), language="vi"), qapp) as made:
        with reading_on_all_cores(papers[0]):
            yield made
        made.close()
    gc.collect()


def settled(watch: Watch) -> None:
    """Fail with what took long, in words."""
    assert watch.events > 100, "nothing was watched"
    assert not watch.late
    assert not watch.waited


def test_the_watch_sees_what_takes_long(qtbot: QtBot, qapp: QApplication) -> None:
    with watched(qapp) as watch:
        qapp.postEvent(made := Slow(), QEvent(QEvent.Type.User))
        qtbot.waitUntil(lambda: made.done)
    assert any(line.startswith("Slow") for line in watch.late)
    assert watch.waited == ["sqlite3.connect (':memory:',)"]


def chosen_part(scan: ScanScreen) -> str:
    item = scan.parts.currentItem()
    return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""


def is_other(table: DossierTable, before: DossierCode | None) -> bool:
    return table.code_at(5) not in (before, None)


def test_fifty_thousand_dossiers_are_listed_scrolled_and_ordered(
    qapp: QApplication, shown: MainWindow
) -> None:
    clerk = ClerkAtWork(shown, seconds=30)
    table = shown.dossiers.table
    with watched(qapp) as watch:
        shown.show()
        clerk.wait_for_lights()
        shown.go_to(DOSSIERS_PLACE)
        clerk.wait_for("list", lambda: table.rowCount() == DOSSIERS and table.code_at(0))
        listed = shown.dossiers.list
        for place in (DOSSIERS // 2, DOSSIERS - 1):
            listed.scrollTo(table.index(place, 0))
            clerk.wait_for("rows in sight", partial(table.code_at, place))
        head = listed.horizontalHeader()
        assert head is not None
        for column in (2, 0):
            before, where = table.code_at(5), QPoint(head.sectionViewportPosition(column) + 20, 10)
            _hands.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=where)
            clerk.wait_for("another order", partial(is_other, table, before))
        shown.top.language.setCurrentIndex(1)
        clerk.pause()
    settled(watch)


def test_five_hundred_pages_stand_in_the_strip(
    qapp: QApplication, shown: MainWindow, home: tuple[Path, DossierCode]
) -> None:
    clerk = ClerkAtWork(shown, seconds=30)
    shown.show()
    clerk.wait_for_lights()
    with watched(qapp) as watch:
        shown.open_dossier(home[1])
        clerk.wait_for("case", lambda: shown.case and clerk.case.current)
        clerk.wait_for_step("scan")
        clerk.wait_for_rest()
        scan = clerk.case.current
        assert isinstance(scan, ScanScreen)
        clerk.wait_for("the next paper", lambda: "TP02" in chosen_part(scan))
        scan.presenter.choose("TP01")
        clerk.wait_for("pages", lambda: scan.strip.rowCount() == PAGES)
        scan.pages.scrollToBottom()
        clerk.pause()
        scan.go_on()
        clerk.wait_for_step("review")
        screen = clerk.case.current
        assert isinstance(screen, ReviewScreen)
        clerk.wait_for("pages", lambda: screen.strip.rowCount() == PAGES and not screen.large.is_empty)
        screen.pages.scrollToBottom()
        clerk.pause()
    settled(watch)
