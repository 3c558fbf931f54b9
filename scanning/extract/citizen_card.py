"""The QR code of a citizen card: what it says, and whether that can be."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

_LEAST_FIELDS = 7
_ID = re.compile(r"\d{12}")
_OLD_ID = re.compile(r"(?:\d{9})?")
_CENTURIES = (1900, 2000, 2100, 2200, 2300)
"""By half of the fourth digit (NĐ 137/2015, article 13): 0 and 1 were born in 1900 to 1999."""


class Sex(StrEnum):
    """As cards and papers write it."""

    MALE = "Nam"
    FEMALE = "Nữ"


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """What a card's code says; nothing of it appears in a repr, so that no log can hold it.

    Attributes:
        id_number: 12 digits.
        old_number: the 9 digits of the identity card before it, or empty.
        born: None where the code says no possible day; so is `issued`.
        sex: None where the code says neither.
        more: what cards of 2024 and later say besides, as it is.
    """

    id_number: str = field(repr=False)
    old_number: str = field(repr=False)
    full_name: str = field(repr=False)
    born: date | None = field(repr=False)
    sex: Sex | None = field(repr=False)
    address: str = field(repr=False)
    issued: date | None = field(repr=False)
    more: tuple[str, ...] = field(default=(), repr=False)


class CardDoubt(StrEnum):
    """Why a card or an id cannot be right."""

    YEAR = "the id says another year of birth"
    SEX = "the id says another sex"
    DATES = "a date is impossible"


def read_card(text: str) -> CitizenCard | None:
    """Return what the code of a citizen card says, None if it is no such code.

    Args:
        text: `id|old id|name|ddmmyyyy|Nam or Nữ|address|ddmmyyyy`, with or without more fields.
    """
    parts = [part.strip() for part in text.strip().split("|")]
    if len(parts) < _LEAST_FIELDS or not _ID.fullmatch(parts[0]) or not _OLD_ID.fullmatch(parts[1]):
        return None
    id_number, old_number, full_name, born, sex, address, issued, *more = parts
    return CitizenCard(
        id_number, old_number, full_name, _day(born), _sex(sex), address, _day(issued), tuple(more)
    )


def doubts(card: CitizenCard, today: date) -> tuple[CardDoubt, ...]:
    """Return what cannot be right about a card: its id against year and sex, a date against the others."""
    found = list(id_doubts(card.id_number, card.born, card.sex))
    if card.born is None or card.issued is None or not card.born < card.issued <= today:
        found.append(CardDoubt.DATES)
    return tuple(found)


def id_doubts(id_number: str, born: date | None, sex: Sex | None) -> tuple[CardDoubt, ...]:
    """Return where an id of 12 digits contradicts a birthday or a sex, if these are known."""
    found = []
    if born is not None and year_of_birth(id_number) != born.year:
        found.append(CardDoubt.YEAR)
    if sex is not None and sex_of(id_number) is not sex:
        found.append(CardDoubt.SEX)
    return tuple(found)


def year_of_birth(id_number: str) -> int:
    """Return the year that the fourth to sixth of 12 digits stand for."""
    return _CENTURIES[int(id_number[3]) // 2] + int(id_number[4:6])


def sex_of(id_number: str) -> Sex:
    """Return the sex that the fourth of 12 digits stands for."""
    return Sex.FEMALE if int(id_number[3]) % 2 else Sex.MALE


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{8}", text):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _sex(text: str) -> Sex | None:
    return next((sex for sex in Sex if sex == text), None)
