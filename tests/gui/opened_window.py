"""The window as tests open it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.gui.language import Language
from clerk_app.gui.look.look import Look
from clerk_app.gui.main_window import MainWindow
from clerk_app.gui.runner import Runner
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.desk import Desk
from scanning.device.simulated.feeder import Feeder


@contextmanager
def opened_window(
    qtbot: QtBot, qapp: QApplication, desk: Desk, feeder: Feeder | None = None, language: str = "en"
) -> Iterator[MainWindow]:
    """Show a window over a desk, its work not begun, and end its threads when the test is over."""
    runner = Runner()
    made = MainWindow(Workplace(desk, feeder, runner, Language(language), Look(qapp)))
    qtbot.addWidget(made)
    made.show()
    yield made
    runner.close()
