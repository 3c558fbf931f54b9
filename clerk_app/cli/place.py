"""Places on pages, as people give them: page and millimetres."""

import argparse
import re

from signing.placement import FieldBox
from signing.prepare import FIELDS

PLACE = "PAGE:LEFT,BOTTOM,WIDTH,HEIGHT"
"""In millimetres from the page's bottom left corner as it is shown; page -1 is the last."""
_PLACE = re.compile(r"(-?\d+):([\d.]+),([\d.]+),([\d.]+),([\d.]+)")
_POINTS_PER_MM = 72 / 25.4


def place(text: str) -> FieldBox:
    """Return the box that ``text`` names; pages count from 1.

    Raises:
        argparse.ArgumentTypeError: it names none.
    """
    found = _PLACE.fullmatch(text)
    if found is None or int(found[1]) == 0:
        raise argparse.ArgumentTypeError(f"{text}: {PLACE}")
    page = int(found[1])
    left, bottom, width, height = (_points(found[number], text) for number in range(2, 6))
    return FieldBox(page - 1 if page > 0 else page, left, bottom, left + width, bottom + height)


def field_place(text: str) -> tuple[str, FieldBox]:
    """Return the field and the box that ``FIELD=PAGE:...`` names.

    Raises:
        argparse.ArgumentTypeError: it names none.
    """
    field, given, box = text.partition("=")
    if not given or field not in FIELDS:
        raise argparse.ArgumentTypeError(f"{text}: {'|'.join(FIELDS)}={PLACE}")
    return field, place(box)


def field_name(text: str) -> tuple[str, str]:
    """Return the field and the name that ``FIELD=NAME`` names.

    Raises:
        argparse.ArgumentTypeError: it names none.
    """
    field, given, name = text.partition("=")
    if not given or not name.strip() or field not in FIELDS[:2]:
        raise argparse.ArgumentTypeError(f"{text}: {'|'.join(FIELDS[:2])}=NAME")
    return field, name.strip()


def _points(number: str, text: str) -> float:
    try:
        return float(number) * _POINTS_PER_MM
    except ValueError as cause:
        raise argparse.ArgumentTypeError(f"{text}: {PLACE}") from cause
