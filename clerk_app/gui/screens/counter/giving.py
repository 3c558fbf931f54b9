"""The card beside the counter where a number is given to somebody who took none in the hall."""

from datetime import timedelta

from PyQt6.QtCore import QDate, QDateTime, pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QComboBox, QDateTimeEdit, QHBoxLayout, QVBoxLayout

from clerk_app.gui.model import Notice
from clerk_app.gui.screens.counter.giving_presenter import Given, GivingPresenter
from clerk_app.gui.screens.counter.presenter import PRIORITIES
from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.described import describe
from clerk_app.gui.widgets.growing import Card
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.widgets.qr_picture import QrPicture
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.frontdesk.service_words import service_words
from clerk_app.workflow.frontdesk.services import Priority, services_of
from clerk_app.workflow.office import local

_WIDTH, _ACTION_HEIGHT, _SMALLEST_CODE = 304, 44, 160


class GivingCard(Card):
    """`given` says that the hall has one more; `notice` carries what is said beside the work."""

    given = pyqtSignal()
    notice = pyqtSignal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__(_WIDTH)
        self._place = place
        self.service, self.priority = QComboBox(), QComboBox()
        self.has_hour, self.hour = QCheckBox(), QDateTimeEdit()
        self.give = ActionButton("giveNumber", "F3")
        self._heading, self._service_label, self._priority_label = label("heading"), label(), label()
        self.number, self.about, self.code = label("called"), label(wraps=True), QrPicture(_SMALLEST_CODE)
        self._fill()
        self._arrange()
        self.presenter = GivingPresenter(place.desk, place.runner.submit, place.language.translate, self)
        self.give.clicked.connect(self._give)
        self.has_hour.toggled.connect(self.hour.setEnabled)
        self.begin_anew()
        self.code.show_code("")

    def show_given(self, given: Given) -> None:
        """Show a number and its code."""
        self.number.setText(given.label)
        self.about.setText(given.about)
        self.code.show_code(given.code)

    def begin_anew(self) -> None:
        """See `GivingView`."""
        self.priority.setCurrentIndex(0)
        self.has_hour.setChecked(False)
        self.hour.setEnabled(False)
        self._offer_next_hour()
        self.given.emit()

    def show_notice(self, notice: Notice) -> None:
        """Hand a notice to the screen."""
        self.notice.emit(notice)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate = self._place.language.translate
        self._heading.setText(translate("Give a number"))
        self._service_label.setText(translate("Service"))
        self._priority_label.setText(translate("Goes ahead"))
        self.has_hour.setText(translate("Appointment"))
        for row, service in enumerate(services_of(self._place.desk.settings.frontdesk)):
            self.service.setItemText(row, f"{service.letter} · {service_words(service, translate)}")
        self.priority.setItemText(0, translate("No, as people come"))
        for row, words in enumerate(PRIORITIES.values(), 1):
            self.priority.setItemText(row, translate(words))
        for widget, words in (
            (self.service, translate("What the person comes for")),
            (self.priority, translate("Why the person goes ahead")),
            (self.has_hour, translate("The person has an appointment")),
            (self.hour, translate("Day and hour of the appointment")),
        ):
            describe(widget, words)
        self.give.say(translate("Give the number"), translate("Give the next number, printed or as a code"))
        self.presenter.speak()

    def _give(self) -> None:
        chosen = self.priority.currentData()
        at = self.hour.dateTime().toPyDateTime() if self.has_hour.isChecked() else None
        self.presenter.give(self.service.currentData(), Priority(chosen) if chosen else None, at)

    def _fill(self) -> None:
        for each in services_of(self._place.desk.settings.frontdesk):
            self.service.addItem("", each.letter)
        self.priority.addItem("", "")
        for priority in PRIORITIES:
            self.priority.addItem("", priority.value)
        self.hour.setDisplayFormat("dd/MM/yyyy HH:mm")
        self.hour.setCalendarPopup(True)
        for widget, name in (
            (self.service, "giveService"),
            (self.priority, "givePriority"),
            (self.has_hour, "giveAppointment"),
            (self.hour, "giveHour"),
        ):
            widget.setObjectName(name)

    def _offer_next_hour(self) -> None:
        """Begin with the next full hour: the day of the last appointment is not that of the next person."""
        now = local(self._place.desk.clock.now())
        next_hour = now.replace(minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(hours=1)
        self.hour.setMinimumDate(QDate(now.year, now.month, now.day))
        self.hour.setDateTime(QDateTime(next_hour))

    def _arrange(self) -> None:
        self.give.setMinimumHeight(_ACTION_HEIGHT)
        self._service_label.setBuddy(self.service)
        self._priority_label.setBuddy(self.priority)
        self.service.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        asked = (self._service_label, self.service, self._priority_label, self.priority)
        for widget in (self._heading, *asked, self.has_hour, self.hour, self.give):
            column.addWidget(widget)
        told = QHBoxLayout()
        told.addWidget(self.number)
        told.addWidget(self.about, 1)
        column.addLayout(told)
        column.addWidget(self.code, 1)
        column.addStretch(0)
