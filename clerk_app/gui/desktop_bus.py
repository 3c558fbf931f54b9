"""The desktop's messages over D-Bus (Desktop Notifications Specification 1.2)."""

from collections.abc import Callable
from typing import cast

from PyQt6.QtCore import QMetaType, QObject, pyqtSignal, pyqtSlot
from PyQt6.QtDBus import (
    QDBusArgument,
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusPendingReply,
)

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_CLICK = "default"
"""The action of a click on the message itself."""

_NUMBER = cast(int, QMetaType.Type.UInt.value)  # the stubs take values for members
_STRINGS = cast(int, QMetaType.Type.QStringList.value)
_AS_LONG_AS_THE_DESKTOP_WANTS = -1


class DesktopBus(QObject):
    """Asks whoever shows messages on this desktop; `clicked` tells that somebody clicked on one of ours."""

    clicked = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.sessionBus()
        self._shown: set[int] = set()
        self._bus.connect(_SERVICE, _PATH, _SERVICE, "ActionInvoked", self._take_action)

    def show(self, text: str, otherwise: Callable[[], object]) -> None:
        """Show a message, without waiting for it; `otherwise` is done where nobody shows any."""
        if not self._bus.isConnected():
            otherwise()
            return
        message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Notify")
        message.setArguments(_arguments(text))
        waiting = QDBusPendingCallWatcher(self._bus.asyncCall(message), self)
        waiting.finished.connect(lambda watcher: self._answered(watcher, otherwise))

    def _answered(self, watcher: QDBusPendingCallWatcher, otherwise: Callable[[], object]) -> None:
        reply = QDBusPendingReply(watcher)
        if reply.isError():
            otherwise()
        else:
            self._shown.add(int(reply.argumentAt(0)))
        watcher.deleteLater()

    @pyqtSlot(QDBusMessage)
    def _take_action(self, message: QDBusMessage) -> None:
        """Take a click; everybody on the bus hears of every click."""
        number, action = message.arguments()
        if int(number) in self._shown and action == _CLICK:
            self.clicked.emit()


def _arguments(text: str) -> list[object]:
    """Return what `Notify` takes: the text as the summary, which is never markup."""
    replaces_none, actions = QDBusArgument(), QDBusArgument()
    replaces_none.add(0, _NUMBER)
    actions.add([_CLICK, ""], _STRINGS)
    hints = {"desktop-entry": "clerk"}
    return ["Clerk", replaces_none, "clerk", text, "", actions, hints, _AS_LONG_AS_THE_DESKTOP_WANTS]
