"""The left rail: where to go, and what waits in the outbox."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QVBoxLayout

from clerk_app.gui.widgets.buttons import ActionButton
from clerk_app.gui.widgets.labels import label
from clerk_app.gui.workplace import Workplace
from clerk_app.workflow.rights import Right

_WIDTH = 152


class Rail(QFrame):
    """Says what was chosen."""

    dossiers = pyqtSignal()
    inbox = pyqtSignal()
    decisions = pyqtSignal()
    verify = pyqtSignal()
    send_now = pyqtSignal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(_WIDTH)
        self._place = place
        self._waiting = 0
        self._dossiers = ActionButton("railDossiers", "Ctrl+1", role="rail")
        self._dossiers.setCheckable(True)
        self._dossiers.setChecked(True)
        self._dossiers.clicked.connect(self.dossiers)
        self._inbox = ActionButton("railInbox", "Ctrl+4", role="rail")
        self._inbox.setCheckable(True)
        self._inbox.clicked.connect(self.inbox)
        self._inbox.setVisible(place.desk.actor.may(Right.ACCEPT))
        self._decisions = ActionButton("railDecisions", "Ctrl+2", role="rail")
        self._decisions.setCheckable(True)
        self._decisions.clicked.connect(self.decisions)
        self._decisions.setVisible(place.desk.actor.may(Right.COUNTERSIGN))
        self._verify = ActionButton("railVerify", "Ctrl+3", role="rail")
        self._verify.setCheckable(True)
        self._verify.clicked.connect(self.verify)
        self._outbox = label(wraps=True)
        self._send = ActionButton("railSendNow", "Ctrl+S")
        self._send.clicked.connect(self.send_now)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 16)
        column.setSpacing(8)
        column.addWidget(self._dossiers)
        column.addWidget(self._inbox)
        column.addWidget(self._decisions)
        column.addWidget(self._verify)
        column.addStretch(1)
        column.addWidget(self._outbox)
        column.addWidget(self._send)
        self.speak()

    def show_waiting(self, count: int) -> None:
        """Show how many dossiers wait in the outbox."""
        self._waiting = count
        self.speak()

    def show_place(self, name: str) -> None:
        """Mark where we are, by the object name of the screen: what is none of the others is a dossier."""
        self._inbox.setChecked(name == "inbox")
        self._decisions.setChecked(name == "queue")
        self._verify.setChecked(name == "verify")
        self._dossiers.setChecked(name not in ("inbox", "queue", "verify"))

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        translate, look = self._place.language.translate, self._place.look
        self._dossiers.setIcon(look.icon("dossiers", look.tokens.accent))
        self._dossiers.say(translate("Dossiers"))
        self._inbox.setIcon(look.icon("inbox", look.tokens.accent))
        self._inbox.say(translate("Online"), translate("Answer what was filed online"))
        self._decisions.setIcon(look.icon("decisions", look.tokens.accent))
        self._decisions.say(translate("Decisions"), translate("Countersign decisions, many with one PIN"))
        self._verify.setIcon(look.icon("verify", look.tokens.accent))
        self._verify.say(translate("Check"), translate("Check the signatures of a file"))
        if self._waiting:
            said = translate("Outbox: {count} waiting, sent by itself").format(count=self._waiting)
        else:
            said = translate("Outbox: empty")
        self._outbox.setText(said)
        self._outbox.setContentsMargins(8, 0, 8, 0)
        self._send.setVisible(bool(self._waiting))
        self._send.say(translate("Send now"), translate("Try the portal now; otherwise it goes by itself"))
