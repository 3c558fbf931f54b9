"""What the settings decide: what each part said last, and what can be changed from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Protocol

from clerk_app.gui.doing import Doing, DoingView
from clerk_app.gui.model import NextStep, Notice, Primary, Tone, Words
from clerk_app.gui.runner import Lane, Submit
from clerk_app.gui.screens.scan.view import Choice
from clerk_app.gui.screens.scan.words import every_start
from clerk_app.gui.screens.settings.change_dialog import ChangeField
from clerk_app.gui.screens.settings.people import People
from clerk_app.gui.screens.settings.taking_back import OTHERS_CHANGED, Told, deed_of, kept
from clerk_app.gui.screens.settings.values import Values, complaint, what_is_set
from clerk_app.i18n import Translate, later
from clerk_app.profiles import ScanProfile
from clerk_app.settings_file import Value
from clerk_app.workflow.change_settings import (
    CERTIFICATES,
    DAYS_OFF,
    DAYS_ON,
    LEADER,
    LEADER_TITLE,
    SATURDAY,
    TIMESTAMPS,
    UNTIL_NOON,
    SettingsChange,
    change_settings,
    keep_choice,
)
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.keeping import back_up
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.office import local
from clerk_app.workflow.procedures.importing import ImportReport, import_catalogue
from clerk_app.workflow.rights import Right
from clerk_app.workflow.setup_check import Finding, SetupPart, check_part, parts_for
from clerk_app.workflow.trust_roots import add_roots
from signing.model import CertificateFacts

NAMES = {
    SetupPart.SCANNER: later("Scanner"),
    SetupPart.TOKEN: later("Token"),
    SetupPart.PORTAL: later("Portal"),
    SetupPart.TRUST: later("Trusted roots"),
    SetupPart.OFFICE: later("Office hours and holidays"),
    SetupPart.CATALOGUE: later("Catalogue of procedures"),
    SetupPart.ACCOUNTS: later("Accounts"),
    SetupPart.BACKUP: later("Backup"),
    SetupPart.HALL: later("Hall and help desk"),
    SetupPart.COMPUTER: later("This computer"),
}
_LANES = {
    SetupPart.SCANNER: Lane.SCANNER,
    SetupPart.TOKEN: Lane.TOKEN,
    SetupPart.PORTAL: Lane.PORTAL,
}


@dataclass(frozen=True, slots=True)
class SettingsState:
    """Everything of the screen.

    Attributes:
        rows: part, what is set, and state of each.
        said: sentences about the part that is chosen.
        people: the accounts, where they are chosen.
        rights: which changes are offered.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    part: SetupPart
    heading: str
    said: str
    people_titles: tuple[str, ...]
    people: tuple[tuple[Words, ...], ...]
    rights: frozenset[Right]


class SettingsView(DoingView, Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: SettingsState) -> None:
        """Show everything."""

    def show_primary(self, primary: Primary) -> None:
        """Show the primary action."""

    def show_choice(self, setting: str, value: object) -> None:
        """Let the window look or speak as a setting says."""

    def ask_certificates(self, found: tuple[CertificateFacts, ...]) -> None:
        """Ask with which of these certificates this workstation signs."""


