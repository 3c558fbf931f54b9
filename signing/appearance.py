"""What a signature looks like on paper (NĐ 30/2020, Annex I), drawn as a one-page PDF."""

import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from resources import resource

VIETNAM = timezone(timedelta(hours=7))
SEAL_DIAMETER = 36 * mm
"""The real size of an agency's seal, points."""

_REGULAR, _BOLD, _ITALIC = "Tinos-Regular", "Tinos-Bold", "Tinos-Italic"
_TEXT_SIZE = 10.0
_SMALLEST_TEXT_SIZE = 4.0
_TYPED_SIZE = 13.0
_LEADING = 1.2
_PADDING = 2.0
_BLUE = (0.05, 0.15, 0.65)
_RED = (0.85, 0.05, 0.05)

Size = tuple[float, float]
"""Width and height in points."""


@dataclass(frozen=True, slots=True)
class CopyText:
    """The text of a digitised copy: form of copy, agency, signing time; no image.

    ``form`` is SAO Y, SAO LỤC or TRÍCH SAO.
    """

    form: str
    agency: str


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """The text of an attachment that is a file of its own: number of the letter, signing time; no image."""

    number: str


CornerText = CopyText | AttachmentText
"""What goes to the top right of a first page."""


@dataclass(frozen=True, slots=True)
class HandwrittenMark:
    """The signature of a person: a blue image (transparent PNG), else the name in blue italics."""

    image: bytes | None = field(repr=False)
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class SealMark:
    """The seal of an agency: a red image (transparent PNG), else a seal that says it is a specimen."""

    image: bytes | None = field(repr=False)
    agency: str


@dataclass(frozen=True, slots=True)
class TypedMark:
    """A number or a date, typed in black where the paper leaves room for it."""

    text: str
    italic: bool = False


Mark = CornerText | HandwrittenMark | SealMark | TypedMark


def corner_text_size(text: CornerText, moment: datetime, largest: Size) -> Size:
    """Return the room the text needs inside ``largest``: long names are wrapped, then the letters shrink."""
    lines, size = _corner_lines(text, moment, largest)
    width = max(pdfmetrics.stringWidth(line, _REGULAR, size) for line in lines) + 2 * _PADDING
    return width, len(lines) * size * _LEADING + 2 * _PADDING


def draw(mark: Mark, moment: datetime, size: Size, turned: int) -> bytes:
    """Draw a mark that fills a box.

    Args:
        mark: what to draw.
        moment: aware signing time, shown in Vietnamese time.
        size: of the box as people see it, points.
        turned: how viewers turn the page, degrees clockwise; the drawing is turned back and so upright.

    Returns:
        A PDF with one page; its size is that of the box in the page's own coordinates.
    """
    _fonts()
    buffer = io.BytesIO()
    width, height = size if turned % 180 == 0 else (size[1], size[0])
    # the stubs mistake the name for a number; without it every page names Helvetica, which is not embedded
    canvas = Canvas(
        buffer,
        pagesize=(width, height),
        initialFontName=_REGULAR,  # type: ignore[arg-type]
        invariant=1,
    )
    _turn_back(canvas, size, turned)
    if isinstance(mark, CopyText | AttachmentText):
        _draw_corner_text(canvas, mark, moment, size)
    elif isinstance(mark, HandwrittenMark):
        _draw_handwritten(canvas, mark, size)
    elif isinstance(mark, TypedMark):
        _draw_typed(canvas, mark, size)
    else:
        _draw_seal(canvas, mark, size)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def _fonts() -> None:
    for name in (_REGULAR, _BOLD, _ITALIC):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))


def _turn_back(canvas: Canvas, size: Size, turned: int) -> None:
    width, height = size
    shifts: dict[int, Size] = {90: (height, 0), 180: (width, height), 270: (0, width)}
    if turned in shifts:
        canvas.translate(*shifts[turned])
        canvas.rotate(turned)


def _corner_lines(text: CornerText, moment: datetime, largest: Size) -> tuple[list[str], float]:
    """Return the lines and the letter size, 10 pt unless the page is too small for it."""
    _fonts()
    stamp = moment.astimezone(VIETNAM).isoformat(timespec="seconds")
    said = (text.form, text.agency) if isinstance(text, CopyText) else (text.number,)
    size = _TEXT_SIZE
    while True:
        room = largest[0] - 2 * _PADDING
        lines = [line for part in (*said, stamp) for line in _wrapped(part, size, room)]
        fits = len(lines) * size * _LEADING + 2 * _PADDING <= largest[1]
        if size <= _SMALLEST_TEXT_SIZE or (fits and all(_width(line, size) <= room for line in lines)):
            return lines, size
        size -= 0.5


