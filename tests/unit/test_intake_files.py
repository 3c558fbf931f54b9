"""Files that are no pages are refused with the reason."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scanning.errors import UnreadableDocument, UnreadableImage
from scanning.intake.documents import open_pages, page_files, single_pages
from scanning.intake.images import open_image, plausible_dpi


def png_that_claims(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose head claims any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"not an image at all", "no image"), (png_that_claims(20, 20), "damaged")],
)
def test_a_file_that_is_no_image_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "page.png"
    file.write_bytes(content)
    with pytest.raises(UnreadableImage) as refused:
        open_image(file)
    assert refused.value.reason == reason


@pytest.mark.parametrize("side", [20_000, 100_000])
def test_an_image_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, side: int) -> None:
    file = tmp_path / "bomb.png"
    file.write_bytes(png_that_claims(side, side))
    with pytest.raises(UnreadableImage):
        open_image(file)
    with pytest.raises(UnreadableImage):
        single_pages([file], tmp_path)


def test_a_broken_pdf_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7 and then nothing")
    with pytest.raises(UnreadableDocument):
        list(open_pages(file))


def test_an_encrypted_pdf_is_refused_for_its_password(shared_data: Path) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        list(open_pages(shared_data / "scans" / "naps2" / "encrypted_pdf.pdf"))
    assert refused.value.reason == "password"


def test_other_files_of_a_folder_are_ignored(tmp_path: Path) -> None:
    for name in ("b.PNG", "a.jpg", "notes.txt", "c.fields.json", "d.tiff", "e.pdf"):
        (tmp_path / name).touch()
    assert [file.name for file in page_files(tmp_path)] == ["a.jpg", "b.PNG", "d.tiff", "e.pdf"]


def test_the_pages_of_a_tiff_become_single_sheets(tmp_path: Path) -> None:
    frames = [Image.fromarray(np.full((300, 200), level, np.uint8)) for level in (10, 120, 240)]
    file = tmp_path / "stack.tif"
    frames[0].save(file, save_all=True, append_images=frames[1:])
    sheets = single_pages([file], tmp_path)
    assert [int(open_image(sheet).pixels.mean()) for sheet in sheets] == [10, 120, 240]


@pytest.mark.parametrize(
    ("noted", "size", "dpi"),
    [
        ((200, 200), (1654, 2339), 200),
        ((72, 72), (2488, 3515), 300),  # cameras and old programs note 72 for everything
        (None, (1654, 2339), 200),
        ((0, 0), (2480, 3508), 300),
        ((300, 300), (3508, 4961), 300),
    ],
)
def test_the_resolution_makes_a_paper_of_it(noted: object, size: tuple[int, int], dpi: int) -> None:
    assert plausible_dpi(noted, size) == dpi
