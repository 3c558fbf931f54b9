"""What the settings decide: what each part said last, and what can be changed from here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Protocol

from clerk_app.gui.model import NextStep, Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Receive, Submit
from clerk_app.gui.screens.scan.view import Choice
from clerk_app.gui.screens.scan.words import every_start
from clerk_app.gui.screens.settings.change_dialog import ChangeField
from clerk_app.gui.screens.settings.profiles import as_kept
from clerk_app.gui.screens.settings.taking_back import OTHERS_CHANGED, Told, deed_of, kept
from clerk_app.gui.taking_back import Deed, TakingBack
from clerk_app.i18n import Translate, later
from clerk_app.profiles import ScanProfile
from clerk_app.settings_file import Value
from clerk_app.workflow.accounts import accounts, add_account, disable_account, enable_account
from clerk_app.workflow.change_settings import (
    DAYS_OFF,
    DAYS_ON,
    HOURS,
    PORTAL,
    PRINTER,
    READER,
    SAME_DAY,
    SATURDAY,
    SCANNER,
    UNTIL_NOON,
    SettingsChange,
    change_settings,
    first_impossible,
    keep_choice,
)
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.keeping import back_up
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.office import local
from clerk_app.workflow.people_addresses import PORTAL_PAGE, TICKET_PAGE, flaw_of_setting, flaw_words
from clerk_app.workflow.procedures.importing import ImportReport, import_catalogue
from clerk_app.workflow.rights import Right
from clerk_app.workflow.setup_check import Finding, SetupPart, check_part, parts_for
from clerk_app.workflow.trust_roots import add_roots
from storage.accounts import Account, AccountRole

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
ROLES = {
    AccountRole.OFFICIAL: later("Official"),
    AccountRole.SUPERVISOR: later("Leader"),
    AccountRole.RECORDS_CLERK: later("Records clerk"),
    AccountRole.ADMINISTRATOR: later("Administrator"),
}
CHANGES = {
    SetupPart.SCANNER: ((SCANNER, later("Name or address of the scanner")),),
    SetupPart.PORTAL: ((PORTAL, later("Address of the portal")),),
    SetupPart.OFFICE: (
        (HOURS[0], later("Opens at")),
        (HOURS[1], later("Morning ends at")),
        (HOURS[2], later("Afternoon begins at")),
        (HOURS[3], later("Closes at")),
        (SAME_DAY, later("What comes until this hour is done the same day")),
    ),
    SetupPart.HALL: (
        (PORTAL_PAGE, later("Page of the portal that people fill in")),
        (TICKET_PAGE, later("Page that the code of a queue number leads to")),
        (PRINTER, later("Printer of queue numbers")),
        (READER, later("Port of the code reader, or auto")),
    ),
}
"""What can be typed anew, by part."""

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


class SettingsView(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: SettingsState) -> None:
        """Show everything."""

    def show_primary(self, primary: Primary) -> None:
        """Show the primary action."""

    def show_choice(self, setting: str, value: object) -> None:
        """Let the window look or speak as a setting says."""

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        """Show whether changes can be taken back and done again."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""


