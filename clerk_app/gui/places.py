"""Where one can go from the rail: one row for each screen that stands beside the dossier at hand."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.workflow.rights import Right
from storage.model import DossierCode


class PlaceScreen(Protocol):
    """What the window asks of such a screen, which is a QWidget.

    Attributes:
        notice: signal with a `Notice` for the window.
        notice_over: signal that takes the notice away.
        opened: signal with the code of the dossier to go on with.
        wanted: signal with the name of another place, or `INTAKE`.
    """

    notice: Any
    notice_over: Any
    opened: Any
    wanted: Any

    def enter(self, code: DossierCode | None = None) -> None:
        """Read again what may have changed, and take the focus; called each time the screen is shown.

        Args:
            code: of the dossier to begin with, where the screen shows dossiers.
        """

    def speak(self) -> None:
        """Say everything in the language of the moment, in the colours of the moment."""


class ListScreen(PlaceScreen, Protocol):
    """A screen whose rows are read again when something changed."""

    def refresh(self) -> None:
        """Read the rows again."""


@dataclass(frozen=True, slots=True)
class Place:
    """A button of the rail and the screen behind it.

    Attributes:
        name: object name of the screen.
        icon: of the button.
        key: that goes there from everywhere.
        screen: "module:class", loaded when it is first wanted.
        words: on the button.
        hint: what is done there, where the word does not say it all.
        rights: who has none of them does not see the button; everybody does where there are none.
        in_rail: it has a button; else other screens lead there.
    """

    name: str
    icon: str
    key: str
    screen: str
    words: str
    hint: str = ""
    rights: tuple[Right, ...] = ()
    in_rail: bool = True

    @property
    def button(self) -> str:
        """Return the object name of its button."""
        return f"rail{self.name.capitalize()}"


TODAY = "today"
"""Where the window begins."""

DOSSIERS = "dossiers"
DOSSIER = "dossier"
"""One dossier as a whole, reached from the list and from its work."""

OUTBOX = "outbox"
COUNTER = "counter"
HELP_DESK = "helpdesk"
SEARCH = "search"
VERIFY = "verify"
HELP = "help"
LISTS = (TODAY, DOSSIERS, OUTBOX, COUNTER)
"""Read again when something changed, while they are shown."""

INTAKE = "intake"
"""The intake of a new dossier: no place of the rail, but one that screens lead to."""

_SCREENS = "clerk_app.gui.screens"
_WORK = f"{_SCREENS}.case.screen"
PLACES: tuple[Place, ...] = (
    Place(TODAY, "today", "Ctrl+1", f"{_SCREENS}.today.screen:TodayScreen", later("Today")),
    Place(DOSSIERS, "dossiers", "Ctrl+2", f"{_SCREENS}.dossiers.screen:DossiersScreen", later("Dossiers")),
    Place(
        DOSSIER,
        "paper",
        "",
        f"{_SCREENS}.dossier.screen:DossierScreen",
        later("Dossier"),
        rights=(Right.READ,),
        in_rail=False,
    ),
    Place(
        COUNTER,
        "counter",
        "Ctrl+0",
        f"{_SCREENS}.counter.screen:CounterScreen",
        later("Counter"),
        later("Call who waits in the hall to this counter"),
        (Right.ACCEPT,),
    ),
    Place(
        HELP_DESK,
        "helpdesk",
        "Ctrl+Shift+H",
        f"{_SCREENS}.helpdesk.screen:HelpDeskScreen",
        later("Help desk"),
        later("Guide people, count help, see who is on duty and which machines work"),
    ),
    Place(
        "inbox",
        "inbox",
        "Ctrl+3",
        f"{_SCREENS}.inbox.screen:InboxScreen",
        later("Online"),
        later("Answer what was filed online"),
        (Right.ACCEPT,),
    ),
    Place(
        "queue",
        "decisions",
        "Ctrl+4",
        f"{_SCREENS}.queue.screen:QueueScreen",
        later("Decisions"),
        later("Countersign decisions, or number and seal them, many with one PIN"),
        (Right.COUNTERSIGN, Right.NUMBER_AND_SEAL),
    ),
    Place(
        SEARCH,
        "search",
        "Ctrl+5",
        f"{_SCREENS}.search.screen:SearchScreen",
        later("Search"),
        later("Search everything, and see what happened to a dossier"),
        (Right.READ,),
    ),
    Place(
        VERIFY,
        "verify",
        "Ctrl+6",
        f"{_SCREENS}.verify.screen:VerifyScreen",
        later("Check"),
        later("Check the signatures of a file"),
    ),
    Place(
        "reports",
        "reports",
        "Ctrl+7",
        f"{_SCREENS}.reports.screen:ReportsScreen",
        later("Reports"),
        later("Numbers of a month, a quarter or a year"),
        (Right.REPORT,),
    ),
    Place(
        OUTBOX,
        "outbox",
        "Ctrl+8",
        f"{_SCREENS}.outbox.screen:OutboxScreen",
        later("Outbox"),
        later("What waits for the portal, and what it answered"),
        (Right.READ,),
    ),
    Place(
        "settings",
        "settings",
        "Ctrl+9",
        f"{_SCREENS}.settings.screen:SettingsScreen",
        later("Settings"),
        later("What is set, whether it works, and how the window looks"),
    ),
    Place(
        HELP,
        "help",
        "F1",
        f"{_SCREENS}.help.screen:HelpScreen",
        later("Help"),
        later("The page of the screen you are on, with its keys"),
    ),
)
"""In the order of the rail."""


def make_screen(place: Place, workplace: Workplace) -> PlaceScreen:
    """Load and make the screen of a place."""
    module, kind = place.screen.split(":")
    return cast(PlaceScreen, getattr(import_module(module), kind)(workplace))


def load_screens() -> None:
    """Load the work on a dossier, and every place; with them comes what reads, signs and sends."""
    for module in (_WORK, *(place.screen.partition(":")[0] for place in PLACES)):
        import_module(module)
