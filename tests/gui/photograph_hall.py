"""Photograph the screens of the hall: ``python -m tests.gui.photograph_hall OUT_DIR [LANGUAGE]``.

Under a virtual screen:
``xvfb-run -a -s "-screen 0 1920x1920x24" python -m tests.gui.photograph_hall /tmp/pictures``.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PyQt6.QtCore import QCoreApplication, QEventLoop, QSize, QTimer
from PyQt6.QtWidgets import QApplication, QWidget

from clerk_app.gui.application import window
from clerk_app.gui.hall.application import display, hall_workplace, kiosk
from clerk_app.gui.hall.kiosk.screen import KioskScreen
from clerk_app.gui.hall.voice import Silence
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.screens.counter.screen import CounterScreen
from clerk_app.settings import FrontdeskSettings, Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.calling import call_next, choose_services
from clerk_app.workflow.frontdesk.services import Priority
from clerk_app.workflow.frontdesk.waiting import take_ticket
from tests.desks import accepted

_REST_MS = 500
NOTICES = ("Trung tâm nhận hồ sơ đến 17 giờ 00. Thứ Bảy và Chủ nhật nghỉ.",)
CARD = "092194005678||Lê Thị Hồng Nhung|12031994|Nữ|Cần Thơ|01062021"


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
    with TemporaryDirectory() as home:
        settings = Settings(home=home, language=language, frontdesk=FrontdeskSettings(notices=NOTICES))
        with window(settings, application) as shown:
            take_counter(out, language, shown)
        with hall_workplace(settings, application) as place:
            with display(place, Silence()) as screen:
                for size in (QSize(1920, 1080), QSize(1366, 768), QSize(1080, 1920)):
                    screen.resize(size)
                    screen.show()
                    take(out, f"display-{language}-{size.width()}", screen)
            for size in (QSize(1366, 768), QSize(1080, 1920)):
                with kiosk(place, application) as touched:
                    touched.resize(size)
                    touched.show()
                    walk(out, f"{language}-{size.width()}", touched)


def take_counter(out: Path, language: str, shown: MainWindow) -> None:
    fill(shown.place.desk)
    accepted(shown.place.desk)
    shown.resize(QSize(1366, 768))
    shown.show()
    rest()
    shown.go_to("counter")
    rest()
    screen = shown.screen_of("counter")
    assert isinstance(screen, CounterScreen)
    while not screen.table.rowCount():
        rest()  # what the window loads behind itself goes before
    screen.presenter.choose_counter("3")
    screen.giving.give.click()
    take(out, f"counter-{language}", shown)
    shown.close()


def walk(out: Path, mark: str, screen: KioskScreen) -> None:
    """Visit every page of the kiosk."""
    for name, step in pages(screen):
        step()
        take(out, f"kiosk-{name}-{mark}", screen)


def pages(screen: KioskScreen) -> tuple[tuple[str, Callable[[], object]], ...]:
    """Return every page of the kiosk by its name, with what leads there from the one before."""
    presenter = screen.presenter
    return (
        ("start", lambda: None),
        ("services", presenter.take_number),
        ("priority", lambda: presenter.choose_service("A")),
        ("ticket", lambda: presenter.choose_priority(None)),
        ("again", presenter.leave),
        ("lookup", presenter.look_up),
        ("unknown", lambda: presenter.ask("https://example.com")),
        ("states", lambda: presenter.ask(CARD)),
        ("groups", presenter.browse),
        ("found", lambda: presenter.search("khai sinh")),
        ("procedure", lambda: presenter.open_procedure("1.001193")),
        ("rating", presenter.rating),
        ("thanks", lambda: presenter.rate(5)),
    )


if __name__ == "__main__":
    photograph(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "vi")
