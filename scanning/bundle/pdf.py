"""Write pages as one searchable PDF/A-2b, straight from our images."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from scanning.bundle.archival import BundleFacts, write_archival
from scanning.bundle.text_layer import TextLayer
from scanning.errors import BundleInvalid
from scanning.model import BundlePage, Progress, Report, Stage, silent


@dataclass(frozen=True, slots=True)
class Bundle:
    """A written PDF."""

    file: Path
    pages: int
    bytes: int


class Draft:
    """A PDF whose pages come one by one: their text is drawn while the next ones are still read."""

    def __init__(self) -> None:
        self._text = TextLayer()
        self._pictures: list[bytes] = []

    def add(self, page: BundlePage) -> None:
        """Take the next page."""
        self._text.add(page)
        self._pictures.append(page.picture)

    def write(self, file: Path, facts: BundleFacts, *, report: Report = silent) -> Bundle:
        """Write all pages as one searchable PDF/A-2b; the file is there whole or not at all.

        Raises:
            BundleInvalid: no page, or the written file does not open again with all its pages.
            OSError: the disk is full or the folder is not writable.
        """
        if not self._pictures:
            raise BundleInvalid("no pages")
        with pikepdf.open(io.BytesIO(self._text.pdf())) as document:
            for number, picture in enumerate(self._pictures):
                _lay_picture_under(document, document.pages[number], picture)
                report(Progress(Stage.BUNDLE, number + 1, len(self._pictures)))
            with document.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem(facts.title, 0))
            write_archival(document, file, facts)
        return Bundle(file, len(self._pictures), file.stat().st_size)


def write_bundle(
    pages: Sequence[BundlePage], file: Path, facts: BundleFacts, *, report: Report = silent
) -> Bundle:
    """Write pages that are all there as one PDF; see `Draft.write`."""
    draft = Draft()
    for page in pages:
        draft.add(page)
    return draft.write(file, facts, report=report)


def _lay_picture_under(document: pikepdf.Pdf, target: pikepdf.Page, picture: bytes) -> None:
    with pikepdf.open(io.BytesIO(picture)) as source:
        page = source.pages[0]
        images = page.resources[pikepdf.Name.XObject].items()
        target.resources[pikepdf.Name.XObject] = pikepdf.Dictionary(
            {name: document.copy_foreign(image) for name, image in images}
        )
        target.contents_add(page.Contents.read_bytes() + b"\n", prepend=True)
