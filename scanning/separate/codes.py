"""Read the bar codes and QR codes of a page."""

import re

import zxingcpp

from scanning.cleanup.analysis import small_grey
from scanning.model import PageImage
from scanning.separate.model import Start

_DPI = 200
"""Bars of 0.25 mm are two pixels wide; more takes longer and finds no more (measured on office scans)."""

_SHEET = "CLERK-SEPARATOR"
_PATCH_T = "PATCHT"
"""Text of the code sheets that scanner makers and paperless-ngx hand out."""

_ON_PAPERS = re.compile(r"ASN\d+|(?:[\dGH]\d{2}\.)?[\dGH][\d.]*[\dGH]?\d*-\d{6}-\d{4,7}(?:\.[A-Z2-7]{13})?")
"""An archive serial number, or the code of a dossier, on a receipt with its secret."""


def sheet_text(dossier: str = "", component: str = "") -> str:
    """Return what the QR code of a separator sheet says; without arguments, only that a document begins."""
    return "|".join((_SHEET, dossier, component))


def codes_on(page: PageImage) -> tuple[str, ...]:
    """Return the texts of all codes on a page, whichever way it lies."""
    return tuple(code.text for code in zxingcpp.read_barcodes(small_grey(page, _DPI)) if code.valid)


def start_by_sheet(codes: tuple[str, ...]) -> Start | None:
    """Return the start that a separator sheet with these codes makes, None if it is none."""
    for code in codes:
        if code.startswith(_SHEET):
            component = code.rpartition("|")[2] or None
            return Start(is_sheet=True, component=component, confidence=100.0 if component else 0.0)
        if code.upper() == _PATCH_T:
            return Start(is_sheet=True)
    return None


def start_by_code(codes: tuple[str, ...]) -> Start | None:
    """Return the start that a paper with an archive number or a dossier's code makes, None if it has none."""
    return Start() if any(_ON_PAPERS.fullmatch(code.strip()) for code in codes) else None
