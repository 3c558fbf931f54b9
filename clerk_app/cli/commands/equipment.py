"""``clerk equipment``: the register of computers, scanners, printers, tokens and lines."""

import argparse
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.equipment import (
    EquipmentKind,
    NewEquipment,
    add_equipment,
    equipment,
    history_of,
    report_state,
    save_equipment,
)
from clerk_app.workflow.office import local
from storage.equipment import Equipment, EquipmentEvent, EquipmentState

_FAULTS = (EquipmentState.FAULTY, EquipmentState.MISSING)
_REPAIRS = (EquipmentState.WORKS, EquipmentState.IN_REPAIR)


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("equipment", parents=[common], help="what the centre has, and how it is")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", parents=[common], help="the register, with every history")
    listing.add_argument("--wanting", action="store_true", help="only faulty, in repair or missing")
    listing.add_argument("--xlsx", type=Path, help="as a workbook")
    listing.set_defaults(run=_list)
    adding = actions.add_parser("add", parents=[common], help="enter a piece of equipment")
    adding.add_argument("name")
    adding.add_argument("--kind", choices=[each.value for each in EquipmentKind], required=True)
    adding.add_argument("--place", default="")
    adding.add_argument("--serial", default="")
    adding.add_argument("--missing", action="store_true", help="the centre ought to have it")
    adding.add_argument("--note", default="")
    adding.set_defaults(run=_add)
    _add_report(actions, common, "fault", "it does not work, or is missing", _FAULTS)
    _add_report(actions, common, "repair", "it works again, or is being repaired", _REPAIRS)


def _add_report(
    actions: Any,
    common: argparse.ArgumentParser,
    name: str,
    what: str,
    states: tuple[EquipmentState, ...],
) -> None:
    parser = actions.add_parser(name, parents=[common], help=what)
    parser.add_argument("name")
    parser.add_argument("--state", choices=[each.value for each in states], default=states[0].value)
    parser.add_argument("--note", default="")
    parser.set_defaults(run=_report)


def _list(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        found = equipment(desk, only_wanting=options.wanting)
        rows = [{**_as_data(each), "history": _told(history_of(desk, each.name))} for each in found]
        if options.xlsx:
            save_equipment(desk, options.xlsx, only_wanting=options.wanting)
    if options.json:
        file = {"file": str(options.xlsx.absolute())} if options.xlsx else {}
        answer({"equipment": rows, **file})
    for each in () if options.json else found:
        line(f"{each.name}  {each.kind}  {each.place}  {each.state.value}")
    return ExitCode.DONE


def _add(settings: Settings, options: argparse.Namespace) -> ExitCode:
    new = NewEquipment(options.name, EquipmentKind(options.kind), options.place, options.serial)
    state = EquipmentState.MISSING if options.missing else EquipmentState.WORKS
    with signed_in(settings, options) as desk:
        made = add_equipment(desk, new, state, options.note).one
    return _said(options, made)


def _report(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        changed = report_state(desk, options.name, EquipmentState(options.state), options.note).one
    return _said(options, changed)


def _said(options: argparse.Namespace, one: Equipment) -> ExitCode:
    if options.json:
        answer({"equipment": _as_data(one)})
    else:
        line(f"{one.name}  {one.state.value}")
    return ExitCode.DONE


def _as_data(one: Equipment) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "place": one.place,
        "serial_number": one.serial_number,
        "state": one.state.value,
        "since": local(one.since).isoformat(),
    }


def _told(events: tuple[EquipmentEvent, ...]) -> list[dict[str, str]]:
    return [
        {
            "state": each.state.value,
            "at": local(each.at).isoformat(),
            "note": each.note,
            "actor": each.actor,
        }
        for each in events
    ]
