"""The window as the benchmark starts it: ``python -m clerk_app.gui.probe HOME STARTED [PAPER]``.

Prints one JSON object: see `clerk_app.benchmark.window.Seen`.
"""

import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PyQt6.QtCore import QEventLoop, QTimer
from PyQt6.QtWidgets import QApplication

from clerk_app.gui.application import window
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.places import DOSSIERS, TODAY
from clerk_app.gui.screens.today.screen import TodayScreen
from clerk_app.settings import Settings

_TICK_MS = 2
_SCROLL_MS = 50
_SECONDS = 10


def main(home: str, started: str, paper: str = "") -> None:
    """Show the window, and tell what was seen."""
    application = QApplication(sys.argv[:1])
    with window(Settings(home=home), application) as shown:
        shown.show()
        _wait(lambda: _is_usable(shown))
        told = {"usable_seconds": time.time() - float(started)}
        if paper:
            from clerk_app.benchmark.load import reading_on_all_cores  # no part of a start

            with reading_on_all_cores(Path(paper)):
                told |= _standstill(shown)
        sys.stdout.write(f"{json.dumps(told)}\n")
        shown.close()


def _is_usable(shown: MainWindow) -> bool:
    today = shown.screen_of(TODAY)
    assert isinstance(today, TodayScreen)  # noqa: S101 - the window begins there
    return today.isVisible() and today.table.rowCount() > 0


def _standstill(shown: MainWindow) -> dict[str, float]:
    """Scroll through the list, and note the time between the ticks of a timer."""
    shown.go_to(DOSSIERS)
    table, listed = shown.dossiers.table, shown.dossiers.list
    _wait(lambda: table.rowCount() > 0)
    ticks, rows = [time.perf_counter()], iter(range(0, table.rowCount(), max(1, table.rowCount() // 100)))
    ticking, scrolling = QTimer(), QTimer()
    ticking.timeout.connect(lambda: ticks.append(time.perf_counter()))
    scrolling.timeout.connect(lambda: listed.scrollTo(table.index(next(rows, 0), 0)))
    ticking.start(_TICK_MS)
    scrolling.start(_SCROLL_MS)
    loop = QEventLoop()
    QTimer.singleShot(1000 * _SECONDS, loop.quit)
    loop.exec()
    ticking.stop()
    scrolling.stop()
    gaps = sorted(1000 * (after - before) for before, after in pairwise(ticks))
    return {"still_ms": gaps[-1], "still_99_ms": gaps[len(gaps) * 99 // 100]}


def _wait(seen: Callable[[], bool]) -> None:
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: loop.quit() if seen() else None)
    look.start(_TICK_MS)
    loop.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
