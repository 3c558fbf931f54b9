"""Cameras: the port, and the first one of the system by way of Qt."""

from typing import Any, Protocol

from PyQt6.QtCore import QElapsedTimer, QObject, pyqtSignal
from PyQt6.QtGui import QImage
from PyQt6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoFrame, QVideoSink

_BETWEEN_FRAMES_MS = 100
"""Ten frames a second are enough for a code, and leave the window its time."""


class Camera(Protocol):
    """Shows what is before it.

    Attributes:
        name: what people call it, empty where there is none.
        frame: signal with a `QImage`, while it runs.
    """

    name: str
    frame: Any

    def start(self) -> None:
        """Run from now on; without a camera nothing happens."""

    def stop(self) -> None:
        """Run no more, and let go of the camera; it can be started again."""


class SystemCamera(QObject):
    """The camera that the system names first."""

    frame = pyqtSignal(QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = QMediaDevices.defaultVideoInput().description()
        self.sink = QVideoSink(self)
        self._camera: QCamera | None = None
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)
        self._since = QElapsedTimer()
        self._is_running = False
        self.sink.videoFrameChanged.connect(self._take)

    def start(self) -> None:
        """See `Camera`."""
        self._is_running = True
        self._since.invalidate()
        if self.name and self._camera is None:
            self._camera = QCamera(QMediaDevices.defaultVideoInput(), self)
            self._session.setCamera(self._camera)
            self._camera.start()

    def stop(self) -> None:
        """See `Camera`."""
        self._is_running = False
        if self._camera is not None:
            self._camera.stop()
            self._session.setCamera(None)
            self._camera.deleteLater()
            self._camera = None

    def _take(self, frame: QVideoFrame) -> None:
        if not self._is_running or (self._since.isValid() and self._since.elapsed() < _BETWEEN_FRAMES_MS):
            return
        picture = frame.toImage()
        if not picture.isNull():
            self._since.start()
            self.frame.emit(picture)
