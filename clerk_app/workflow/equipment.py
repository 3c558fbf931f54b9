"""The register of equipment: what the centre has, what of it works, and what was done about the rest."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clerk_app.paper.workbook import PlainTable, write_plain
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import EquipmentUnnamed
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Right, require
from storage.equipment import Equipment, EquipmentEvent, EquipmentState

_LONGEST = 200


class EquipmentKind(StrEnum):
    """What a piece of equipment is."""

    COMPUTER = "computer"
    SCANNER = "scanner"
    PRINTER = "printer"
    TOKEN = "token"  # noqa: S105 - a device
    LINE = "line"
    OTHER = "other"


KIND_WORDS = {
    EquipmentKind.COMPUTER: "Máy tính",
    EquipmentKind.SCANNER: "Máy quét",
    EquipmentKind.PRINTER: "Máy in",
    EquipmentKind.TOKEN: "Thiết bị ký số (USB token)",
    EquipmentKind.LINE: "Đường truyền",
    EquipmentKind.OTHER: "Khác",
}
STATE_WORDS = {
    EquipmentState.WORKS: "Hoạt động tốt",
    EquipmentState.FAULTY: "Hỏng",
    EquipmentState.IN_REPAIR: "Đang sửa chữa",
    EquipmentState.MISSING: "Thiếu",
}
"""On paper, which is in Vietnamese."""
_HEADS = ("STT", "Tên thiết bị", "Loại", "Nơi đặt", "Số sê-ri", "Tình trạng", "Từ ngày", "Ghi chú gần nhất")
_WIDTHS = (6, 32, 24, 24, 20, 18, 12, 48)


@dataclass(frozen=True, slots=True)
class NewEquipment:
    """A piece of equipment to be entered; `name` is how people of the centre call it."""

    name: str
    kind: EquipmentKind
    place: str = ""
    serial_number: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A piece of equipment after something was noted of it; `event` is the number of the note."""

    one: Equipment
    event: int


def add_equipment(
    desk: Desk, new: NewEquipment, state: EquipmentState = EquipmentState.WORKS, note: str = ""
) -> Noted:
    """Enter a piece of equipment; what is missing is entered too, so that it can be asked for.

    Raises:
        RightMissing: only officials and administrators enter.
        EquipmentUnnamed, EquipmentExists.
    """
    if not desk.actor.may(Right.CATALOGUE):
        require(desk.actor, Right.ACCEPT)
    name = new.name.strip()[:_LONGEST]
    if not name:
        raise EquipmentUnnamed
    place, number = new.place.strip()[:_LONGEST], new.serial_number.strip()[:_LONGEST]
    made = Equipment(name, new.kind.value, place, number, state, desk.clock.now())
    with desk.storage.unit_of_work() as work:
        event = work.equipment.add(desk.settings.agency.code, made, note.strip(), desk.actor.name)
        work.commit()
    return Noted(made, event)


def report_state(desk: Desk, name: str, state: EquipmentState, note: str = "") -> Noted:
    """Note a fault, a repair or that something is missing; anybody who sees it may say so.

    Raises:
        UnknownEquipment.
    """
    agency, now = desk.settings.agency.code, desk.clock.now()
    with desk.storage.unit_of_work() as work:
        one, event = work.equipment.bring(agency, name.strip(), state, now, note.strip(), desk.actor.name)
        work.commit()
    return Noted(one, event)


def take_note_back(desk: Desk, noted: Noted) -> bool:
    """Forget what one noted oneself of a piece of equipment; with its entry the piece itself goes.

    Returns:
        False if something was noted of it since, or somebody else noted it: it stays then.
    """
    agency = desk.settings.agency.code
    with desk.storage.unit_of_work() as work:
        was_last = work.equipment.forget(agency, noted.one.name, noted.event, desk.actor.name)
        work.commit()
    return was_last


def equipment(desk: Desk, *, only_wanting: bool = False) -> tuple[Equipment, ...]:
    """Return the register by name, or what of it is faulty, in repair or missing."""
    with desk.storage.unit_of_work(read_only=True) as work:
        every = work.equipment.every(desk.settings.agency.code)
    return tuple(each for each in every if not only_wanting or each.state is not EquipmentState.WORKS)


def history_of(desk: Desk, name: str) -> tuple[EquipmentEvent, ...]:
    """Return what happened to a piece of equipment, the newest first.

    Raises:
        UnknownEquipment.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.equipment.history(desk.settings.agency.code, name.strip())


def save_equipment(desk: Desk, file: Path, *, only_wanting: bool = False) -> None:
    """Write the register as a workbook (XLSX), in Vietnamese.

    Raises:
        OSError: it cannot be written there.
    """
    found = equipment(desk, only_wanting=only_wanting)
    rows = [_row(desk, number, each) for number, each in enumerate(found, 1)]
    title = "Thiết bị hỏng, thiếu" if only_wanting else "Danh mục thiết bị"
    day = f"{local(desk.clock.now()):%d/%m/%Y}"
    subtitle = f"{desk.settings.agency.centre}, ngày {day}"
    write_plain(PlainTable("Thiết bị", title, subtitle, _HEADS, rows, _WIDTHS), file)


def _row(desk: Desk, number: int, each: Equipment) -> tuple[str | int, ...]:
    kind, state = KIND_WORDS[EquipmentKind(each.kind)], STATE_WORDS[each.state]
    note = next((event.note for event in history_of(desk, each.name) if event.note), "")
    since = f"{local(each.since):%d/%m/%Y}"
    return (number, each.name, kind, each.place, each.serial_number, state, since, note)
