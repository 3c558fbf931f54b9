"""Turn a file that somebody brings into sheets, like those of a scanner."""

import shutil
from pathlib import Path

from scanning.intake.documents import frames_of, open_pages
from scanning.intake.images import open_image, save_image
from scanning.model import PageImage, ScannedSheet


def sheets_of(file: Path, spool: Path, name: str) -> tuple[ScannedSheet, ...]:
    """Return all pages of an image, TIFF or PDF as files in the spool; none of them if one is damaged.

    An image of one page stays as it is, byte for byte; the scan in a PDF keeps its pixels.

    Args:
        file: is read only.
        spool: receives the pages.
        name: begins the names of their files.

    Raises:
        UnreadableImage, UnreadableDocument: with the reason; nothing of it is taken.
        OSError: the spool cannot be written.
    """
    spool.mkdir(parents=True, exist_ok=True)
    if file.suffix.lower() != ".pdf" and frames_of(file) == 1:
        copy = spool / f"{name}-0001{file.suffix.lower()}"
        shutil.copyfile(file, copy)
        return (_sheet(1, copy, open_image(file)),)
    return tuple(
        _saved(page, number, spool / f"{name}-{number:04d}.png")
        for number, page in enumerate(open_pages(file), 1)
    )


def _saved(page: PageImage, number: int, file: Path) -> ScannedSheet:
    save_image(page, file)
    return _sheet(number, file, page)


def _sheet(number: int, file: Path, page: PageImage) -> ScannedSheet:
    return ScannedSheet(number, file, page.width, page.height, page.dpi)
