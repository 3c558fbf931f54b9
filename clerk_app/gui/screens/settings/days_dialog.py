"""Asks which days the centre does not work, which it works in exchange, and how long its Saturdays are."""

from datetime import date

from PyQt6.QtCore import QDate, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.question import Question
from clerk_app.i18n import Translate, later
from clerk_app.settings_file import Value
from clerk_app.workflow.change_settings import DAYS_OFF, DAYS_ON, SATURDAY, UNTIL_NOON

_LIST_HEIGHT = 200
_KINDS = {DAYS_OFF: later("Day off"), DAYS_ON: later("Worked in exchange")}
_SATURDAYS = {
    (False, False): later("Saturdays are free"),
    (True, True): later("Saturday mornings are worked"),
    (True, False): later("Whole Saturdays are worked"),
}


class DaysDialog(Question):
    """`answered` carries the values by their paths.

    Args:
        values: as they are now.
        today: where the calendar begins.
    """

    answered = pyqtSignal(object)

    def __init__(self, values: dict[str, Value], today: date, translate: Translate, parent: QWidget) -> None:
        hint = translate("Public holidays are known. Add what the centre decides besides them.")
        super().__init__("days", translate("Days off"), translate, parent, hint=hint)
        self._kinds = {day: kind for kind in _KINDS for day in _listed(values[kind])}
        self.saturdays, self.kind, self.day, self.days = QComboBox(), QComboBox(), QDateEdit(), QListWidget()
        self.add_button = ActionButton("addDay", "Ctrl+N")
        self.remove_button = ActionButton("removeDay", "Del")
        self._fill(values, today)
        self._arrange()
        self._connect()
        self._show_days()

    def values(self) -> dict[str, Value]:
        """Return everything by path, days as YYYY-MM-DD."""
        worked, until_noon = tuple(_SATURDAYS)[self.saturdays.currentIndex()]
        days: dict[str, Value] = {
            kind: tuple(sorted(day for day, each in self._kinds.items() if each == kind)) for kind in _KINDS
        }
        return days | {SATURDAY: worked, UNTIL_NOON: until_noon}

    def add(self) -> None:
        """Take the day that is set into the list, in place of what was said of it before."""
        day = self.day.date().toPyDate().isoformat()
        self._kinds[day] = str(self.kind.currentData())
        self._show_days(day)

    def remove(self) -> None:
        """Take the chosen day out of the list."""
        item = self.days.currentItem()
        if item is not None:
            self._kinds.pop(str(item.data(Qt.ItemDataRole.UserRole)), None)
            self._show_days()

    def _show_days(self, chosen: str = "") -> None:
        self.days.clear()
        for day in sorted(self._kinds):
            said = self.translate(_KINDS[self._kinds[day]])
            item = QListWidgetItem(f"{date.fromisoformat(day):%d/%m/%Y} · {said}")
            item.setData(Qt.ItemDataRole.UserRole, day)
            self.days.addItem(item)
            if day == chosen:
                self.days.setCurrentItem(item)
        self._look()

    def _look(self) -> None:
        self.remove_button.setEnabled(self.days.currentItem() is not None)

    def _fill(self, values: dict[str, Value], today: date) -> None:
        translate = self.translate
        for words in _SATURDAYS.values():
            self.saturdays.addItem(translate(words))
        worked = bool(values[SATURDAY])
        now = (worked, worked and bool(values[UNTIL_NOON]))
        self.saturdays.setCurrentIndex(list(_SATURDAYS).index(now))
        for kind, words in _KINDS.items():
            self.kind.addItem(translate(words), kind)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("dd/MM/yyyy")
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.days.setMinimumHeight(_LIST_HEIGHT)
        for widget, name, words in (
            (self.saturdays, "saturdays", translate("Saturdays")),
            (self.kind, "kindOfDay", translate("Day off, or worked in exchange")),
            (self.day, "ownDay", translate("Day")),
            (self.days, "ownDays", translate("Days of your own")),
        ):
            widget.setObjectName(name)
            describe(widget, words)

    def _arrange(self) -> None:
        self.add_button.say(self.translate("Add the day"))
        self.remove_button.say(self.translate("Take the day out"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day)
        row.addWidget(self.kind)
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.column.addWidget(self.saturdays)
        self.column.addLayout(row)
        self.column.addWidget(self.days, 1)
        self.column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.end()

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.days.currentRowChanged.connect(lambda _row: self._look())
        self.keep.clicked.connect(self._answer)

    def _answer(self) -> None:
        self.answered.emit(self.values())
        self.accept()


def _listed(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
