"""Open any file that holds pages: images, TIFF, PDF."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pypdfium2

from scanning.errors import UnreadableDocument
from scanning.intake.embedded import embedded_scan
from scanning.intake.images import LARGEST_PIXELS, frames, open_images, save_image
from scanning.model import PageImage, Pixels

IMAGE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
PAGE_SUFFIXES = IMAGE_SUFFIXES | {".pdf"}

_POINTS_PER_INCH = 72
_DPI = 300


def page_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that hold pages, by name; other files are ignored."""
    return tuple(sorted(file for file in folder.iterdir() if file.suffix.lower() in PAGE_SUFFIXES))


def frames_of(file: Path) -> int:
    """Return how many pages a file claims to hold, reading no more than its head.

    Raises:
        UnreadableImage, UnreadableDocument: see `open_pages`.
    """
    if file.suffix.lower() != ".pdf":
        return frames(file)
    with _opened(file) as document:
        return len(document)


def open_pages(file: Path) -> Iterator[PageImage]:
    """Yield the pages of an image, a TIFF or a PDF; a page that is more than a scan is drawn at 300 dpi.

    Raises:
        UnreadableImage: an image that is empty, damaged or too large.
        UnreadableDocument: a PDF that is missing, damaged or asks for a password.
    """
    yield from _pdf_pages(file) if file.suffix.lower() == ".pdf" else open_images(file)


def single_pages(files: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Return one image file per page: images as they are, pages of PDF and TIFF drawn into `folder`.

    Raises:
        UnreadableImage, UnreadableDocument: the first file that cannot be fed.
    """
    singles: list[Path] = []
    for file in files:
        if file.suffix.lower() != ".pdf" and frames(file) == 1:
            singles.append(file)
            continue
        for number, page in enumerate(open_pages(file), 1):
            singles.append(folder / f"{len(singles) + 1:04d}-{file.stem}-{number}.png")
            save_image(page, singles[-1])
    return tuple(singles)


def _pdf_pages(file: Path) -> Iterator[PageImage]:
    with _opened(file) as document:
        for page in document:
            _refuse_huge(page)
            yield embedded_scan(page) or PageImage(_draw(page), _DPI)


@contextmanager
def _opened(file: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with pypdfium2.PdfDocument(file) as document:
            yield document
    except pypdfium2.PdfiumError as error:
        reason = "password" if "password" in str(error).lower() else "damaged"
        raise UnreadableDocument(file, reason) from error
    except FileNotFoundError as error:
        raise UnreadableDocument(file, "missing") from error


def _refuse_huge(page: pypdfium2.PdfPage) -> None:
    width, height = page.get_size()
    if width * height * _DPI**2 / _POINTS_PER_INCH**2 > LARGEST_PIXELS:
        raise pypdfium2.PdfiumError("page too large")


def _draw(page: pypdfium2.PdfPage) -> Pixels:
    return np.asarray(page.render(scale=_DPI / _POINTS_PER_INCH).to_pil().convert("RGB"))
