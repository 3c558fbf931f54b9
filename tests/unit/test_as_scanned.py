"""As scanned: the scanner's JPEG in the PDF byte for byte, whichever way up it is shown."""

import io
from dataclasses import replace

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from scanning.bundle.encode import encoded_as_scanned
from scanning.cleanup.recipe import AS_SCANNED
from scanning.cleanup.turn import turned
from scanning.intake.jpeg import jpeg_facts
from scanning.model import PageImage, Pixels, Word
from scanning.pipeline import read_page
from tests.papers import sample_page

DPI = 100


def small_page(*, grey: bool = False) -> PageImage:
    pixels = sample_page(2).pixels[::3, ::3]
    return PageImage(np.ascontiguousarray(pixels[:, :, 1] if grey else pixels), DPI)


def jpeg(page: PageImage, *, note: int = 1) -> bytes:
    """Return a page as a scanner or a telephone would give it, with the EXIF note of how it lies."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = note
    Image.fromarray(page.pixels).save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def unread(_page: PageImage) -> tuple[Word, ...]:
    return ()


def shown(picture: bytes) -> Pixels:
    with pypdfium2.PdfDocument(io.BytesIO(picture)) as document:
        return np.asarray(document[0].render(scale=DPI / 72).to_pil().convert("RGB"))


def apart(picture: bytes, page: PageImage) -> float:
    """Return how far a picture as drawn is from a page, in grey levels; grain and JPEG make one or two."""
    drawn = shown(picture)
    wanted = np.asarray(Image.fromarray(page.pixels).convert("RGB"))
    assert drawn.shape == wanted.shape
    return float(cv2.absdiff(cv2.blur(drawn, (7, 7)), cv2.blur(wanted, (7, 7))).mean())


def stream_of(picture: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(picture)) as document:
        (image,) = document.pages[0].resources.XObject.values()
        return bytes(image.read_raw_bytes())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("grey", [True, False])
def test_the_jpeg_is_kept_byte_for_byte_and_shown_as_it_was_turned(turn: int, grey: bool) -> None:
    page = small_page(grey=grey)
    data = jpeg(page)
    read = read_page(page, replace(AS_SCANNED, turn=turn), reader=unread)
    bundle = encoded_as_scanned(read, data)
    assert stream_of(bundle.picture) == data
    assert apart(bundle.picture, turned(page, turn)) < 3


@pytest.mark.parametrize(("note", "stored"), [(3, 180), (6, 270), (8, 90)])
def test_a_photo_that_lies_on_its_side_is_shown_upright(note: int, stored: int) -> None:
    page = small_page()
    data = jpeg(turned(page, stored), note=note)
    bundle = encoded_as_scanned(read_page(page, AS_SCANNED, reader=unread), data)
    assert stream_of(bundle.picture) == data
    assert apart(bundle.picture, page) < 3


def test_what_came_otherwise_is_one_jpeg_or_exact() -> None:
    page = small_page()
    bundle = encoded_as_scanned(read_page(page, AS_SCANNED, reader=unread), b"\x89PNG...")
    assert jpeg_facts(stream_of(bundle.picture)) is not None
    assert apart(bundle.picture, page) < 3
    bilevel = PageImage(np.where(page.pixels[:, :, 1] < 128, 0, 255).astype(np.uint8), DPI)
    exact = encoded_as_scanned(read_page(bilevel, replace(AS_SCANNED, turn=0), reader=unread), b"")
    with pikepdf.open(io.BytesIO(exact.picture)) as document:
        (image,) = document.pages[0].resources.XObject.values()
        assert isinstance(image, pikepdf.Stream)
        kept = np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("L"))
    assert np.array_equal(kept, bilevel.pixels)


def test_a_jpeg_for_printing_presses_or_a_mirrored_one_is_not_taken_as_it_is() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (20, 30)).save(out, "JPEG")
    assert jpeg_facts(out.getvalue()) is None
    assert jpeg_facts(jpeg(small_page(), note=2)) is None
    assert jpeg_facts(b"") is None
