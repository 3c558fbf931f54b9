"""Shows the register of outgoing decisions of a year."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.screens.dossiers.rows import ToneKeeper
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.table import table_view
from clerk_app.gui.widgets.words_table import WordsTable
from clerk_app.i18n import Translate

_WIDTH, _HEIGHT, _ROW_HEIGHT = 840, 520, 40
_WIDTHS = (112, 112, 0, 208)
_FIRST_YEAR = 2020


class RegisterDialog(QDialog):
    """`year_wanted` carries a year that somebody wants to see."""

    year_wanted = pyqtSignal(int)

    def __init__(self, year: int, look: Look, translate: Translate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("registerDialog")
        self.setWindowTitle(translate("Register of decisions"))
        self.setMinimumSize(_WIDTH, _HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.year = QSpinBox()
        self.year.setRange(_FIRST_YEAR, year)
        self.year.setValue(year)
        self.year.setObjectName("registerYear")
        describe(self.year, translate("Year"))
        self.year.valueChanged.connect(self.year_wanted)
        self.rows = WordsTable(look)
        self._painter = ToneKeeper()
        self.list = table_view("registerList", self.rows, self._painter, _ROW_HEIGHT)
        describe(
            self.list,
            translate("Register of decisions"),
            translate("Every number of the year, the newest first"),
        )
        heading, caption = label("title"), label()
        heading.setText(translate("Register of decisions"))
        caption.setText(translate("Year"))
        close = ActionButton("registerClose", "Esc")
        close.say(translate("Close"))
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        for widget in (caption, self.year, close):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def show_rows(self, titles: tuple[str, ...], rows: tuple[tuple[Words, ...], ...]) -> None:
        """Show the numbers of the year."""
        self.rows.show_rows(titles, rows)
        self.list.lay_out(_WIDTHS)
