"""Photograph the screens of the hall: ``python -m tests.gui.photograph_hall OUT_DIR [LANGUAGE]``.

Under a virtual screen: ``xvfb-run -a -s "-screen 0 1920x1920x24" python -m tests.gui.photograph_hall /tmp/pictures``.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PyQt6.QtCore import QCoreApplication, QEventLoop, QSize, QTimer
from PyQt6.QtWidgets import QApplication, QWidget

from clerk_app.gui.application import window
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.calling import call_next, choose_services
from clerk_app.workflow.frontdesk.services import Priority
from clerk_app.workflow.frontdesk.waiting import take_ticket
from tests.desks import accepted

_REST_MS = 700


def fill(desk: Desk) -> None:
    """Let some people come, and some of them be called."""
    for number, letter in enumerate("AABACDTABGAB"):
        take_ticket(desk, letter, Priority.ELDERLY if number % 5 == 3 else None)
    for counter, letters in (("3", "A"), ("2", "B"), ("1", "CDT"), ("4", "A"), ("3", "A")):
        choose_services(desk, counter, letters)
        call_next(desk, counter)


def rest() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_REST_MS, loop.quit)
    loop.exec()
    QCoreApplication.processEvents()


def take(out: Path, name: str, widget: QWidget) -> None:
    rest()
    widget.grab().save(str(out / f"{name}.png"))


def photograph(out: Path, language: str) -> None:
    """Take every picture of the hall."""
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    with TemporaryDirectory() as home, window(Settings(home=home, language=language), application) as shown:
        fill(shown.place.desk)
        accepted(shown.place.desk)
        shown.resize(QSize(1366, 768))
        shown.show()
        shown.go_to("counter")
        rest()
        screen = shown.screen_of("counter")
        screen.presenter.choose_counter("3")  # type: ignore[attr-defined]
        take(out, f"counter-{language}", shown)
        shown.close()


if __name__ == "__main__":
    photograph(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "vi")
