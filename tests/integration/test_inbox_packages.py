"""Online dossiers that come by hand: taken in whole, once, and never trusted."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.inbox import Fetched, import_filings, inbox
from storage.errors import FilingsRefused
from tests.desks import PROCEDURE, desk_in
from tests.fakes.records import ignore

CODE = "H92.01.13-261008-000017"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_in(tmp_path_factory.mktemp("hand") / "home") as (opened, _embedded):
        yield opened


@pytest.fixture
def form(tmp_path: Path) -> bytes:
    canvas = Canvas(str(tmp_path / "form.pdf"))
    canvas.drawString(100, 500, "Form")
    canvas.save()
    return (tmp_path / "form.pdf").read_bytes()


def _filing(content: bytes, code: str = CODE, place: str = "1") -> dict[str, Any]:
    file = {
        "component": "TP01",
        "name": "../../tờ khai.pdf",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "media_type": "application/pdf",
    }
    return {
        "code": code,
        "receipt": "DVC-1",
        "place": place,
        "procedure_code": PROCEDURE,
        "procedure_name": "Đăng ký khai sinh",
        "applicant": {"full_name": "Lê Thị Hồng Nhung", "id_number": "092194005678"},
        "filed_at": "2026-10-08T02:30:00+00:00",
        "files": [file],
    }


def _package(path: Path, content: bytes, *filings: dict[str, Any], **others: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("filings.json", json.dumps({"format": "clerk-filings/1", "filings": filings}))
        archive.writestr(f"files/{hashlib.sha256(content).hexdigest()}", content)
        for name, data in others.items():
            archive.writestr(name, data)
    return path


def _taken(desk: Desk, file: Path) -> list[Fetched]:
    return list(import_filings(desk, file, report=ignore))


def test_a_package_is_taken_in_and_again_changes_nothing(desk: Desk, tmp_path: Path, form: bytes) -> None:
    file = _package(tmp_path / "one.zip", form, _filing(form))
    (came,) = _taken(desk, file)
    assert (came.dossier.code, came.new, came.lost) == (CODE, True, ())
    assert _taken(desk, file) == []
    (item,) = (each for each in inbox(desk) if each.dossier.code == CODE)
    assert [each.component for each in item.documents] == ["TP01"]
    assert "/" not in item.documents[0].file_name


def test_a_file_that_is_missing_or_another_counts_as_lost(desk: Desk, tmp_path: Path, form: bytes) -> None:
    code = "H92.01.13-261008-000018"
    filing = _filing(form + b"other", code)
    (came,) = _taken(desk, _package(tmp_path / "two.zip", form, filing))
    assert came.lost == ("TP01",)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda filing: filing | {"code": "../../etc"},
        lambda filing: filing | {"filed_at": "2026-10-08T02:30:00"},
        lambda filing: filing | {"receipt": ""},
        lambda filing: filing | {"files": [filing["files"][0] | {"component": "../x"}]},
        lambda filing: filing | {"files": [filing["files"][0] | {"sha256": "x"}]},
        lambda filing: filing | {"files": [filing["files"][0] | {"bytes": -1}]},
        lambda _filing: {},
    ],
)
def test_a_filing_that_makes_no_sense_is_refused_whole(
    desk: Desk, tmp_path: Path, form: bytes, spoil: Any
) -> None:
    good = _filing(form, "H92.01.13-261008-000019")
    with pytest.raises(FilingsRefused):
        _taken(desk, _package(tmp_path / "bad.zip", form, good, spoil(_filing(form))))
    assert all(each.dossier.code != good["code"] for each in inbox(desk))


@pytest.mark.parametrize("name", ["../escape", "/absolute", "c:\\windows", "FILINGS.json"])
def test_a_hostile_archive_is_refused(desk: Desk, tmp_path: Path, form: bytes, name: str) -> None:
    file = _package(tmp_path / "hostile.zip", form, _filing(form), **{name: b"x"})
    with pytest.raises(FilingsRefused):
        _taken(desk, file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["form.pdf", "hostile.zip"]


def test_what_is_no_archive_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "letter.zip"
    file.write_bytes(b"PK\x03\x04 but no archive")
    with pytest.raises(FilingsRefused):
        _taken(desk, file)
