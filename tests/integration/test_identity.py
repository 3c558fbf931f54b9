"""Cards, pages and the application, compared."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.cli.main import main
from clerk_app.embedded import Embedded
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import digitise
from clerk_app.workflow.identity import Witness, identity
from clerk_app.workflow.intake import Application, accept
from scanning.extract.citizen_card import CardDoubt
from scanning.extract.model import FieldName
from scanning.intake.images import save_image
from scanning.model import silent
from storage.model import Dossier, Person
from tests.desks import PROCEDURE, desk_in, load
from tests.papers import form_of_a_person

CARD = "001190000123||Nguyễn Thị An|05031990|Nữ|Thôn 1, An Bình, Cần Thơ|10052021"
LINES = (
    "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "Họ, chữ đệm, tên người yêu cầu: NGUYỄN THỊ AN",
    "Ngày, tháng, năm sinh: 05/03/1991    Giới tính: Nữ",
    "Số định danh cá nhân: 001190000128",
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Embedded, Path]]:
    folder = tmp_path_factory.mktemp("identity")
    save_image(form_of_a_person(LINES, CARD), folder / "form.png")
    with desk_in(folder / "home") as (desk, embedded):
        yield desk, embedded, folder / "form.png"


def scanned_for(room: tuple[Desk, Embedded, Path], person: Person) -> Dossier:
    desk, embedded, form = room
    dossier = accept(desk, Application(person.id_number, PROCEDURE, person))
    load(embedded, [form], person.id_number)
    for _event in digitise(desk, dossier.code, "TP01", report=silent):
        pass
    return dossier


def test_what_is_said_in_two_ways_is_shown(room: tuple[Desk, Embedded, Path]) -> None:
    dossier = scanned_for(room, Person("Nguyễn Thị An", "001190000123"))
    found = identity(room[0], dossier.code)
    told = [(each.witness, each.name, each.expected, each.read) for each in found.mismatches]
    assert told == [
        (Witness.APPLICATION, FieldName.ID_NUMBER, "001190000123", "001190000128"),
        (Witness.CARD, FieldName.ID_NUMBER, "001190000123", "001190000128"),
        (Witness.CARD, FieldName.BORN, "1990-03-05", "1991-03-05"),
    ]
    assert {(each.component, each.page) for each in found.mismatches} == {("TP01", 1)}
    assert [(each.component, each.page, each.doubts) for each in found.doubtful] == [
        ("TP01", 1, (CardDoubt.YEAR,))
    ]
    assert "0011" not in repr(found)


def test_a_wrong_digit_at_the_counter_is_found_by_the_card(room: tuple[Desk, Embedded, Path]) -> None:
    dossier = scanned_for(room, Person("Nguyễn Thị  An", "001190000132"))
    found = [each for each in identity(room[0], dossier.code).mismatches if each.read == "001190000123"]
    assert [(each.witness, each.expected) for each in found] == [(Witness.APPLICATION, "001190000132")]


def test_somebody_else_is_not_compared(room: tuple[Desk, Embedded, Path]) -> None:
    dossier = scanned_for(room, Person("Lê Văn Dũng", "092094000002"))
    found = identity(room[0], dossier.code).mismatches
    assert {each.witness for each in found} == {Witness.CARD}


def test_the_command_says_it(room: tuple[Desk, Embedded, Path], capsys: pytest.CaptureFixture[str]) -> None:
    dossier = scanned_for(room, Person("Nguyễn Thị An", "001190000124"))
    home = ["--home", room[0].settings.home]
    assert main(["dossier", "identity", dossier.code, *home, "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert {each["read"] for each in answer["mismatches"]} == {"001190000123", "001190000128", "1991-03-05"}
    assert main(["dossier", "identity", dossier.code, *home]) == 1
    assert "TP01, trang 1 ghi 001190000128" in capsys.readouterr().out
