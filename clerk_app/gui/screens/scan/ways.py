"""How paper comes in: by which profile, started by what, and where a stack stands that is turned over."""

from dataclasses import replace
from enum import Enum

from clerk_app.gui.runner import Work
from clerk_app.i18n import Translate
from clerk_app.profiles import Begin, ScanProfile
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import digitise, digitise_backs
from clerk_app.workflow.import_files import watch_folder, watched_folder
from clerk_app.workflow.last_profile import last_profile, remember_profile
from storage.model import DossierCode, Page


class Side(Enum):
    """Which side of a stack comes next; without turning, everything is a front."""

    FRONTS = "fronts"
    BACKS = "backs"


class Ways:
    """What the person chose, and the sides that came; no widgets, no words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.name = last_profile(desk)
        self.start = self._chosen().start
        self.side = Side.FRONTS
        self._sides: dict[Side, list[Page]] = {side: [] for side in Side}

    @property
    def profile(self) -> ScanProfile:
        """The profile that is used, started as the person chose."""
        return replace(self._chosen(), start=self.start)

    @property
    def waits(self) -> bool:
        """Whether something else than a person starts the scanner."""
        return self.start is not Begin.HAND

    def choose_profile(self, name: str) -> None:
        """Use another profile, and remember it."""
        self.name = name
        self.start = self._chosen().start
        remember_profile(self._desk, name)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Expect fronts."""
        self.side = Side.FRONTS
        self._sides = {side: [] for side in Side}

    def count(self, side: Side) -> int:
        """Return how many sheets of a side came."""
        return len(self._sides[side])

    def take(self, page: Page) -> None:
        """Note a page that came."""
        self._sides[self.side].append(page)

    def end_run(self) -> bool:
        """Note that the feeder is empty; return whether the stack is to be turned over now."""
        if self.profile.turn_stack and self.side is Side.FRONTS and self.count(Side.FRONTS):
            self.side = Side.BACKS
            return True
        self.begin_anew()
        return False

    def work(self, code: DossierCode, component: str, translate: Translate) -> Work:
        """Return what takes in what comes next, as it is chosen now; it runs on another thread."""
        desk, profile = self._desk, self.profile
        folder = watched_folder(desk, profile)
        if folder:
            return lambda report: watch_folder(
                desk, code, component, folder, translate=translate, report=report, profile=profile
            )
        if self.side is Side.FRONTS:
            return lambda report: digitise(desk, code, component, report=report, profile=profile)
        fronts, earlier = (tuple(self._sides[side]) for side in Side)
        return lambda report: digitise_backs(
            desk, code, component, fronts, report=report, profile=profile, earlier=earlier
        )

    def _chosen(self) -> ScanProfile:
        return self._desk.settings.profile(self.name)
