"""Locks the window when nobody was at it for a while; only the same person opens it again."""

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, QTimer

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleLock(QObject):
    """Calls `lock` after so many minutes without a key or the mouse; installed on the application."""

    def __init__(self, minutes: float, lock: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(round(minutes * 60_000))
        self._clock.timeout.connect(lock)
        self._clock.start()

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Begin to wait anew at every sign of life; hinder nothing."""
        if event is not None and event.type() in _SIGNS_OF_LIFE and self._clock.isActive():
            self._clock.start()
        return False

    def begin(self) -> None:
        """Wait anew, after somebody came back."""
        self._clock.start()
