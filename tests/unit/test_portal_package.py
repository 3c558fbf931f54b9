"""Answers to packages: hostile files are refused, and nothing that was not packaged is answered."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.errors import AnswerRefused
from storage.portal import PortalStatus, SubmissionFile
from storage.portal.package import Form, Shelf
from storage.portal.package.answer import read_answer
from tests.fakes.records import pdf

CODE = "H15-261008-0001"


def _said(**changes: object) -> dict[str, object]:
    head = {"format": "clerk-answer/1", "dossier": CODE, "manifest": "0" * 64}
    return {**head, "status": "accepted", "receipt": "R-1", **changes}


def _zip(file: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file


def _link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


def _answer(**changes: object) -> tuple[str, bytes]:
    return "answer.json", json.dumps(_said(**changes)).encode()


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([_answer(), ("../../evil", b"x")], "path"),
        ([_answer(), ("/etc/passwd", b"x")], "path"),
        ([_answer(), ("..\\evil", b"x")], "path"),
        ([_answer(), ("c:evil", b"x")], "path"),
        ([_answer(), (_link("harmless"), b"/etc/passwd")], "link"),
        ([_answer(), ("ANSWER.json", b"{}")], "duplicate"),
        ([_answer(), ("bomb", b"\0" * 30_000_000)], "size"),
        ([(f"{number}", b"") for number in range(30)], "size"),
        ([("other.json", b"{}")], "answer.json"),
        ([("answer.json", b"{")], "json"),
        ([("answer.json", b"[" * 100_000)], "json"),
        ([("answer.json", b"[]")], "form"),
        ([_answer(status="perhaps")], "form"),
        ([_answer(receipt="")], "form"),
        ([_answer(receipt="9" * 201)], "form"),
        ([_answer(status="refused", reasons=[])], "form"),
        ([_answer(status="refused", reasons=[7])], "form"),
        ([_answer(format="clerk-answer/2")], "form"),
    ],
)
def test_a_hostile_answer_is_refused(
    tmp_path: Path, entries: list[tuple[str | zipfile.ZipInfo, bytes]], reason: str
) -> None:
    with pytest.raises(AnswerRefused) as caught:
        read_answer(_zip(tmp_path / "a.zip", *entries))
    assert caught.value.reason == reason
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_a_zip_that_lies_about_its_sizes_cannot_fill_the_memory(tmp_path: Path) -> None:
    file = _zip(tmp_path / "a.zip", ("answer.json", b" " * 5_000_000))
    content = bytearray(file.read_bytes())
    size = (5_000_000).to_bytes(4, "little")
    assert content.count(size) == 2
    file.write_bytes(bytes(content).replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(AnswerRefused):
        read_answer(file)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_zip_is_read_or_refused_and_nothing_else(tmp_path: Path, at: int, noise: bytes) -> None:
    file = _zip(tmp_path / "a.zip", _answer())
    content = bytearray(file.read_bytes())
    at %= len(content)
    content[at : at + len(noise)] = noise
    file.write_bytes(content)
    with suppress(AnswerRefused):
        assert isinstance(read_answer(file).dossier, str)


def test_a_plain_json_file_does_as_well(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(_said(status="refused", reasons=["Thiếu chữ ký"])), "utf-8")
    read = read_answer(file)
    assert (read.answer.status, read.answer.reasons) == (PortalStatus.REFUSED, ("Thiếu chữ ký",))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    found = Shelf(tmp_path / "packages")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("one"))
    file = SubmissionFile("G01.pdf", path, hashlib.sha256(pdf("one")).hexdigest(), len(pdf("one")), "G01")
    found.ask("k1", "submission", CODE, {"code": CODE}, [file])
    return found


def _manifest(package: Path) -> tuple[dict[str, object], str]:
    with zipfile.ZipFile(package) as archive:
        content = archive.read("manifest.json")
    return json.loads(content), hashlib.sha256(content).hexdigest()


def test_a_package_holds_files_and_forms_with_their_digests(shelf: Shelf) -> None:
    package = shelf.pack("k1", [Form("01.pdf", pdf("form"))])
    manifest, _digest = _manifest(package)
    with zipfile.ZipFile(package) as archive:
        for entry in (*manifest["files"], *manifest["forms"]):  # type: ignore[misc]
            content = archive.read(entry["path"])
            assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        assert sorted(archive.namelist()) == ["files/01-G01.pdf", "forms/01.pdf", "manifest.json"]
    assert shelf.pack("k1", []) == package


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda said: {**said, "manifest": "0" * 64}, "manifest"),
        (lambda said: {**said, "dossier": "H15-261008-0002"}, "dossier"),
    ],
)
def test_an_answer_to_something_else_is_refused(
    shelf: Shelf,
    tmp_path: Path,
    change: Callable[[dict[str, object]], dict[str, object]],
    reason: str,
) -> None:
    _content, digest = _manifest(shelf.pack("k1", []))
    file = tmp_path / "a.json"
    file.write_text(json.dumps(change(_said(manifest=digest))), "utf-8")
    with pytest.raises(AnswerRefused) as caught:
        shelf.take(read_answer(file))
    assert caught.value.reason == reason
    assert shelf.answer("k1") is None


def test_an_answer_is_final(shelf: Shelf, tmp_path: Path) -> None:
    _content, digest = _manifest(shelf.pack("k1", []))
    file = tmp_path / "a.json"
    file.write_text(json.dumps(_said(manifest=digest)), "utf-8")
    for _twice in range(2):
        assert shelf.take(read_answer(file)).key == "k1"
    file.write_text(json.dumps(_said(manifest=digest, receipt="R-2")), "utf-8")
    with pytest.raises(AnswerRefused):
        shelf.take(read_answer(file))
    kept = shelf.answer("k1")
    assert kept is not None
    assert kept.receipt == "R-1"
