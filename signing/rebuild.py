"""Writes a PDF that somebody brought anew before it is signed: what was not seen must not be signed.

A file can carry a second, hidden version of itself that is brought forward after the signature (shadow
attacks), or scripts and actions that change what is shown. Written anew it has one revision, nothing that no
page refers to, and nothing that acts.
"""

import io
from pathlib import Path
from typing import Any

import pikepdf

from signing.errors import FieldTaken, UnreadablePdf
from signing.gate import published
from signing.layers import flatten_layers
from signing.writing import opened

_ACTING = ("/OpenAction", "/AA", "/AF", "/Collection")
_ACTING_NAMES = ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations", "/Renditions")
_HARMLESS = ("/GoTo", "/URI", "/Named")
"""Kinds of actions that change nothing on a page."""


def rebuild(source: Path, target: Path, *, appended: bytes | None = None) -> int:
    """Write a PDF without signature fields anew, with its forms turned into print.

    Args:
        source: the PDF that was brought.
        target: where the new file goes, whole or not at all; another file than the source.
        appended: a PDF of ours whose pages follow at the end.

    Returns:
        The number of pages that were brought.

    Raises:
        UnreadablePdf: the source cannot be read.
        LayersHidden: not everything in it is shown always.
        FieldTaken: it is signed or prepared for that, and its signature fields would be lost.
        OSError: disk full, no permission.
    """
    with opened(source) as document:
        fields = [*(reading.field for reading in document.signatures), *sorted(document.empty_fields)]
        if fields:
            raise FieldTaken(fields[0])
    try:
        with pikepdf.open(source) as pdf:
            pages = len(pdf.pages)
            flatten_layers(pdf)
            _print_forms(pdf)
            _disarm(pdf)
            if appended is not None:
                with pikepdf.open(io.BytesIO(appended)) as more:
                    pdf.pages.extend(more.pages)
            with published(target) as output:
                pdf.save(output)
    except (pikepdf.PdfError, pikepdf.PasswordError) as cause:
        raise UnreadablePdf(type(cause).__name__) from cause
    return pages


def _print_forms(pdf: pikepdf.Pdf) -> None:
    """Draw the values of form fields into the pages: a value may be changed after a signature, print not."""
    if "/AcroForm" not in pdf.Root:
        return
    widgets = [each for page in pdf.pages for each in _annotations(page.obj) if _is_widget(each)]
    if any("/AP" not in widget for widget in widgets):
        # qpdf draws values only where a form says that this is needed
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    _drop(pdf.Root, "/AcroForm")
    for page in pdf.pages:
        if "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array([each for each in _annotations(page.obj) if not _is_widget(each)])


def _disarm(pdf: pikepdf.Pdf) -> None:
    for key in _ACTING:
        _drop(pdf.Root, key)
    names = pdf.Root.get("/Names")
    for key in _ACTING_NAMES if isinstance(names, pikepdf.Dictionary) else ():
        _drop(names, key)
    for page in pdf.pages:
        _drop(page.obj, "/AA")
        for each in _annotations(page.obj):
            _drop(each, "/AA")
            action = each.get("/A")
            if isinstance(action, pikepdf.Dictionary) and not _is_harmless(action):
                del each["/A"]


def _annotations(page: Any) -> list[Any]:
    listed = page.get("/Annots")
    found = list(listed) if isinstance(listed, pikepdf.Array) else []
    return [each for each in found if isinstance(each, pikepdf.Dictionary)]


def _is_widget(annotation: Any) -> bool:
    return str(annotation.get("/Subtype")) == "/Widget"


def _is_harmless(action: Any) -> bool:
    return str(action.get("/S")) in _HARMLESS and "/Next" not in action


def _drop(dictionary: Any, key: str) -> None:
    if key in dictionary:
        del dictionary[key]
