"""The register of equipment on both databases, its workbook, and `clerk equipment`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.equipment import (
    EquipmentKind,
    NewEquipment,
    add_equipment,
    equipment,
    history_of,
    report_state,
    save_equipment,
    take_note_back,
)
from clerk_app.workflow.errors import EquipmentUnnamed, RightMissing
from clerk_app.workflow.rights import Actor
from storage.accounts import AccountRole
from storage.equipment import EquipmentState
from storage.errors import EquipmentExists, UnknownEquipment
from tests.commands import answered
from tests.desks import desk_over
from tests.fakes.clock import StillClock
from tests.places import Places

SCANNER = NewEquipment("Máy quét quầy 1", EquipmentKind.SCANNER, "Quầy 1", "SN-1")
TOKEN = NewEquipment("Token lãnh đạo", EquipmentKind.TOKEN)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def desk(tmp_path: Path, places: Places, clock: StillClock) -> Iterator[Desk]:
    with desk_over(tmp_path / "desk", places, clock) as opened:
        yield opened


def test_what_one_noted_last_is_taken_back_with_the_state_before(desk: Desk, clock: StillClock) -> None:
    entered = add_equipment(desk, SCANNER)
    clock.advance(timedelta(days=1))
    broken = report_state(desk, SCANNER.name, EquipmentState.FAULTY)
    clock.advance(timedelta(days=1))
    called = report_state(desk, SCANNER.name, EquipmentState.FAULTY, "Đã gọi thợ")
    works = report_state(desk, SCANNER.name, EquipmentState.WORKS)
    assert not take_note_back(desk, broken)
    assert not take_note_back(replace(desk, actor=Actor("other", frozenset())), works)
    assert equipment(desk) == (works.one,)
    assert take_note_back(desk, works)
    assert equipment(desk) == (broken.one,)
    assert take_note_back(desk, called)
    assert equipment(desk) == (broken.one,)
    assert take_note_back(desk, broken)
    assert equipment(desk) == (entered.one,)
    assert take_note_back(desk, entered)
    assert equipment(desk) == ()
    assert not take_note_back(desk, entered)


def test_a_fault_and_its_repair_stay_in_the_history(desk: Desk, clock: StillClock) -> None:
    add_equipment(desk, SCANNER)
    clock.advance(timedelta(days=1))
    report_state(desk, SCANNER.name, EquipmentState.FAULTY, "Kẹt giấy liên tục")
    broken = clock.now()
    clock.advance(timedelta(days=2))
    report_state(desk, SCANNER.name, EquipmentState.FAULTY, "Đã gọi thợ")
    (now,) = equipment(desk, only_wanting=True)
    assert (now.state, now.since) == (EquipmentState.FAULTY, broken)
    report_state(desk, SCANNER.name, EquipmentState.WORKS, "Thay con lăn")
    assert equipment(desk, only_wanting=True) == ()
    assert [(each.state.value, each.note) for each in history_of(desk, SCANNER.name)] == [
        ("works", "Thay con lăn"),
        ("faulty", "Đã gọi thợ"),
        ("faulty", "Kẹt giấy liên tục"),
        ("works", ""),
    ]


def test_a_name_is_given_once_and_is_needed(desk: Desk) -> None:
    add_equipment(desk, SCANNER)
    with pytest.raises(EquipmentExists):
        add_equipment(desk, replace(SCANNER, name=f" {SCANNER.name} "))
    with pytest.raises(EquipmentUnnamed):
        add_equipment(desk, replace(SCANNER, name="  "))
    with pytest.raises(UnknownEquipment):
        report_state(desk, "Máy in", EquipmentState.FAULTY)


def test_anybody_reports_a_fault_and_not_everybody_enters(desk: Desk) -> None:
    add_equipment(desk, SCANNER)
    leader = replace(desk, actor=Actor("leader", frozenset({AccountRole.SUPERVISOR})))
    assert report_state(leader, SCANNER.name, EquipmentState.MISSING).one.state is EquipmentState.MISSING
    with pytest.raises(RightMissing):
        add_equipment(leader, TOKEN)
    administrator = replace(desk, actor=Actor("admin", frozenset({AccountRole.ADMINISTRATOR})))
    assert add_equipment(administrator, TOKEN).one.name == TOKEN.name


def test_the_workbook_lists_what_is_wanting_and_takes_no_formula(desk: Desk, tmp_path: Path) -> None:
    add_equipment(desk, SCANNER)
    add_equipment(desk, TOKEN, EquipmentState.MISSING, '=HYPERLINK("http://example.org")')
    file = tmp_path / "wanting.xlsx"
    save_equipment(desk, file, only_wanting=True)
    sheet = load_workbook(file).worksheets[0]
    (row,) = list(sheet.iter_rows(min_row=4))
    assert [cell.value for cell in row[1:3]] == [TOKEN.name, "Thiết bị ký số (USB token)"]
    assert row[5].value == "Thiếu"
    assert row[7].data_type == "s"
    save_equipment(desk, file)
    assert load_workbook(file).worksheets[0].max_row == 5


def clerk(home: Path, *arguments: str) -> tuple[int, Any]:
    return answered(home, "equipment", *arguments)


def test_the_register_from_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "all.xlsx"
    added = clerk(tmp_path, "add", "Printer 2", "--kind", "printer", "--place", "Hall", "--serial", "P-9")
    assert (added[0], added[1]["equipment"]["state"]) == (0, "works")
    assert clerk(tmp_path, "add", "Printer 2", "--kind", "printer")[0] == 3
    assert clerk(tmp_path, "fault", "Printer 2", "--note", "No toner")[1]["equipment"]["state"] == "faulty"
    assert clerk(tmp_path, "fault", "Printer 3")[0] == 3
    (wanting,) = clerk(tmp_path, "list", "--wanting")[1]["equipment"]
    assert [each["note"] for each in wanting["history"]] == ["No toner", ""]
    assert clerk(tmp_path, "repair", "Printer 2")[1]["equipment"]["state"] == "works"
    listed = clerk(tmp_path, "list", "--xlsx", str(file))[1]
    assert (listed["file"], file.exists()) == (str(file), True)
    assert clerk(tmp_path, "list", "--wanting")[1]["equipment"] == []