def _wrapped(part: str, size: float, room: float) -> list[str]:
    return simpleSplit(part, _REGULAR, size, room) or [""]


def _width(line: str, size: float) -> float:
    return pdfmetrics.stringWidth(line, _REGULAR, size)


def _draw_corner_text(canvas: Canvas, text: CornerText, moment: datetime, size: Size) -> None:
    # the room was measured from the same words, so a hair more must not wrap them again
    lines, letters = _corner_lines(text, moment, (size[0] + 0.1, size[1] + 0.1))
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont(_REGULAR, letters)
    for number, line in enumerate(lines):
        canvas.drawString(_PADDING, size[1] - _PADDING - letters * (0.9 + number * _LEADING), line)


def _draw_handwritten(canvas: Canvas, mark: HandwrittenMark, size: Size) -> None:
    width, height = size
    line = _TEXT_SIZE * _LEADING
    top = line if mark.title else 0.0
    bottom = line if mark.image is not None and mark.name else 0.0
    canvas.setFillColorRGB(0, 0, 0)
    if top:
        _centred(canvas, mark.title, _BOLD, _TEXT_SIZE, (width / 2, height - _TEXT_SIZE), width)
    if mark.image is not None:
        canvas.drawImage(
            ImageReader(io.BytesIO(mark.image)),
            0,
            bottom,
            width,
            max(1.0, height - top - bottom),
            mask="auto",
            preserveAspectRatio=True,
        )
        _centred(canvas, mark.name, _BOLD, _TEXT_SIZE, (width / 2, _PADDING), width)
        return
    canvas.setFillColorRGB(*_BLUE)
    letters = min(20.0, max(_SMALLEST_TEXT_SIZE, (height - top) * 0.5))
    _centred(canvas, mark.name, _ITALIC, letters, (width / 2, (height - top) / 2 - letters * 0.3), width)


def _draw_typed(canvas: Canvas, mark: TypedMark, size: Size) -> None:
    letters = max(_SMALLEST_TEXT_SIZE, min(_TYPED_SIZE, size[1] * 0.8))
    canvas.setFillColorRGB(0, 0, 0)
    _centred(
        canvas,
        mark.text,
        _ITALIC if mark.italic else _REGULAR,
        letters,
        (size[0] / 2, (size[1] - letters) / 2 + letters * 0.14),
        size[0],
    )


def _draw_seal(canvas: Canvas, mark: SealMark, size: Size) -> None:
    diameter = min(SEAL_DIAMETER, *size)
    left, bottom = (size[0] - diameter) / 2, (size[1] - diameter) / 2
    if mark.image is not None:
        image = ImageReader(io.BytesIO(mark.image))
        canvas.drawImage(image, left, bottom, diameter, diameter, mask="auto", preserveAspectRatio=True)
        return
    centre = (size[0] / 2, size[1] / 2)
    canvas.setStrokeColorRGB(*_RED)
    canvas.setFillColorRGB(*_RED)
    for share, line in ((0.48, 2.0), (0.44, 0.7)):
        canvas.setLineWidth(line * diameter / SEAL_DIAMETER)
        canvas.circle(*centre, diameter * share)
    letters = diameter * 0.14
    _centred(canvas, "MẪU", _BOLD, letters, (centre[0], centre[1] + diameter * 0.17), diameter * 0.6)
    for number, words in enumerate(_seal_lines(mark.agency, diameter)):
        height = centre[1] + diameter * 0.04 - number * diameter * 0.085
        _centred(canvas, words, _REGULAR, diameter * 0.07, (centre[0], height), diameter * 0.76)
    _centred(
        canvas,
        "thử nghiệm",
        _ITALIC,
        diameter * 0.07,
        (centre[0], centre[1] - diameter * 0.34),
        diameter * 0.5,
    )


def _seal_lines(agency: str, diameter: float) -> list[str]:
    lines = simpleSplit(agency, _REGULAR, diameter * 0.07, diameter * 0.74)
    return lines if len(lines) <= 4 else [*lines[:3], " ".join(lines[3:])]


def _centred(canvas: Canvas, text: str, font: str, letters: float, at: Size, room: float) -> None:
    """Write one centred line, smaller if it would be wider than the room."""
    natural = pdfmetrics.stringWidth(text, font, letters)
    canvas.setFont(font, letters if natural <= room else letters * room / natural)
    canvas.drawCentredString(*at, text)
