"""Hears what other workstations change, on a thread of its own, and tells the window."""

import logging
from threading import Event

from PyQt6.QtCore import QThread, pyqtSignal

from storage.database import Storage
from storage.errors import StorageError

_log = logging.getLogger(__name__)
_WAIT_SECONDS = 1.0
_COME_BACK_SECONDS = 10.0


class Listener(QThread):
    """Emits `changed` whenever somebody else committed something."""

    changed = pyqtSignal()

    def __init__(self, storage: Storage) -> None:
        super().__init__()
        self.setObjectName("listener")
        self._storage = storage
        self._over = Event()

    def run(self) -> None:
        """Listen until `close`; a server that went away is asked again after a while."""
        while not self._over.is_set():
            try:
                self._listen()
            except StorageError as error:
                _log.warning("not listening: %s", type(error).__name__)
                self._over.wait(_COME_BACK_SECONDS)

    def close(self) -> None:
        """End the thread."""
        self._over.set()
        self.wait()

    def _listen(self) -> None:
        with self._storage.changes() as changes:
            while not self._over.is_set():
                if changes.wait(_WAIT_SECONDS):
                    self.changed.emit()
