"""Number and notation: "Số: 171/GM-SYT"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scanning.extract.lines import TextLine

_HEAD = re.compile(r"^\W*(S\s?[OÓỐÔÒỎ0]|[OÓ])\s*[:;.,;]*", re.IGNORECASE)
"""“Số”, as print, stamps and pens leave it: Só, SỐ, Sô, ó."""

_NOTATION = re.compile(r"[A-ZĐƯƠ][A-ZĐƯƠa-zđ&]{0,9}(?:\s*[-–—]\s*[A-ZĐƯƠ][A-ZĐƯƠa-zđ0-9&.]{0,11})+")
_TWICE_STRUCK = re.compile("[ĐÐ]+")
"""A bold Đ is read twice, or as an eth; no abbreviation has two of them (NĐ 30/2020, Annex III)."""

_NUMBER = re.compile(r"(\d[\d ]*)[^\d/]{0,2}/+\s*$")


_BELIEVED_FROM = 88.0


@dataclass(frozen=True, slots=True)
class Notation:
    """The line and what it says; `number` is None where a pen wrote it illegibly."""

    line: TextLine
    number: str | None
    notation: str


def find_notation(head: Sequence[TextLine]) -> Notation | None:
    """Return the first line of a letterhead that is numbered and noted, None if there is none."""
    for line in head:
        if not _HEAD.match(line.text) or line.plain.startswith("SO Y"):
            continue
        whole = _whole(line, head)
        body = _TWICE_STRUCK.sub("Đ", _HEAD.sub("", whole.text, count=1))
        found = list(_NOTATION.finditer(body))
        if found:
            believed = whole.digits_believed_from(_BELIEVED_FROM)
            number = _number(body[: found[-1].start()]) if believed else None
            return Notation(whole, number, _joined(found[-1].group()))
    return None


def _whole(line: TextLine, head: Sequence[TextLine]) -> TextLine:
    """Return the line with what follows the wide gap that is left for a number not written yet."""
    if len(line.words) > 1:
        return line
    beside = [each for each in head if each.is_right_of(line)]
    nearest = min(beside, key=lambda each: each.box.left, default=None)
    return TextLine(line.words + nearest.words) if nearest else line


def _number(before: str) -> str | None:
    """Return the digits in front of the stroke if they are nothing but digits."""
    found = _NUMBER.fullmatch(before.strip())
    return found.group(1).replace(" ", "") if found else None


def _joined(notation: str) -> str:
    return re.sub(r"\s*[-–—]\s*", "-", notation).strip(".")
