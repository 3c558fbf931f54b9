"""Every test of the window draws off the screen, unless one is given, and leaves nothing of it behind."""

import gc
import os
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QCoreApplication, QEvent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Delete what a test made while it still runs: a complaint of Qt's belongs to the test that caused it."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
