"""One window for each home: a second start hands over what it was given, and the first comes to the front."""

import hashlib
import time
from pathlib import Path

from PyQt6.QtCore import QLockFile, QObject, pyqtSignal
from PyQt6.QtNetwork import QLocalServer, QLocalSocket

_LONGEST_SOCKET = 100
"""Bytes of a path that Unix takes for a socket."""

_LONGEST_TEXT = 4096
_ANSWER_MS = 500
_PATIENCE_SECONDS = 5.0
_DONE = b"done\n"


class OneWindow(QObject):
    """The claim of one program on a home; `given` tells what another start was given, empty for nothing."""

    given = pyqtSignal(str)

    def __init__(self, home: Path) -> None:
        super().__init__()
        home.mkdir(parents=True, exist_ok=True)
        self._name = socket_of(home)
        self._lock = QLockFile(str(home / "window.lock"))
        self._lock.setStaleLockTime(0)  # a window may be open for days; one that died is found by its number
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._waiting: list[str] | None = []

    def claim(self) -> bool:
        """Return whether this is the first window; it listens from now on."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)  # of one that died
        return self._server.listen(self._name)

    def hand_over(self, text: str, patience_seconds: float = _PATIENCE_SECONDS) -> bool:
        """Give the first window a text, and bring it to the front; False if it does not answer."""
        end = time.monotonic() + patience_seconds
        while not self._given(text):
            if time.monotonic() >= end:
                return False
        return True

    def begin(self) -> None:
        """Tell from now on what is given, beginning with what came while there was no window."""
        waiting, self._waiting = self._waiting or [], None
        for text in waiting:
            self.given.emit(text)

    def close(self) -> None:
        """Give the home free."""
        self._server.close()
        self._lock.unlock()

    def _given(self, text: str) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_ANSWER_MS):
            return False
        socket.write(text.encode()[:_LONGEST_TEXT] + b"\n")
        socket.flush()
        return socket.waitForReadyRead(_ANSWER_MS * 4) and socket.readAll().data() == _DONE

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        text = socket.readLine(_LONGEST_TEXT).decode(errors="replace").strip()
        socket.write(_DONE)
        socket.flush()
        if self._waiting is None:
            self.given.emit(text)
        else:
            self._waiting.append(text)


def socket_of(home: Path) -> str:
    """Return where the window of a home listens: within it, or for a long path under a name made of it."""
    path = str(home.resolve() / "window.socket")
    if len(path.encode()) <= _LONGEST_SOCKET:
        return path
    return f"clerk-{hashlib.sha256(path.encode()).hexdigest()[:24]}"
