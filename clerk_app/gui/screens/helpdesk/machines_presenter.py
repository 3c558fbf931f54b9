"""What the register of equipment decides: what is shown, entered and noted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.gui.model import Tone, Words
from clerk_app.gui.screens.helpdesk.page import Doing, DoingView
from clerk_app.gui.workplace import Workplace
from clerk_app.i18n import later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.equipment import (
    EquipmentKind,
    NewEquipment,
    Noted,
    add_equipment,
    equipment,
    history_of,
    report_state,
    save_equipment,
    take_note_back,
)
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Right
from storage.equipment import Equipment, EquipmentEvent, EquipmentState

KINDS = {
    EquipmentKind.COMPUTER: later("Computer"),
    EquipmentKind.SCANNER: later("Scanner"),
    EquipmentKind.PRINTER: later("Printer"),
    EquipmentKind.TOKEN: later("Token"),
    EquipmentKind.LINE: later("Line"),
    EquipmentKind.OTHER: later("Other equipment"),
}
STATES = {
    EquipmentState.WORKS: later("Works"),
    EquipmentState.FAULTY: later("Faulty"),
    EquipmentState.IN_REPAIR: later("In repair"),
    EquipmentState.MISSING: later("Missing"),
}
_TONES = {
    EquipmentState.WORKS: Tone.GOOD,
    EquipmentState.FAULTY: Tone.WRONG,
    EquipmentState.IN_REPAIR: Tone.DOUBT,
    EquipmentState.MISSING: Tone.WRONG,
}
_TITLES = (
    later("Name"),
    later("Kind"),
    later("Where it stands"),
    later("Serial number"),
    later("State"),
    later("Since the day"),
)
_HISTORY = (later("Day"), later("What happened"))
Rows = tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The register as it is shown, and what is said of it."""

    said: str
    titles: tuple[str, ...]
    rows: Rows


class _Entry:
    """Something that was noted, also after it was taken back and noted again."""

    def __init__(self, desk: Desk, write: Callable[[], Noted], noted: Noted) -> None:
        self._desk, self._write, self.noted = desk, write, noted

    def take_back(self) -> bool:
        """Forget the note."""
        return take_note_back(self._desk, self.noted)

    def write_again(self) -> bool:
        """Note the same."""
        self.noted = self._write()
        return True


class MachinesView(DoingView, Protocol):
    """What the presenter asks of the page."""

    def show_register(self, register: Register, row: int) -> None:
        """Show the register with one row chosen, none with -1."""

    def show_history(self, name: str, titles: tuple[str, ...], rows: Rows) -> None:
        """Show what happened to the chosen one."""

    def forget_entry(self) -> None:
        """Empty the fields of a new one, or of a note."""


class MachinesPresenter(Doing):
    """Reads and writes the register."""

    def __init__(self, place: Workplace, view: MachinesView) -> None:
        super().__init__(place, view)
        self._view: MachinesView = view
        self._every: tuple[Equipment, ...] = ()
        self._history: tuple[EquipmentEvent, ...] = ()
        self._name, self.only_wanting = "", False

    @property
    def may_enter(self) -> bool:
        """Whether this person enters equipment."""
        return any(self.desk.actor.may(each) for each in (Right.ACCEPT, Right.CATALOGUE))

    @property
    def may_note(self) -> bool:
        """Whether something is chosen that can be spoken of."""
        return bool(self._name)

    def read(self) -> None:
        """Read the register again."""
        self.ask(lambda: equipment(self.desk), self._take)

    def show_only_wanting(self, is_wanted: bool) -> None:
        """Show only what is faulty, in repair or missing, or everything."""
        self.only_wanting = is_wanted
        self.speak()

    def choose(self, row: int) -> None:
        """Show the history of a row."""
        shown = self._shown
        self._name = shown[row].name if 0 <= row < len(shown) else ""
        self._history = ()
        self._show_history()
        if name := self._name:
            self.ask(lambda: history_of(self.desk, name), lambda found: self._take_history(name, found))

    def enter(self, new: NewEquipment) -> None:
        """Enter a piece of equipment."""
        self._note(lambda: add_equipment(self.desk, new))

    def note(self, state: EquipmentState, note: str) -> None:
        """Note what happened to the chosen one."""
        if name := self._name:
            self._note(lambda: report_state(self.desk, name, state, note))

    def save(self, file: Path) -> None:
        """Write what is shown as a workbook."""
        wanting = self.only_wanting
        self.ask(
            lambda: save_equipment(self.desk, file, only_wanting=wanting), lambda _none: self._saved(file)
        )

    def speak(self) -> None:
        """Say the same in the language of the moment."""
        translate, shown = self.translate, self._shown
        wanting = sum(each.state is not EquipmentState.WORKS for each in self._every)
        said = translate("{count} pieces, {wanting} faulty, in repair or missing")
        said = said.format(count=len(self._every), wanting=wanting)
        titles = tuple(translate(each) for each in _TITLES)
        names = [each.name for each in shown]
        row = names.index(self._name) if self._name in names else min(0, len(names) - 1)
        self._view.show_register(Register(said, titles, tuple(map(self._row, shown))), row)
        self._show_history()

    @property
    def _shown(self) -> tuple[Equipment, ...]:
        return tuple(
            each for each in self._every if not self.only_wanting or each.state is not EquipmentState.WORKS
        )

    def _row(self, each: Equipment) -> tuple[Words, ...]:
        return (
            Words(each.name),
            Words(self.translate(KINDS[EquipmentKind(each.kind)])),
            Words(each.place or "–"),
            Words(each.serial_number or "–"),
            Words(self.translate(STATES[each.state]), _TONES[each.state]),
            Words(f"{local(each.since):%d/%m/%Y}"),
        )

    def _show_history(self) -> None:
        rows = tuple((Words(f"{local(each.at):%d/%m/%Y}"), self._event(each)) for each in self._history)
        self._view.show_history(self._name, tuple(self.translate(each) for each in _HISTORY), rows)

    def _event(self, each: EquipmentEvent) -> Words:
        state = self.translate(STATES[each.state])
        return Words(f"{state}\n{each.note}" if each.note else state, _TONES[each.state])

    def _take(self, every: tuple[Equipment, ...]) -> None:
        self._every = every
        self.speak()

    def _take_history(self, name: str, found: tuple[EquipmentEvent, ...]) -> None:
        if name == self._name:
            self._history = found
            self._show_history()

    def _note(self, write: Callable[[], Noted]) -> None:
        self.ask(write, lambda noted: self._changed(_Entry(self.desk, write, noted)))

    def _changed(self, entry: _Entry) -> None:
        one = entry.noted.one
        self._name = one.name
        self._view.forget_entry()
        self.did(entry.take_back, entry.write_again, lambda: self._noted(one), self.read)

    def _noted(self, one: Equipment) -> str:
        state = self.translate(STATES[one.state])
        return self.translate("Noted: {name}, {state}").format(name=one.name, state=state)

    def _saved(self, file: Path) -> None:
        self.say(lambda: self.translate("Saved: {file}").format(file=file.name))
