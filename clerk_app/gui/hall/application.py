"""Start a screen of the hall: without signing in, with rights to nothing."""

import logging
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import TracebackType

from PyQt6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PyQt6.QtWidgets import QApplication, QWidget

from clerk_app.bootstrap import open_desk
from clerk_app.gui.application import hear_reader
from clerk_app.gui.hall.display.screen import DisplayScreen
from clerk_app.gui.hall.kiosk.screen import KioskScreen
from clerk_app.gui.hall.lockdown import Lockdown
from clerk_app.gui.hall.voice import Silence, SystemVoice, Voice
from clerk_app.gui.idle_lock import IdleLock
from clerk_app.gui.language import Language
from clerk_app.gui.listener import Listener
from clerk_app.gui.look.look import Look
from clerk_app.gui.look.typeface import apply_typeface
from clerk_app.gui.runner import Runner
from clerk_app.gui.workplace import Workplace
from clerk_app.settings import Settings, Theme
from clerk_app.workflow.rights import Actor

VISITOR = Actor("hall", frozenset(), personal=False)
"""Whoever stands before a public screen: may take numbers and ask, and sees nothing that needs a right."""

_PYTHON_TURN_MS = 250
_SECONDS_A_MINUTE = 60
_log = logging.getLogger(__name__)


def run_display(settings: Settings, *, screen: int | None, silent: bool) -> int:
    """Show the called numbers until the program is ended; by default on the last monitor."""
    application = _application()
    voice = Silence() if silent else SystemVoice()
    with hall_workplace(settings, application) as place, display(place, voice) as shown:
        return _run(application, shown, -1 if screen is None else screen)


def run_kiosk(settings: Settings, *, screen: int | None) -> int:
    """Show the kiosk until the program is ended by a signal: nothing on the screen ends it."""
    application = _application()
    with hall_workplace(settings, application) as place, kiosk(place, application) as shown:
        return _run(application, shown, screen or 0)


@contextmanager
def hall_workplace(settings: Settings, application: QApplication) -> Iterator[Workplace]:
    """Open what a public screen works with; it is always light, as printed paper is."""
    with ExitStack() as stack:
        desk, _embedded = stack.enter_context(open_desk(settings))
        apply_typeface()
        runner = Runner()
        stack.callback(runner.close)
        look = Look(application, Theme.LIGHT)
        yield Workplace(replace(desk, actor=VISITOR), None, runner, Language(settings.language), look)


@contextmanager
def display(place: Workplace, voice: Voice) -> Iterator[DisplayScreen]:
    """Make the display, which hears of every call at once."""
    shown, listener = DisplayScreen(place, voice), Listener(place.desk.storage)
    listener.changed.connect(shown.presenter.refresh)
    listener.start()
    shown.presenter.begin()
    try:
        yield shown
    finally:
        listener.close()
        voice.close()
        _destroy(shown)


@contextmanager
def kiosk(place: Workplace, application: QApplication) -> Iterator[KioskScreen]:
    """Make the kiosk: locked, and back at its start when nobody is there."""
    shown, lock = KioskScreen(place), Lockdown()
    idle = IdleLock(
        place.desk.settings.frontdesk.idle_seconds / _SECONDS_A_MINUTE, shown.presenter.leave, shown
    )
    shown.presenter.left.append(idle.begin)
    for watcher in (idle, lock):  # the last one installed is asked first
        application.installEventFilter(watcher)
    application.setQuitOnLastWindowClosed(False)

    def take(code: str) -> None:
        idle.begin()  # somebody is there, though no key was pressed
        shown.presenter.ask(code)

    try:
        with ExitStack() as stack:
            hear_reader(stack, place.desk.settings, shown, take)
            yield shown
    finally:
        for watcher in (idle, lock):
            application.removeEventFilter(watcher)
        _destroy(shown)


def _application() -> QApplication:
    sys.excepthook = _log_only
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 - no other kind is made
    return application


def _run(application: QApplication, shown: QWidget, number: int) -> int:
    """Fill a monitor until a signal comes."""
    monitors = application.screens()
    monitor = monitors[number] if -len(monitors) <= number < len(monitors) else monitors[0]
    shown.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    shown.setGeometry(monitor.geometry())
    shown.showFullScreen()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_signal: application.exit(0))
    turns = QTimer(shown)
    turns.timeout.connect(_nothing)
    turns.start(_PYTHON_TURN_MS)
    return application.exec()


def _nothing() -> None:
    """Give Python a turn, so that signals are heard."""


def _destroy(shown: QWidget) -> None:
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _log_only(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Log an exception of a slot: a public screen says nothing about it and stays."""
    _log.error("bug: %s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