class SettingsPresenter:
    """Looks at every part on its own lane, so that nobody waits for it."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: SettingsView) -> None:
        self._desk = desk
        self.translate = translate
        self._view = view
        self._parts = parts_for(desk.actor)
        self._chosen = self._parts[0]
        self._found: dict[SetupPart, Finding | None] = {}
        self._values = Values(desk.settings)
        self._doing = Doing(submit, translate, view, OTHERS_CHANGED)
        self.people = People(desk, self._doing, translate, lambda: self.look(SetupPart.ACCOUNTS))

    @property
    def all_known(self) -> bool:
        """Whether every part was looked at."""
        return all(self._found.get(part) is not None for part in self._parts)

    def begin(self) -> None:
        """Look at every part."""
        for part in self._parts:
            self.look(part)

    def choose(self, row: int) -> None:
        """Say more about a part."""
        self._chosen = self._parts[row]
        self.speak()

    def look_at_chosen(self) -> None:
        """Look at the part that is chosen again."""
        self._view.show_notice(None)
        self.look(self._chosen)

    def look(self, part: SetupPart) -> None:
        """Look at one part."""
        self._found[part] = None
        self.speak()
        self._doing.do(
            lambda: check_part(self._desk, part),
            lambda found: self._take(part, found),
            lane=_LANES.get(part, Lane.DOCUMENT),
            on_error=lambda error: self._take(
                part, Finding(False, lambda translate: (str(message_for(error, translate)),))
            ),
        )
        if part is SetupPart.ACCOUNTS:
            self.people.look(self.speak)

    def import_procedures(self, file: Path) -> None:
        """Take a catalogue in."""
        self._doing.do(lambda: import_catalogue(self._desk, file), self._imported)

    def trust(self, file: Path) -> None:
        """Trust the roots of a file."""
        done = later("The roots are trusted from the next start on.")
        self._doing.do(
            lambda: add_roots(self._desk, file), lambda _roots: self._changed(SetupPart.TRUST, done)
        )

    def make_backup(self, file: Path) -> None:
        """Write everything to one file."""
        done = later("The backup is written: {file}")
        self._view.show_notice(Notice(lambda: Words(self.translate("Writing the backup …"))))
        self._doing.do(
            lambda: back_up(self._desk, file, lambda _progress: None),
            lambda _facts: self._changed(SetupPart.BACKUP, done, file=file),
            lane=Lane.CHECK,  # it may take long, and nobody's papers wait there
        )

    def fields_of(self, part: SetupPart) -> tuple[ChangeField, ...]:
        """Return what can be typed of a part, as it is now."""
        return self._values.fields_of(part, self.translate)

    @property
    def days(self) -> dict[str, Value]:
        """Days off, days worked in exchange and Saturdays, by path, as they were kept last."""
        return self._values.several((DAYS_OFF, DAYS_ON, SATURDAY, UNTIL_NOON))

    def look_for_certificates(self) -> None:
        """Look what is on the tokens that are plugged in, then ask."""
        self._doing.do(self._desk.plugged, self._view.ask_certificates, lane=Lane.TOKEN)

    @property
    def signing(self) -> dict[str, str]:
        """Who signs here and what is written of the leader, by path, as it was kept last."""
        paths = (*CERTIFICATES.values(), LEADER, LEADER_TITLE, TIMESTAMPS)
        return {path: str(value) for path, value in self._values.several(paths).items()}

    @property
    def profiles(self) -> dict[str, ScanProfile]:
        """Scan profiles by their names, as they were kept last."""
        return self._values.profiles

    @property
    def starts(self) -> tuple[Choice, ...]:
        """What can start the scanner."""
        return every_start(self.translate)

    @property
    def today(self) -> date:
        """The day here."""
        return local(self._desk.clock.now()).date()

    def complaint(self, values: Mapping[str, str]) -> str:
        """Return what cannot be about some values, empty if all can."""
        return complaint(values, self.translate)

    def change(self, part: SetupPart, values: Mapping[str, Value]) -> None:
        """Keep other values; they hold from the next start on, and are what is changed next."""
        self._doing.do(lambda: change_settings(self._desk, values), lambda change: self._did(part, change))

    def keep(self, setting: str, value: Value) -> None:
        """Keep a choice of the person for the next start."""
        self._doing.do(
            lambda: keep_choice(self._desk, setting, value),
            lambda change: self._did(None, change),
        )

    def undo(self) -> None:
        """Put back what the last change of settings changed."""
        self._doing.undo()

    def redo(self) -> None:
        """Change again what was put back."""
        self._doing.redo()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._view.show_primary(Primary(self.translate("Check"), self._found.get(self._chosen) is not None))
        self._view.show_state(self._state())
        self._doing.show_history()

    def _take(self, part: SetupPart, found: Finding) -> None:
        self._found[part] = found
        self.speak()

    def _imported(self, report: ImportReport) -> None:
        said = later("Procedures read: {read}, changed: {changed}, doubtful: {doubtful}")
        doubtful = len(report.doubtful)
        tone = Tone.DOUBT if doubtful else Tone.GOOD
        facts = {"read": report.read, "changed": report.changed, "doubtful": doubtful}
        self._changed(SetupPart.CATALOGUE, said, tone, **facts)

    def _did(self, part: SetupPart | None, change: SettingsChange) -> None:
        self._doing.did(deed_of(self._desk, part, change, self._tell))
        self._tell(kept(part, change))

    def _tell(self, told: Told) -> None:
        """Show what settings are now, and offer the way back."""
        self._doing.offer(lambda: self.translate(told.sentence), is_back=told.is_back)
        self._values.keep(told.change.after)
        if told.part is None:
            self._show_choices(told.change)
        else:
            self.look(told.part)

    def _show_choices(self, change: SettingsChange) -> None:
        """Let the window look and speak as kept; what the file does not mention is as at the start."""
        for path, value in change.after.items():
            self._view.show_choice(path, attrgetter(path)(self._desk.settings) if value is None else value)

    def _changed(self, part: SetupPart, sentence: str, tone: Tone = Tone.GOOD, **facts: object) -> None:
        again = NextStep(lambda: self.translate("Check"), lambda: self.look(part))
        said = Notice(lambda: Words(self.translate(sentence).format(**facts), tone), again)
        self._view.show_notice(said)
        self.look(part)

    def _state(self) -> SettingsState:
        part, found = self._chosen, self._found.get(self._chosen)
        is_accounts = part is SetupPart.ACCOUNTS
        translate = self.translate
        return SettingsState(
            titles=(translate("Part"), translate("What is set"), translate("State")),
            rows=tuple(self._row(each) for each in self._parts),
            part=part,
            heading=translate(NAMES[part]),
            said="\n\n".join(found.say(translate)) if found else translate("Is being looked at …"),
            people_titles=self.people.titles,
            people=self.people.rows if is_accounts else (),
            rights=frozenset(right for right in Right if self._desk.actor.may(right)),
        )

    def _row(self, part: SetupPart) -> tuple[Words, ...]:
        found = self._found.get(part)
        if found is None:
            state = Words(self.translate("Is being looked at …"))
        elif found.is_fine:
            state = Words(self.translate("works"), Tone.GOOD)
        else:
            state = Words(self.translate("wants attention"), Tone.DOUBT)
        is_set = what_is_set(self._desk.settings, part, self.translate)
        return Words(self.translate(NAMES[part])), Words(is_set), state
