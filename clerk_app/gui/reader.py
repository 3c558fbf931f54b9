"""A reader of codes that types like a keyboard: told from people by its pace, wherever the focus is.

A letter waits a moment. If others follow as no hand can type them, and then Enter, they are one code and
reach no field. Else they go on to where they were meant for, in their order.
"""

from typing import Any

from PyQt6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from clerk_app.workflow.what_was_read import UnknownRead, what_was_read

PAUSE_MS = 40
"""Readers take 1 to 15 ms for a letter; a fast hand takes 80."""

LONG_PAUSE_MS = 250
"""Granted once nobody can doubt that it is a reader: the window may have been busy meanwhile."""

_SURELY_A_READER = 5
_SHORTEST_CODE = 6
_FLUSHING = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.WindowDeactivate})
_SILENT = frozenset(
    key.value for key in (Qt.Key.Key_Shift, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_Mode_switch)
)
_ENDS = frozenset({Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value})
_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Reader(QObject):
    """Emits `read` with what a code says; installed on the application, for one window.

    Dialogs are left alone: a PIN is nobody's code.
    """

    read = pyqtSignal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._held: list[QKeyEvent] = []
        self._is_giving_back = False
        self._eats_end = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.give_back)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Hold letters for a moment; everything else goes its way, behind what is held."""
        if event is None or self._is_giving_back:
            return False
        if event.type() in _FLUSHING:
            self.give_back()
        if isinstance(event, QKeyEvent) and self._is_ours():
            return self._take(event)
        return False

    def give_back(self) -> None:
        """Let what is held go on to where the focus is: it was a hand."""
        self._pause.stop()
        held, self._held = self._held, []
        self._is_giving_back = True
        try:
            for event in held:
                self._type(event)
        finally:
            self._is_giving_back = False

    def _is_ours(self) -> bool:
        focus = QApplication.focusWidget()
        is_secret = isinstance(focus, QLineEdit) and focus.echoMode() is not QLineEdit.EchoMode.Normal
        return (
            not is_secret
            and QApplication.activeModalWidget() is None
            and QApplication.activePopupWidget() is None
            and (focus is None or focus.window() is self._window)
        )

    def _take(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease or event.key() in _SILENT:
            return False
        if event.key() in _ENDS:
            return self._end(event)
        if not self._is_letter(event):
            self.give_back()
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # else a single letter would be taken for a shortcut before it gets here
        else:
            self._hold(event)
        return True

    def _is_letter(self, event: QKeyEvent) -> bool:
        """Whether a reader may have typed it; a code begins with no space, and nobody holds a key down."""
        text = event.text()
        if not text.isprintable() or not text or event.modifiers() & _COMMANDS or event.isAutoRepeat():
            return False
        return bool(self._held) or not text.isspace()

    def _hold(self, event: QKeyEvent) -> None:
        copy = event.clone()
        assert copy is not None  # noqa: S101 - Qt returns None for no event
        self._held.append(copy)
        self._pause.start(PAUSE_MS if len(self._held) < _SURELY_A_READER else LONG_PAUSE_MS)

    def _end(self, event: QKeyEvent) -> bool:
        """Tell what was held, if it is a code; the key that ends a code does nothing else."""
        is_first_sight = event.type() == QEvent.Type.ShortcutOverride
        if self._eats_end and not is_first_sight:
            self._eats_end = False
            return True
        text = "".join(each.text() for each in self._held)
        said = what_was_read(text)
        if len(text) < _SHORTEST_CODE or (isinstance(said, UnknownRead) and not said.is_code):
            self.give_back()
            return False
        self._pause.stop()
        self._held.clear()
        self._eats_end = is_first_sight
        event.accept()
        QTimer.singleShot(0, lambda: self.read.emit(said))  # after the press that is still to come
        return True

    def _type(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, _FIELDS):
            QCoreApplication.sendEvent(focus, event)
        else:
            _press(self._window, event)


def _press(window: QWidget, event: QKeyEvent) -> None:
    """Press a key as the keyboard does, shortcuts included.

    Qt offers this to programs nowhere but in its module for tests.
    """
    from PyQt6.QtTest import QTest  # rarely needed, and not at the start

    keys: Any = QTest  # the stubs take its functions for methods
    handle = window.windowHandle()
    if handle is not None and event.text().isascii():  # no shortcut has another letter
        keys.keyClick(handle, event.text(), event.modifiers())
