"""Nothing that a visitor presses, drags or shows leads out of the kiosk."""

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent, QMouseEvent

_REFUSED = frozenset(
    {
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.FileOpen,
        QEvent.Type.NativeGesture,
        QEvent.Type.ToolTip,
        QEvent.Type.WhatsThis,
        QEvent.Type.Close,
        QEvent.Type.Quit,
    }
)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_MODIFIERS = (
    Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
)
_EDITING = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Shift,
    }
)
_BUTTONS = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick}
)


class Lockdown(QObject):
    """A filter of the whole application: letters, a few keys and the left button go through, nothing else."""

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Return whether an event ends here."""
        if event is None:
            return False
        kind = event.type()
        if kind in _REFUSED:
            event.ignore()
            return True
        if kind in _KEYS and isinstance(event, QKeyEvent):
            return not _is_allowed(event)
        if kind in _BUTTONS and isinstance(event, QMouseEvent):
            return event.button() is not Qt.MouseButton.LeftButton
        return False


def _is_allowed(event: QKeyEvent) -> bool:
    """Return whether a key is one a visitor needs: what prints, and what moves."""
    if event.modifiers() & _MODIFIERS:
        return False
    return (event.text().isprintable() and bool(event.text())) or Qt.Key(event.key()) in _EDITING
