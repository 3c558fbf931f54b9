"""Start the window: the desk behind it, the servers beside it."""

import logging
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

from PyQt6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PyQt6.QtWidgets import QApplication

from clerk_app.bootstrap import open_desk
from clerk_app.first_start import FirstAccount, is_first_start
from clerk_app.gui.geometry import begin_again_smaller, bring_back, fill_small_screen, keep_geometry
from clerk_app.gui.idle_lock import IdleLock
from clerk_app.gui.language import Language
from clerk_app.gui.listener import Listener
from clerk_app.gui.look.look import Look
from clerk_app.gui.look.typeface import apply_typeface
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.notices import failed
from clerk_app.gui.one_window import OneWindow
from clerk_app.gui.runner import Runner
from clerk_app.gui.widgets.sign_in_dialog import SignInDialog, person_at
from clerk_app.gui.workplace import Workplace
from clerk_app.settings import Settings, load
from clerk_app.workflow.accounts import add_account
from clerk_app.workflow.audit import anchor_audit
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import AlreadyOpen, SignInNeeded
from signing.keys.port import wipe
from storage.accounts import AccountRole

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]

_log = logging.getLogger(__name__)
_PYTHON_TURN_MS = 250
"""Qt's loop gives Python a turn so often, so that Ctrl+C in the terminal is heard."""


def run_window(settings: Settings, given: str = "") -> int:
    """Show the window until it is closed; return the exit code.

    Args:
        settings: of the workstation.
        given: what is opened in it: a PDF file, or a code as readers give it. Where a window of this home is
            open already, it gets that and comes to the front.

    Raises:
        AlreadyOpen: there is such a window, and it does not answer.
    """
    sys.excepthook = _log_only
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 - no other kind is made
    begin_again_smaller(application)
    given = str(Path(given).resolve()) if given and Path(given).is_file() else given
    one = OneWindow(settings.folders.root)
    if not one.claim():
        if not one.hand_over(given):
            raise AlreadyOpen
        return 0
    try:
        return _only_window(settings, application, one, given)
    finally:
        one.close()


def _only_window(settings: Settings, application: QApplication, one: OneWindow, given: str) -> int:
    chosen = set_up_first(settings, application)
    if chosen is None:
        return 0  # left at the first start: a wish, no error
    try:
        return _shown(*chosen, application, one, given)
    except SignInNeeded:
        return 0  # nobody signed in: a wish, no error


def set_up_first(
    settings: Settings, application: QApplication
) -> tuple[Settings, FirstAccount | None] | None:
    """Ask at the first start what this workstation is.

    Returns:
        The settings that hold then, and the account to begin with, if one was typed; None if it is left.
    """
    if not is_first_start(settings):
        return settings, None
    from clerk_app.gui.screens.first_start.dialog import FirstStartDialog  # once in the life of a workstation
    from clerk_app.surroundings import RealSurroundings

    application.setApplicationName("Clerk")
    apply_typeface()
    runner, look = Runner(), Look(application)
    dialog = FirstStartDialog(
        settings, RealSurroundings(settings), runner.submit, Language(settings.language), look
    )
    try:
        accepted = dialog.exec() == FirstStartDialog.DialogCode.Accepted
    finally:
        runner.close()
        dialog.deleteLater()
    return (load(home=str(settings.folders.root)), dialog.presenter.account) if accepted else None


def _shown(
    settings: Settings, account: FirstAccount | None, application: QApplication, one: OneWindow, given: str
) -> int:
    with window(settings, application, account) as shown:
        if not bring_back(shown, settings.folders.geometry):
            fill_small_screen(shown)
        shown.show()
        one.given.connect(shown.take_given)
        one.begin()
        if given:
            QTimer.singleShot(0, lambda: shown.take_given(given))
        signal.signal(signal.SIGINT, lambda *_signal: shown.close())
        turns = QTimer(shown)
        turns.start(_PYTHON_TURN_MS)
        turns.timeout.connect(lambda: None)
        code = application.exec()
        keep_geometry(shown, settings.folders.geometry)
        return code


