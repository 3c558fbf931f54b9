"""The steps of a dossier: which are done, which one is on the screen."""

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.widgets.buttons import ActionButton


class StepBar(QWidget):
    """One button a step; only steps that were reached can be chosen."""

    chosen = pyqtSignal(int)

    def __init__(self, count: int, look: Look) -> None:
        super().__init__()
        self._look = look
        self._buttons = [ActionButton(f"step{n}", f"Alt+{n}", role="rail") for n in range(1, count + 1)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number, button in enumerate(self._buttons):
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, step=number: self.chosen.emit(step))
            row.addWidget(button)
        row.addStretch(1)

    def show_steps(self, names: Sequence[str], current: int, reached: int) -> None:
        """Name the steps; mark what is done and what is on the screen."""
        for number, (button, name) in enumerate(zip(self._buttons, names, strict=True)):
            button.say(f"{number + 1}  {name}")
            button.setChecked(number == current)
            button.setEnabled(number <= reached)
            done = number < reached
            tokens = self._look.tokens
            button.setIcon(self._look.icon("check", tokens.good) if done else QIcon())
