"""The roster: the days of a week, two persons each, chosen from the accounts or typed."""

from PyQt6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.gui.history import History
from clerk_app.gui.model import Primary, Tone, Words
from clerk_app.gui.screens.helpdesk.duty_presenter import DutyLine, DutyPresenter
from clerk_app.gui.screens.helpdesk.page import DeskPage, card
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.labels import label, show_words
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.frontdesk.roster import ON_DUTY

_DAYS, _NAME_WIDTH, _DAY_WIDTH = 6, 280, 160
"""Six days: on Saturday some centres work."""


class DutyPage(DeskPage):
    """A week of the guidance team."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.earlier, self.later = (
            ActionButton("weekBefore", "Alt+Left"),
            ActionButton("weekAfter", "Alt+Right"),
        )
        self.week = label("heading")
        self._days = [label() for _day in range(_DAYS)]
        self._marks = [label() for _day in range(_DAYS)]
        self.names = [[self._name(day, one) for one in range(ON_DUTY)] for day in range(_DAYS)]
        self._hint = label("muted", wraps=True)
        self._arrange()
        self.presenter = DutyPresenter(place, self)
        self.earlier.clicked.connect(lambda: self.presenter.turn(-1))
        self.later.clicked.connect(lambda: self.presenter.turn(1))

    @property
    def primary(self) -> Primary | None:
        """Keeping the week, for those who may."""
        if not self.presenter.may_change:
            return None
        return Primary(self._place.language.translate("Keep this week"))

    @property
    def deeds(self) -> History:
        """See `DeskPage`."""
        return self.presenter.deeds

    def act(self) -> None:
        """Keep the week as it is shown."""
        named = (tuple(box.currentText().strip() for box in boxes) for boxes in self.names)
        self.setFocus()  # a field takes Ctrl+Z for its own letters
        self.presenter.keep(tuple(tuple(filter(None, each)) for each in named))

    def enter(self) -> None:
        """See `DeskPage`."""
        self.presenter.read()

    def show_week(self, said: str, lines: tuple[DutyLine, ...], team: tuple[str, ...]) -> None:
        """Show a week."""
        self.week.setText(said)
        today = self._place.language.translate("Today")
        for day, (words, boxes) in enumerate(zip(self._days, self.names, strict=True)):
            for widget in (words, *boxes):
                widget.setVisible(day < len(lines))
        for words, mark, boxes, line in zip(self._days, self._marks, self.names, lines, strict=False):
            words.setText(line.words)
            show_words(mark, Words(today if line.is_today else "", Tone.GOOD), as_badge=True)
            for place, box in enumerate(boxes):
                box.clear()
                box.addItems(("", *team))
                box.setCurrentText(line.persons[place] if place < len(line.persons) else "")
                box.setEnabled(self.presenter.may_change)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate, look = self._place.language.translate, self._place.look
        self.earlier.setIcon(look.icon("back"))
        self.later.setIcon(look.icon("forward"))
        self.earlier.say(translate("The week before"), shown=False)
        self.later.say(translate("The week after"), shown=False)
        self._hint.setText(translate("Choose a person from the accounts, or type a name."))
        for boxes in self.names:
            for number, box in enumerate(boxes, 1):
                words = translate("On duty, person {number}").format(number=number)
                describe(box, words)
        self.presenter.speak()

    def _name(self, day: int, one: int) -> QComboBox:
        made = QComboBox()
        made.setObjectName(f"duty{day + 1}{one + 1}")
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        made.setFixedWidth(_NAME_WIDTH)
        return made

    def _arrange(self) -> None:
        head, grid = QHBoxLayout(), QGridLayout()
        for widget in (self.earlier, self.week, self.later):
            head.addWidget(widget)
        head.addStretch(1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for row, (words, mark, boxes) in enumerate(zip(self._days, self._marks, self.names, strict=True)):
            words.setMinimumWidth(_DAY_WIDTH)
            widgets: tuple[QWidget, ...] = (words, *boxes, mark)
            for column, each in enumerate(widgets):
                grid.addWidget(each, row, column)
        grid.setColumnStretch(ON_DUTY + 2, 1)
        framed, inside = card()
        inside.addLayout(grid)
        inside.addWidget(self._hint)
        column_of_page = QVBoxLayout(self)
        column_of_page.setContentsMargins(0, 0, 0, 0)
        column_of_page.setSpacing(12)
        column_of_page.addLayout(head)
        column_of_page.addWidget(framed)
        column_of_page.addStretch(1)
