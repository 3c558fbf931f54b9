"""How far long work has come, how long it still takes, and a way to stop it."""

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clerk_app.gui.language import Language
from clerk_app.gui.model import Advance
from clerk_app.gui.runner import PROGRESS_AFTER_SECONDS
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import label


class AdvanceBar(QWidget):
    """Hidden while nothing runs; what runs longer than half a second can be stopped (`stopped`)."""

    stopped = pyqtSignal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.said, self.bar, self.stop = (
            label("muted", wraps=True),
            QProgressBar(),
            ActionButton("stopWork", "Ctrl+."),
        )
        self.bar.setTextVisible(False)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(round(PROGRESS_AFTER_SECONDS * 1000))
        self._late.timeout.connect(self.stop.show)
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.said)
        column.addLayout(row)
        self.show_advance(None)
        self.speak()

    def show_advance(self, advance: Advance | None) -> None:
        """Show how far the work has come; None when nothing runs."""
        self.setVisible(advance is not None)
        if advance is None or not advance.can_stop:
            self._late.stop()
            self.stop.hide()
        elif not self.stop.isVisible() and not self._late.isActive():
            self._late.start()
        if advance:
            self.said.setText(" · ".join(each for each in (advance.text, advance.left) if each))
            self.bar.setRange(0, 0 if advance.percent is None else 100)
            self.bar.setValue(advance.percent or 0)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._language.translate
        self.bar.setAccessibleName(translate("Progress"))
        self.stop.say(
            translate("Stop"), translate("Stop this work; what is done is kept, nothing is left half done")
        )
