"""Make a PDF of ours a PDF/A-2b (ISO 19005-2) without redrawing anything."""

import io
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pikepdf
from pikepdf.models.metadata import PdfMetadata
from PIL import ImageCms

from scanning.errors import BundleInvalid

_PRODUCER = "Clerk"


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """What the document says of itself in its XMP metadata; what is empty is not said.

    Attributes:
        title: of the document, and of the bookmark on its first page.
        organ: the body that issued the paper.
        identifier: number and notation, e.g. 171/GM-SYT.
        kind: type of the paper, e.g. Giấy mời.
        subject: what it is about.
    """

    title: str
    created_at: datetime
    language: str = "vi"
    organ: str = ""
    identifier: str = ""
    kind: str = ""
    subject: str = ""


def archive(pdf: bytes, file: Path, facts: BundleFacts) -> None:
    """Write a PDF that we drew (fonts embedded, RGB or grey) as PDF/A-2b; whole or not at all.

    Raises:
        BundleInvalid: the written file does not open again with all its pages.
        OSError: the disk is full or the folder is not writable.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        write_archival(document, file, facts)


def write_archival(document: pikepdf.Pdf, file: Path, facts: BundleFacts) -> None:
    """Write an open document as PDF/A-2b; see `archive`."""
    _claim(document, facts)
    temporary = file.with_suffix(".part")
    try:
        _save(document, temporary)
        _check(temporary, len(document.pages))
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def _claim(document: pikepdf.Pdf, facts: BundleFacts) -> None:
    """Add output intent, language and XMP with the conformance claim; drop /Info, which could differ."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    document.Root.OutputIntents = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.OutputIntent,
                S=pikepdf.Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB",
                DestOutputProfile=pikepdf.Stream(document, profile, N=3),
            )
        ]
    )
    document.Root.Lang = facts.language
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["pdfaid:part"] = "2"
        metadata["pdfaid:conformance"] = "B"
        metadata["dc:title"] = facts.title
        metadata["dc:language"] = {facts.language}
        _describe(metadata, facts)
        metadata["xmp:CreateDate"] = facts.created_at.isoformat(timespec="seconds")
        metadata["pdf:Producer"] = _PRODUCER
    if "/Info" in document.trailer:
        del document.trailer["/Info"]


def _describe(metadata: PdfMetadata, facts: BundleFacts) -> None:
    """Say in Dublin Core what is known of the paper; its elements are lists, sets or texts by definition."""
    elements: dict[str, tuple[str, object]] = {
        "dc:creator": (facts.organ, [facts.organ]),
        "dc:identifier": (facts.identifier, facts.identifier),
        "dc:type": (facts.kind, {facts.kind}),
        "dc:description": (facts.subject, facts.subject),
    }
    for element, (text, value) in elements.items():
        if text:
            metadata[element] = value


def _save(document: pikepdf.Pdf, file: Path) -> None:
    with file.open("wb") as out:
        document.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=False,
            deterministic_id=True,
        )
        out.flush()
        os.fsync(out.fileno())


def _check(file: Path, pages: int) -> None:
    with pikepdf.open(file) as document:
        if len(document.pages) != pages:
            raise BundleInvalid(f"{len(document.pages)} of {pages} pages")
