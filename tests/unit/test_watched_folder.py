"""Which files of a watched folder are whole."""

import os
from pathlib import Path

import pytest

from scanning.intake.folder import WatchedFolder

WHOLE = b"%PDF-1.7 ... %%EOF\n"


def names(files: tuple[Path, ...]) -> list[str]:
    return [file.name for file in files]


def looked_twice(watched: WatchedFolder) -> list[str]:
    watched.ready()
    return names(watched.ready())


def test_a_file_is_ready_when_it_looks_the_same_twice(tmp_path: Path) -> None:
    watched = WatchedFolder(tmp_path)
    (tmp_path / "a.pdf").write_bytes(WHOLE)
    assert watched.ready() == ()
    (tmp_path / "a.pdf").write_bytes(WHOLE + WHOLE)
    assert watched.ready() == ()
    assert names(watched.ready()) == ["a.pdf"]


def test_files_come_by_name_with_numbers_by_their_value(tmp_path: Path) -> None:
    for name in ("scan10.pdf", "Scan2.pdf", "scan1.pdf"):
        (tmp_path / name).write_bytes(WHOLE)
    assert looked_twice(WatchedFolder(tmp_path)) == ["scan1.pdf", "Scan2.pdf", "scan10.pdf"]


@pytest.mark.parametrize("name", [".a.pdf", "~$a.pdf", "a.pdf.part", "a.TMP", "a.pdf~", "Thumbs.db"])
def test_hidden_and_temporary_files_are_left(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(WHOLE)
    (tmp_path / "taken").mkdir()
    assert looked_twice(WatchedFolder(tmp_path)) == []


def test_a_file_that_somebody_writes_holds_back_those_behind_it(tmp_path: Path) -> None:
    (tmp_path / "1.tif").write_bytes(b"whole")
    (tmp_path / "3.tif").write_bytes(b"whole")
    with (tmp_path / "2.tif").open("wb"):
        assert looked_twice(WatchedFolder(tmp_path)) == ["1.tif"]
    assert looked_twice(WatchedFolder(tmp_path)) == ["1.tif", "2.tif", "3.tif"]


@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.png"])
def test_a_file_without_its_end_is_left_until_it_is_old(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.7 half of it")
    assert looked_twice(WatchedFolder(tmp_path)) == []
    os.utime(file, (0, 0))
    assert looked_twice(WatchedFolder(tmp_path)) == [name]


def test_a_file_that_is_done_goes_beside_one_of_the_same_name(tmp_path: Path) -> None:
    watched = WatchedFolder(tmp_path)
    for text in ("first", "second"):
        (tmp_path / "a.pdf").write_text(text, "utf-8")
        watched.put_taken(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_text("bad", "utf-8")
    watched.put_refused(tmp_path / "b.pdf", "Tệp bị hỏng.")
    assert (tmp_path / "taken" / "a.pdf").read_text("utf-8") == "first"
    assert (tmp_path / "taken" / "a-2.pdf").read_text("utf-8") == "second"
    assert (tmp_path / "refused" / "b.pdf.txt").read_text("utf-8") == "Tệp bị hỏng.\n"


def test_a_file_that_somebody_took_away_is_let_go(tmp_path: Path) -> None:
    WatchedFolder(tmp_path).put_refused(tmp_path / "gone.pdf", "Không có tệp.")
    assert list(tmp_path.iterdir()) == []