class SettingsPresenter:
    """Looks at every part on its own lane, so that nobody waits for it."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: SettingsView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._parts = parts_for(desk.actor)
        self._chosen = self._parts[0]
        self._found: dict[SetupPart, Finding | None] = {}
        self._people: tuple[Account, ...] = ()
        self._kept: dict[str, Value] = {}
        self._taking_back = TakingBack(
            lambda work, done, failed: self._do(work, done, on_error=failed),
            self._refused,
            self._fail,
            self._show_history,
        )

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
        self._do(
            lambda: check_part(self._desk, part),
            lambda found: self._take(part, found),
            lane=_LANES.get(part, Lane.DOCUMENT),
            on_error=lambda error: self._take(
                part, Finding(False, lambda translate: (str(message_for(error, translate)),))
            ),
        )
        if part is SetupPart.ACCOUNTS:
            self._do(lambda: accounts(self._desk), self._take_people)

    def import_procedures(self, file: Path) -> None:
        """Take a catalogue in."""
        self._do(lambda: import_catalogue(self._desk, file), self._imported)

    def trust(self, file: Path) -> None:
        """Trust the roots of a file."""
        done = later("The roots are trusted from the next start on.")
        self._do(lambda: add_roots(self._desk, file), lambda _roots: self._changed(SetupPart.TRUST, done))

    def make_backup(self, file: Path) -> None:
        """Write everything to one file."""
        done = later("The backup is written: {file}")
        self._view.show_notice(Notice(lambda: Words(self.translate("Writing the backup …"))))
        self._do(
            lambda: back_up(self._desk, file, lambda _progress: None),
            lambda _facts: self._changed(SetupPart.BACKUP, done, file=file),
            lane=Lane.CHECK,  # it may take long, and nobody's papers wait there
        )

    def add_person(self, name: str, full_name: str, role: AccountRole, password: bytearray) -> None:
        """Make an account with a first password, which is wiped."""
        done = later("The account {name} is made; the first password is changed at the first sign-in.")
        self._do(
            lambda: add_account(self._desk, name, full_name or name, frozenset({role}), password),
            lambda _account: self._changed(SetupPart.ACCOUNTS, done, name=name),
        )

    def close_person(self, row: int) -> None:
        """Close an account."""
        name = self._people[row].name
        self._do(lambda: disable_account(self._desk, name), lambda _account: self._closed(name))

    def fields_of(self, part: SetupPart) -> tuple[ChangeField, ...]:
        """Return what can be set of a part, as it is now."""
        settings = self._desk.settings
        return tuple(
            ChangeField(path, self.translate(words), str(self._kept.get(path, attrgetter(path)(settings))))
            for path, words in CHANGES.get(part, ())
        )

    @property
    def days(self) -> dict[str, Value]:
        """Days off, days worked in exchange and Saturdays, by path, as they were kept last."""
        settings, paths = self._desk.settings, (DAYS_OFF, DAYS_ON, SATURDAY, UNTIL_NOON)
        return {path: self._kept.get(path, attrgetter(path)(settings)) for path in paths}

    @property
    def profiles(self) -> dict[str, ScanProfile]:
        """Scan profiles by their names, as they were kept last."""
        return as_kept(self._desk.settings.profiles, self._kept)

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
        wrong = first_impossible(values)
        if wrong is None:
            return ""
        if wrong in (SCANNER, PORTAL):
            return self.translate("An address begins with http:// or https://.")
        if wrong in (PORTAL_PAGE, TICKET_PAGE):
            flaw = flaw_of_setting(wrong, values[wrong])
            return flaw_words(flaw, self.translate) if flaw else ""
        if wrong == READER:
            return self.translate("A port is as /dev/ttyACM0, or auto for the first one on USB.")
        names = {path: words for fields in CHANGES.values() for path, words in fields}
        said = self.translate("{field}: hours are as 07:30, and follow each other.")
        return said.format(field=self.translate(names[wrong]))

    def change(self, part: SetupPart, values: Mapping[str, Value]) -> None:
        """Keep other values; they hold from the next start on, and are what is changed next."""
        self._do(lambda: change_settings(self._desk, values), lambda change: self._did(part, change))

    def keep(self, setting: str, value: Value) -> None:
        """Keep a choice of the person for the next start."""
        self._do(
            lambda: keep_choice(self._desk, setting, value),
            lambda change: self._did(None, change),
        )

    def undo(self) -> None:
        """Put back what the last change of settings changed."""
        self._taking_back.history.undo()

    def redo(self) -> None:
        """Change again what was put back."""
        self._taking_back.history.redo()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._view.show_primary(Primary(self.translate("Check"), self._found.get(self._chosen) is not None))
        self._view.show_state(self._state())
        self._show_history()

    def _show_history(self) -> None:
        history = self._taking_back.history
        self._view.show_history(can_undo=history.can_undo, can_redo=history.can_redo)

    def _take(self, part: SetupPart, found: Finding) -> None:
        self._found[part] = found
        self.speak()

    def _take_people(self, people: tuple[Account, ...]) -> None:
        self._people = people
        self.speak()

    def _imported(self, report: ImportReport) -> None:
        said = later("Procedures read: {read}, changed: {changed}, doubtful: {doubtful}")
        doubtful = len(report.doubtful)
        tone = Tone.DOUBT if doubtful else Tone.GOOD
        facts = {"read": report.read, "changed": report.changed, "doubtful": doubtful}
        self._changed(SetupPart.CATALOGUE, said, tone, **facts)

    def _did(self, part: SetupPart | None, change: SettingsChange) -> None:
        self._taking_back.did(deed_of(self._desk, part, change, self._tell))
        self._tell(kept(part, change))

    def _closed(self, name: str) -> None:
        """Say that an account was closed, and offer to open it again."""

        def tell(sentence: str, *, is_back: bool) -> None:
            self._offer(lambda: self.translate(sentence).format(name=name), is_back=is_back)
            self.look(SetupPart.ACCOUNTS)

        closed, opened = later("The account {name} is closed."), later("The account {name} is open again.")
        self._taking_back.did(
            Deed(
                lambda: enable_account(self._desk, name) is not None,
                lambda: disable_account(self._desk, name).disabled_at is not None,
                lambda: tell(opened, is_back=True),
                lambda: tell(closed, is_back=False),
            )
        )
        tell(closed, is_back=False)

    def _offer(self, said: Callable[[], str], *, is_back: bool) -> None:
        """Say what was done, and offer the way back, or forth again."""
        undo = NextStep(lambda: self.translate("Undo"), self.undo)
        redo = NextStep(lambda: self.translate("Redo"), self.redo)
        self._view.show_notice(Notice(lambda: Words(said(), Tone.GOOD), redo if is_back else undo))

    def _tell(self, told: Told) -> None:
        """Show what settings are now, and offer the way back."""
        self._offer(lambda: self.translate(told.sentence), is_back=told.is_back)
        for path, value in told.change.after.items():
            if value is None:
                self._kept.pop(path, None)
            else:
                self._kept[path] = value
        if told.part is None:
            self._show_choices(told.change)
        else:
            self.look(told.part)

    def _show_choices(self, change: SettingsChange) -> None:
        """Let the window look and speak as kept; what the file does not mention is as at the start."""
        for path, value in change.after.items():
            self._view.show_choice(path, attrgetter(path)(self._desk.settings) if value is None else value)

    def _refused(self) -> None:
        self._view.show_notice(Notice(lambda: Words(self.translate(OTHERS_CHANGED), Tone.DOUBT)))

    def _changed(self, part: SetupPart, sentence: str, tone: Tone = Tone.GOOD, **facts: object) -> None:
        again = NextStep(lambda: self.translate("Check"), lambda: self.look(part))
        said = Notice(lambda: Words(self.translate(sentence).format(**facts), tone), again)
        self._view.show_notice(said)
        self.look(part)

    def _do(
        self,
        work: Callable[[], object],
        on_done: Receive,
        *,
        lane: Lane = Lane.DOCUMENT,
        on_error: Receive | None = None,
    ) -> None:
        self._submit(
            lane,
            lambda _report: work(),
            owner=self._view,
            on_done=on_done,
            on_error=on_error or self._fail,
        )

    def _fail(self, error: BaseException) -> None:
        self._view.show_notice(failed(error, self.translate))

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
            people_titles=(translate("Account name"), translate("Full name"), translate("Role")),
            people=tuple(map(self._person, self._people)) if is_accounts else (),
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
        return Words(self.translate(NAMES[part])), Words(self._what_is_set(part)), state

    def _what_is_set(self, part: SetupPart) -> str:
        settings, translate = self._desk.settings, self.translate
        if part is SetupPart.SCANNER:
            return settings.scanner.name or translate("Demonstration")
        if part is SetupPart.PORTAL:
            return settings.portal.url or translate("Demonstration")
        if part is SetupPart.TOKEN:
            return translate("Demonstration")
        if part is SetupPart.HALL:
            return settings.frontdesk.printer or "–"
        if part is SetupPart.OFFICE:
            return f"{settings.office.opens}–{settings.office.closes}"
        return "–"

    def _person(self, account: Account) -> tuple[Words, ...]:
        closed = Words(self.translate("closed"), Tone.DOUBT)
        roles = Words(", ".join(self.translate(ROLES[role]) for role in sorted(account.roles)))
        return Words(account.name), Words(account.full_name), closed if account.disabled_at else roles
