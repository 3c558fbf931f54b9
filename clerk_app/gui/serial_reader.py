"""A code reader on a serial line: heard wherever the focus is, and after it was plugged in anew.

Qt's own serial port belongs to its event loop: no thread is needed, and nothing types into a field.
"""

from pathlib import Path

from PyQt6.QtCore import QIODevice, QObject, QTimer, pyqtSignal
from PyQt6.QtSerialPort import QSerialPort

from clerk_app.settings import FrontdeskSettings
from clerk_app.workflow.frontdesk.reader_line import ReaderLines, reader_port

COME_BACK_MS = 1000
"""After so long a reader that was unplugged, or was never there, is looked for again."""

_SILENCE_MS = 150
"""At 9600 baud a letter takes one: who is silent so long has said everything."""


class SerialReader(QObject):
    """Emits `heard` with each code, and `plugged` when the line opens or is lost."""

    heard = pyqtSignal(str)
    plugged = pyqtSignal(bool)

    def __init__(self, settings: FrontdeskSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._lines = ReaderLines()
        self._port: QSerialPort | None = None
        self._clock, self._silence = QTimer(self), QTimer(self)
        self._clock.setInterval(COME_BACK_MS)
        self._clock.timeout.connect(self._look)
        self._silence.setInterval(_SILENCE_MS)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(lambda: self._tell(self._lines.end()))

    def begin(self) -> None:
        """Listen from now on."""
        self._look()
        self._clock.start()

    def close(self) -> None:
        """Listen no more."""
        self._clock.stop()
        self._lose()

    def _look(self) -> None:
        """Open the line if it is there, and notice that it is gone: not every driver says so."""
        if self._port is None:
            self._open()
        elif not Path(self._port.portName()).exists():
            self._lose()

    def _open(self) -> None:
        name = reader_port(self._settings.reader)
        if not name or not Path(name).exists():
            return
        port = QSerialPort(self)
        port.setPortName(name)
        port.setBaudRate(self._settings.reader_baud)
        if not port.open(QIODevice.OpenModeFlag.ReadOnly):
            port.deleteLater()
            return
        port.readyRead.connect(self._read)
        port.errorOccurred.connect(self._fail)
        self._port, self._lines = port, ReaderLines()
        self.plugged.emit(True)

    def _read(self) -> None:
        if self._port is not None:
            self._silence.start()
            self._tell(self._lines.feed(self._port.readAll().data()))

    def _fail(self, error: QSerialPort.SerialPortError) -> None:
        if error is not QSerialPort.SerialPortError.NoError:
            QTimer.singleShot(0, self._lose)  # the port still works on its own signal

    def _lose(self) -> None:
        port, self._port = self._port, None
        self._silence.stop()
        if port is not None:
            port.close()
            port.deleteLater()
            self.plugged.emit(False)

    def _tell(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.heard.emit(code)