@contextmanager
def window(
    settings: Settings, application: QApplication, account: FirstAccount | None = None
) -> Iterator[MainWindow]:
    """Open desk and window; work, servers and records end with the context, in this order.

    Where there are accounts somebody signs in first; `account` becomes the first of them.

    Raises:
        SignInNeeded: nobody did.
    """
    with ExitStack() as stack:
        opened, embedded = stack.enter_context(open_desk(settings))
        if account is not None:
            add_first(opened, account)
        application.setApplicationName("Clerk")
        application.setDesktopFileName("clerk")
        apply_typeface()
        language, look = (
            Language(settings.language),
            Look(application, settings.window.theme, settings.window.text_percent),
        )
        runner = Runner()
        stack.callback(runner.close)
        desk = person_at(opened, lambda: SignInDialog(opened, language, look, runner.submit))
        if desk is None:
            raise SignInNeeded
        feeder = None if settings.scanner.name else embedded.feeder()
        shown = MainWindow(Workplace(desk, feeder, runner, language, look))
        stack.callback(_destroy, shown)
        stack.callback(anchor_audit, desk, stamped=False)
        if language.name != settings.language:  # it was chosen by who signed in
            shown.language_keeper.keep()
        _listen(stack, shown)
        _lock_when_idle(stack, shown, application)
        hear_reader(stack, settings, shown, shown.take_code)
        application.installEventFilter(shown.reader)
        stack.callback(application.removeEventFilter, shown.reader)
        previous, sys.excepthook = sys.excepthook, _teller(shown, language)
        stack.callback(setattr, sys, "excepthook", previous)
        QTimer.singleShot(0, shown.begin)
        yield shown


def add_first(desk: Desk, account: FirstAccount) -> None:
    """Make the first account, an administrator's; the passwords are wiped."""
    try:
        full_name = account.full_name or account.name
        add_account(desk, account.name, full_name, frozenset({AccountRole.ADMINISTRATOR}), account.password)
    finally:
        for password in (account.password, account.again):
            wipe(password)


def _listen(stack: ExitStack, shown: MainWindow) -> None:
    """Show what other workstations change."""
    listener = Listener(shown.place.desk.storage)
    listener.changed.connect(shown.outbox_changed)
    listener.start()
    stack.callback(listener.close)


def _lock_when_idle(stack: ExitStack, shown: MainWindow, application: QApplication) -> None:
    """Let only the same person go on after a while without a key; where nobody signed in there is no lock."""
    desk, language = shown.place.desk, shown.place.language
    if not desk.actor.personal:
        return

    def go_on(spoken: str) -> None:
        shown.show()
        if language.name != spoken:
            shown.language_keeper.keep()
        idle.begin()

    def lock() -> None:
        shown.hide()
        place, name, spoken = shown.place, desk.actor.name, language.name
        # only its parent keeps it: without one it is gone with this call, and nobody is asked
        dialog = SignInDialog(desk, language, place.look, place.runner.submit, shown, only=name)
        dialog.entered.connect(lambda _desk: go_on(spoken))
        dialog.rejected.connect(shown.close)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    idle = IdleLock(desk.settings.casework.idle_minutes, lock, shown)
    application.installEventFilter(idle)
    stack.callback(application.removeEventFilter, idle)


def hear_reader(stack: ExitStack, settings: Settings, parent: QObject, take: Callable[[str], None]) -> None:
    """Hear a code reader on a serial line, where one is set."""
    if not settings.frontdesk.reader:
        return
    from clerk_app.gui.serial_reader import SerialReader  # only where there is one

    reader = SerialReader(settings.frontdesk, parent)
    reader.heard.connect(take)
    reader.begin()
    stack.callback(reader.close)


def _destroy(shown: MainWindow) -> None:
    """Delete the window now: what is left to the garbage collector goes in any order, and Qt complains."""
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _log_only(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Log an exception of a slot; without a hook of ours it would end the process."""
    _log.error("bug: %s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))


def _teller(shown: MainWindow, language: Language) -> Hook:
    """Return a hook that also tells the clerk that something of ours went wrong."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log_only(kind, error, trace)
        shown.show_notice(failed(error, language.translate))

    return tell
