"""Every test of the window draws off the screen, unless one is given, and leaves nothing of it behind."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QCoreApplication, QEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.gui.main_window import MainWindow
from clerk_app.settings import Settings
from tests.desks import open_home
from tests.gui.opened_window import opened_window

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True, scope="module")
def only_new_is_collected() -> None:
    """Take what was there before out of the collector's way: walking it took half of every test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Delete what a test made while it still runs: a complaint of Qt's belongs to the test that caused it."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """Return a window over a home of its own, its work not begun."""
    with (
        open_home(Settings(home=str(tmp_path), language="en")) as (desk, embedded),
        opened_window(qtbot, qapp, desk, embedded.feeder()) as made,
    ):
        yield made
