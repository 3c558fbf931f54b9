"""Photograph the help desk: ``python -m tests.gui.photograph_helpdesk OUT_DIR [LANGUAGE]``.

Under a virtual screen:
``xvfb-run -a -s "-screen 0 1366x768x24" python -m tests.gui.photograph_helpdesk /tmp/pictures``.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QApplication

from clerk_app.gui.application import window
from clerk_app.gui.screens.helpdesk.screen import HelpDeskScreen
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.equipment import EquipmentKind, NewEquipment, add_equipment, report_state
from clerk_app.workflow.frontdesk.helping import HelpKind, note_help
from clerk_app.workflow.frontdesk.roster import appoint, duty_week, week_to_plan
from clerk_app.workflow.office import local
from storage.equipment import EquipmentState
from tests.desks import PROCEDURE
from tests.gui.photograph_hall import rest, take

_TEAM = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em")
_MACHINES = (
    NewEquipment("Máy tính quầy 1", EquipmentKind.COMPUTER, "Quầy 1", "PC-2025-011"),
    NewEquipment("Máy quét quầy 1", EquipmentKind.SCANNER, "Quầy 1", "FI-8040-77"),
    NewEquipment("Máy in phiếu", EquipmentKind.PRINTER, "Sảnh chờ"),
    NewEquipment("Token lãnh đạo", EquipmentKind.TOKEN, "Phòng lãnh đạo", "54A9"),
    NewEquipment("Đường truyền số liệu chuyên dùng", EquipmentKind.LINE, "Phòng máy chủ"),
)


def fill(desk: Desk) -> None:
    """Let people be helped, the team be on duty, and a machine be faulty."""
    for number, kind in enumerate([*HelpKind, *HelpKind, HelpKind.ONLINE_FORM]):
        note_help(desk, kind, 5 + number, PROCEDURE)
    for number, day in enumerate(duty_week(desk, week_to_plan(desk))):
        appoint(desk, day.day, (_TEAM[number % 5], _TEAM[(number + 2) % 5]))
    today = local(desk.clock.now()).date()
    appoint(desk, today, _TEAM[:2])
    for each in _MACHINES:
        add_equipment(desk, each)
    report_state(desk, "Máy quét quầy 1", EquipmentState.FAULTY, "Kẹt giấy liên tục, kéo hai tờ một lần")
    report_state(desk, "Máy in phiếu", EquipmentState.IN_REPAIR, "Đã gửi đơn vị bảo hành")


def photograph(out: Path, language: str) -> None:
    """Take a picture of each page."""
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    with TemporaryDirectory() as home, window(Settings(home=home, language=language), application) as shown:
        fill(shown.place.desk)
        shown.resize(QSize(1366, 768))
        shown.show()
        rest()
        shown.go_to("helpdesk")
        screen = shown.screen_of("helpdesk")
        assert isinstance(screen, HelpDeskScreen)
        rest()
        screen.guide.field.setText("khai sinh")
        for number, name in enumerate(("guide", "given", "duty", "equipment")):
            screen.turn_to(number)
            rest()
            if name == "equipment":
                screen.machines.list.selectRow(2)
            take(out, f"helpdesk-{name}-{language}", shown)
        shown.close()


if __name__ == "__main__":
    photograph(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "vi")
