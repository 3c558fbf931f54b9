"""The report on a verification, for people: a verdict for each file, and a table for each signature."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table

from clerk_app.paper.fonts import BOLD, REGULAR, register_fonts
from clerk_app.paper.letterhead import page_template

_TITLE = ParagraphStyle("report-title", fontName=BOLD, fontSize=16, leading=21, spaceAfter=2)
_FILE = ParagraphStyle("report-file", fontName=BOLD, fontSize=13, leading=17, wordWrap="CJK")
_TEXT = ParagraphStyle("report-text", fontName=REGULAR, fontSize=11, leading=14.5)
_SMALL = ParagraphStyle("report-small", fontName=REGULAR, fontSize=9, leading=12, wordWrap="CJK")
_LABEL = ParagraphStyle("report-label", parent=_TEXT, textColor=Color(0.32, 0.39, 0.42))
_LINE = Color(0.82, 0.85, 0.87)
_WIDTHS = (45 * mm, 120 * mm)
_ROOM = 60 * mm
"""A signature's table does not begin lower than this above the page's end."""


class Ink(Enum):
    """The colour of a verdict, dark enough on its ground (4.5 : 1), and that ground."""

    GOOD = ("#1d6b3a", "#e0f2e6")
    DOUBT = ("#855300", "#fdf0d5")
    WRONG = ("#b3261e", "#fbe4e2")


@dataclass(frozen=True, slots=True)
class ReportedSignature:
    """One signature: a heading, its verdict, and rows of label and value."""

    heading: str
    verdict: str
    ink: Ink
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReportedFile:
    """One file: its verdict and why, what identifies it, its signatures."""

    name: str
    verdict: str
    ink: Ink
    sentences: Sequence[str]
    rows: Sequence[tuple[str, str]]
    signatures: Sequence[ReportedSignature]


@dataclass(frozen=True, slots=True)
class VerificationPaper:
    """The whole report, its words in the reader's language."""

    title: str
    subtitle: str
    files: Sequence[ReportedFile]


def draw_verification(paper: VerificationPaper) -> bytes:
    """Return the report as PDF, all fonts embedded."""
    register_fonts()
    out = io.BytesIO()
    page_template(out, paper.title).build(list(_content(paper)))
    return out.getvalue()


def _content(paper: VerificationPaper) -> Iterator[Flowable]:
    yield Paragraph(escape(paper.title), _TITLE)
    yield Paragraph(escape(paper.subtitle), _LABEL)
    for file in paper.files:
        yield Spacer(1, 6 * mm)
        yield CondPageBreak(_ROOM)
        yield Paragraph(escape(file.name), _FILE)
        yield Spacer(1, 2 * mm)
        yield _badge(file.verdict, file.ink)
        yield from (Paragraph(escape(sentence), _TEXT) for sentence in file.sentences)
        yield Spacer(1, 2 * mm)
        yield _table(file.rows, _SMALL)
        for signature in file.signatures:
            yield from _signature(signature)


def _signature(signature: ReportedSignature) -> Iterator[Flowable]:
    yield Spacer(1, 4 * mm)
    yield CondPageBreak(_ROOM)
    yield Paragraph(escape(signature.heading), _FILE)
    yield Spacer(1, 1 * mm)
    yield _badge(signature.verdict, signature.ink)
    yield _table(signature.rows, _TEXT)


def _badge(text: str, ink: Ink) -> Table:
    words, ground = ink.value
    style = ParagraphStyle(f"badge-{ink.name}", parent=_TEXT, fontName=BOLD, textColor=HexColor(words))
    badge = Table([[Paragraph(escape(text), style)]], colWidths=(sum(_WIDTHS),), spaceAfter=1.5 * mm)
    badge.setStyle([("BACKGROUND", (0, 0), (-1, -1), HexColor(ground))])
    return badge


def _table(rows: Sequence[tuple[str, str]], style: ParagraphStyle) -> Table:
    cells = [[Paragraph(escape(label), _LABEL), Paragraph(escape(value), style)] for label, value in rows]
    table = Table(cells, colWidths=_WIDTHS)
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ]
    )
    return table
