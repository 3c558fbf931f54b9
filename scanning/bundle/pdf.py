"""Write pages as one searchable PDF/A-2b, straight from our images."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from scanning.bundle.archival import BundleFacts, write_archival
from scanning.bundle.text_layer import text_pages
from scanning.errors import BundleInvalid
from scanning.model import BundlePage, Progress, Report, Stage, silent


@dataclass(frozen=True, slots=True)
class Bundle:
    """A written PDF."""

    file: Path
    pages: int
    bytes: int


def write_bundle(
    pages: Sequence[BundlePage], file: Path, facts: BundleFacts, *, report: Report = silent
) -> Bundle:
    """Write the pages as one searchable PDF/A-2b; the file is there whole or not at all.

    Raises:
        BundleInvalid: no page, or the written file does not open again with all its pages.
        OSError: the disk is full or the folder is not writable.
    """
    if not pages:
        raise BundleInvalid("no pages")
    with pikepdf.open(io.BytesIO(text_pages(pages))) as document:
        for number, page in enumerate(pages):
            _lay_picture_under(document, document.pages[number], page.picture)
            report(Progress(Stage.BUNDLE, number + 1, len(pages)))
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(facts.title, 0))
        write_archival(document, file, facts)
    return Bundle(file, len(pages), file.stat().st_size)


def _lay_picture_under(document: pikepdf.Pdf, target: pikepdf.Page, picture: bytes) -> None:
    with pikepdf.open(io.BytesIO(picture)) as source:
        page = source.pages[0]
        images = page.resources[pikepdf.Name.XObject].items()
        target.resources[pikepdf.Name.XObject] = pikepdf.Dictionary(
            {name: document.copy_foreign(image) for name, image in images}
        )
        target.contents_add(page.Contents.read_bytes() + b"\n", prepend=True)
