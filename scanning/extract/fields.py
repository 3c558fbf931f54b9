"""The fields of a paper from the words of its first page."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from scanning.extract.dates import find_date
from scanning.extract.document_types import OFFICIAL_LETTER, DocumentType, by_notation, by_title
from scanning.extract.lines import TextLine, text_lines
from scanning.extract.model import Field, FieldName
from scanning.extract.notation import Notation, find_notation
from scanning.model import Box, Word

HEAD_SHARE = 0.42
"""Of the page: number, date, title and subject stand above; below, other papers are quoted by number."""

_SUBJECT_MARK = re.compile(r"^\W*(V\s*/\s*[vVy]?|Về\s+việc|VỀ\s+VIỆC)[\s:.]*")
_NATION = ("CONG HO", "DOC LAP", "XA HO")
_NEXT_PARAGRAPH = ("KINH GUI", "CAN CU", "NGAY ", "THUC HIEN", "XET ")
_LONGEST_SUBJECT_LINES = 5
_BELIEVED_FROM = 60.0
_LINE_GAP = 1.1
"""In heights of a line: lines of one paragraph stand closer."""


def extract_fields(words: Sequence[Word], page_height: int) -> tuple[Field, ...]:
    """Return what the head of a first page says; what is not found is absent.

    Args:
        words: of the page, in pixels as it is shown.
        page_height: in the same pixels.
    """
    head = [line for line in text_lines(words) if line.box.top < page_height * HEAD_SHARE]
    return tuple(_fields(head))


def _fields(head: Sequence[TextLine]) -> Iterator[Field]:
    notation = find_notation(head)
    title = next(((line, kind) for line in head if (kind := by_title(line.text))), None)
    yield from _type(notation, title)
    if notation is not None:
        if notation.number is not None:
            yield _field(FieldName.CODE_NUMBER, notation.number, notation.line)
        yield _field(FieldName.CODE_NOTATION, notation.notation, notation.line)
        yield from _organ(head, notation)
    found = find_date(head)
    if found is not None:
        yield _field(FieldName.ISSUED_DATE, found[1].isoformat(), found[0])
    yield from _subject(head, title[0] if title else None)


def _field(name: FieldName, value: str, line: TextLine) -> Field:
    return Field(name, value, line.confidence, line.box)


def _type(notation: Notation | None, title: tuple[TextLine, DocumentType] | None) -> Iterator[Field]:
    """Yield the type by the title, else by the notation; a numbered paper without either is a letter."""
    if title is not None:
        yield _field(FieldName.TYPE_NAME, title[1].name, title[0])
    elif notation is not None:
        kind = by_notation(notation.notation) or OFFICIAL_LETTER
        yield _field(FieldName.TYPE_NAME, kind.name, notation.line)


def _organ(head: Sequence[TextLine], notation: Notation) -> Iterator[Field]:
    """Yield the body that speaks: the last line of the left column above the number."""
    number = notation.line.box
    above = [
        line
        for line in head
        if line.box.bottom <= number.top
        and line.box.left < number.right
        and line.text.isupper()
        and not line.plain.startswith(_NATION)
    ]
    if above:
        yield _field(FieldName.ORGAN_NAME, above[-1].text.strip(" _-.,|'\"“”`"), above[-1])


def _subject(head: Sequence[TextLine], title: TextLine | None) -> Iterator[Field]:
    """Yield the paragraph that begins with “V/v” or “Về việc”, else the one right below the title."""
    marked = next((line for line in head if _SUBJECT_MARK.match(line.text)), None)
    first = marked or (_below(head, title) if title else None)
    if first is None:
        return
    lines = _paragraph(head, first)
    value = _SUBJECT_MARK.sub("", " ".join(line.text for line in lines)).strip(" .,;:")
    confidence = sum(line.confidence for line in lines) / len(lines)
    if value and confidence >= _BELIEVED_FROM:
        yield Field(FieldName.SUBJECT, value, round(confidence, 1), _around(lines))


def _below(head: Sequence[TextLine], title: TextLine) -> TextLine | None:
    below = next((line for line in head if line.box.top >= title.box.bottom), None)
    return below if below is not None and _goes_on(below) else None


def _paragraph(head: Sequence[TextLine], first: TextLine) -> list[TextLine]:
    """Return the first line and those that follow closely in its column."""
    lines = [first]
    below = [line for line in head if line.box.top > first.box.top and _overlap(line.box, first.box)]
    for line in takewhile(_goes_on, below[:_LONGEST_SUBJECT_LINES]):
        height = lines[-1].box.bottom - lines[-1].box.top
        if line.box.top - lines[-1].box.bottom > _LINE_GAP * height:
            break
        lines.append(line)
    return lines


def _goes_on(line: TextLine) -> bool:
    return not line.text.isupper() and not line.plain.startswith(_NEXT_PARAGRAPH)


def _overlap(box: Box, other: Box) -> bool:
    return box.left < other.right and other.left < box.right


def _around(lines: Sequence[TextLine]) -> Box:
    return TextLine(tuple(word for line in lines for word in line.words)).box
