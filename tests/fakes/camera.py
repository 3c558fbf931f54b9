"""A camera that shows the pictures it was given, one after another, for ever."""

from collections.abc import Sequence
from itertools import cycle

from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from PyQt6.QtGui import QImage


class FakeCamera(QObject):
    frame = pyqtSignal(QImage)

    def __init__(self, pictures: Sequence[QImage], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = "Camera of the tests"
        self.is_running = False
        self._pictures = cycle(pictures)
        self._clock = QTimer(self)
        self._clock.setInterval(10)
        self._clock.timeout.connect(lambda: self.frame.emit(next(self._pictures)))

    def start(self) -> None:
        self.is_running = True
        self._clock.start()

    def stop(self) -> None:
        self.is_running = False
        self._clock.stop()
