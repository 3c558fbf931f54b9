"""Files instead of paper: chosen ones, and those that arrive in a folder."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import PageKept
from clerk_app.workflow.import_files import FileRefused, import_files, watch_folder
from scanning.intake.images import open_image
from scanning.model import ReadPage, silent
from scanning.pipeline import read_page
from storage.model import DossierCode, Page
from tests.conftest import ROOT
from tests.desks import accepted, desk_in
from tests.papers import bars, numbered_sheet, write_sheets


@dataclass(frozen=True)
class Place:
    """An open desk with one dossier."""

    desk: Desk
    home: Path
    code: DossierCode

    def pages(self) -> tuple[Page, ...]:
        with self.desk.storage.unit_of_work(read_only=True) as work:
            return work.pages.of(self.code, "TP01")

    def shown(self) -> list[int]:
        """Return the numbers that the pages show, in their order."""
        contents = self.desk.storage.contents
        return [bars(open_image(contents.path(page.original))) for page in self.pages()]

    def take(self, *files: Path) -> list[FileRefused]:
        events = list(import_files(self.desk, self.code, "TP01", files))
        assert any(isinstance(event, PageKept) for event in events) or not self.pages()
        return [event for event in events if isinstance(event, FileRefused)]

    def watch(self, folder: Path) -> list[FileRefused]:
        events = watch_folder(self.desk, self.code, "TP01", folder, translate=str, report=silent, once=True)
        return [event for event in events if isinstance(event, FileRefused)]


def without_words(original: object, _recipe: object, *, reader: object) -> ReadPage:
    return read_page(original, reader=lambda _page: ())  # type: ignore[arg-type]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setattr("clerk_app.workflow.digitise.read_page", without_words)
    with desk_in(tmp_path / "home") as (desk, _embedded):
        yield Place(desk, tmp_path / "home", accepted(desk).code)


def as_pdf(target: Path, *numbers: int) -> Path:
    first, *rest = (Image.fromarray(numbered_sheet(number).pixels) for number in numbers)
    first.save(target, save_all=True, append_images=rest, resolution=75)
    return target


def test_images_tiff_and_pdf_become_pages_in_the_order_they_are_given(place: Place, tmp_path: Path) -> None:
    (png,) = write_sheets(tmp_path / "paper", 1)
    tiff = as_pdf(tmp_path / "two.tif", 2, 3)
    assert place.take(png, tiff, as_pdf(tmp_path / "two.pdf", 4, 5)) == []
    assert place.shown() == [1, 2, 3, 4, 5]
    assert all(page.cleaned for page in place.pages())


def test_an_image_is_kept_byte_for_byte(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    Image.fromarray(numbered_sheet(2).pixels).save(file, quality=77)
    place.take(file)
    (page,) = place.pages()
    assert place.desk.storage.contents.path(page.original).read_bytes() == file.read_bytes()


def test_a_file_that_is_taken_twice_is_there_once(place: Place, tmp_path: Path) -> None:
    file = as_pdf(tmp_path / "two.pdf", 1, 2)
    place.take(file)
    place.take(file)
    assert place.shown() == [1, 2]


def test_odd_files_are_refused_with_the_reason_and_the_others_taken(place: Place, tmp_path: Path) -> None:
    (good,) = write_sheets(tmp_path / "paper", 1)
    torn = as_pdf(tmp_path / "torn.tif", 2, 3)
    torn.write_bytes(torn.read_bytes()[:-2000])
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"PK\x03\x04")
    empty = tmp_path / "empty.pdf"
    empty.touch()
    refused = place.take(letter, torn, empty, tmp_path / "gone.pdf", good)
    assert [(each.file.name, each.error.reason) for each in refused] == [
        ("letter.docx", "no image"),
        ("torn.tif", "damaged"),
        ("empty.pdf", "damaged"),
        ("gone.pdf", "missing"),
    ]
    assert place.shown() == [1]


def test_files_that_arrive_in_a_folder_are_taken_by_name_and_moved(place: Place, tmp_path: Path) -> None:
    folder = tmp_path / "share"
    for number, file in enumerate(write_sheets(folder, 3), 1):
        file.rename(folder / f"scan{number * 5}.png")
    (folder / "scan99.png").write_bytes(b"no picture IEND")
    (folder / ".hidden.png").write_bytes(b"")
    (refused,) = place.watch(folder)
    assert refused.error.reason == "no image"
    assert place.shown() == [1, 2, 3]
    assert {file.name for file in (folder / "taken").iterdir()} == {"scan5.png", "scan10.png", "scan15.png"}
    assert {file.name for file in (folder / "refused").iterdir()} == {"scan99.png", "scan99.png.txt"}
    assert [file.name for file in folder.iterdir() if file.is_file()] == [".hidden.png"]


@pytest.mark.parametrize("moment", ["after one is kept", "before the file is moved"])
def test_a_watch_that_is_killed_loses_nothing_and_doubles_nothing(tmp_path: Path, moment: str) -> None:
    folder, home = tmp_path / "share", tmp_path / "home"
    folder.mkdir()
    as_pdf(folder / "1.pdf", 1, 2)
    shutil.copyfile(write_sheets(tmp_path / "paper", 3)[2], folder / "2.png")
    with desk_in(home) as (desk, _embedded):
        code = accepted(desk).code
    killed = subprocess.run(
        [sys.executable, "-m", "tests.saboteurs.watcher", home, code, folder, moment], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert (folder / "1.pdf").exists()
    with desk_in(home) as (desk, _embedded):
        place = Place(desk, home, code)
        place.watch(folder)
        assert place.shown() == [1, 2, 3]
    assert {file.name for file in (folder / "taken").iterdir()} == {"1.pdf", "2.png"}
