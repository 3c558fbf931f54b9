"""The persons a paper speaks of: ids of 12 digits, and the name, birthday and sex that stand with them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from scanning.extract.citizen_card import CardDoubt, CitizenCard, Sex, id_doubts
from scanning.extract.lines import TextLine, plain, text_lines
from scanning.extract.model import Field, FieldName
from scanning.model import Word

_LABELS = {
    FieldName.FULL_NAME: re.compile(
        r"(?:HO(?: VA|,? CHU DEM,?(?: VA)?)? TEN(?: KHAI SINH)?"
        r"|ONG/BA|ONG \(BA\)|TEN TOI LA|TOI TEN LA|FULL NAME)"
    ),
    FieldName.BORN: re.compile(r"(?:NGAY,? THANG,? NAM SINH|NGAY SINH|SINH NGAY|DATE OF BIRTH)"),
    FieldName.SEX: re.compile(r"(?:GIOI TINH|SEX)"),
}
"""In capitals without diacritics, as `plain` writes; each ends where its value or a colon begins."""

_NO_NAME = (
    "GIOI TINH",
    "SEX",
    "SINH ",
    "NGAY",
    "SO ",
    "CCCD",
    "CMND",
    "CAN CUOC",
    "DINH DANH",
    "QUOC TICH",
    "DAN TOC",
)
"""What forms print behind a name on its line."""

_DAY = re.compile(r"(\d{1,2})\D{1,8}(\d{1,2})\D{1,8}((?:19|20)\d\d)")
_ID_DIGITS = 12
_NAME_WORDS = range(2, 8)
_LABEL_GOES_ON_WORDS = 4
"""As in “Họ, chữ đệm, tên người yêu cầu:”."""

_NEAR_LINES = 4
"""Lines above and below an id in which the same person's name, birthday and sex are looked for."""


@dataclass(frozen=True, slots=True)
class PersonRead:
    """One person as a page has it; each part with its place, None where nothing says it."""

    id_number: Field
    full_name: Field | None = None
    born: Field | None = None
    sex: Field | None = None

    def doubts(self) -> tuple[CardDoubt, ...]:
        """Return where the id contradicts the birthday or the sex that stand with it."""
        born = date.fromisoformat(self.born.value) if self.born else None
        return id_doubts(self.id_number.value, born, Sex(self.sex.value) if self.sex else None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A card's code and the page say different things; `read` is where and what the page says."""

    name: FieldName
    on_card: str
    read: Field


def find_people(words: Sequence[Word], *, page: int = 1) -> tuple[PersonRead, ...]:
    """Return the persons of a page by their ids, from top to bottom; each id once.

    Args:
        words: of the page, in pixels as it is shown.
        page: its number, from 1.
    """
    lines = text_lines(words)
    people: dict[str, PersonRead] = {}
    for place, line in enumerate(lines):
        for id_number in _ids(line):
            if id_number.value not in people:
                above = max(0, place - _NEAR_LINES)
                around = lines[above : place + _NEAR_LINES + 1]
                own = _own_lines(around, place - above, id_number)
                people[id_number.value] = _person(replace(id_number, page=page), own, page)
    return tuple(people.values())


def differences(card: CitizenCard, people: Sequence[PersonRead]) -> tuple[Difference, ...]:
    """Return what a page says otherwise than the card, about the person who is most like the card's."""
    person = max(people, key=lambda each: _alike(card, each), default=None)
    if person is None or not _alike(card, person):
        return ()
    pairs = (
        (FieldName.ID_NUMBER, card.id_number, person.id_number),
        (FieldName.FULL_NAME, card.full_name, person.full_name),
        (FieldName.BORN, card.born.isoformat() if card.born else "", person.born),
        (FieldName.SEX, card.sex.value if card.sex else "", person.sex),
    )
    return tuple(
        Difference(name, on_card, read)
        for name, on_card, read in pairs
        if read is not None and on_card and read.value.upper() != on_card.upper()
    )


def _alike(card: CitizenCard, person: PersonRead) -> int:
    """Return how many digits of the id agree, with a bonus for the name; 0 for somebody else."""
    same = sum(one == other for one, other in zip(card.id_number, person.id_number.value, strict=True))
    named = person.full_name is not None and plain(person.full_name.value) == plain(card.full_name)
    return same + _ID_DIGITS * named if named or same >= _ID_DIGITS - 2 else 0


def _ids(line: TextLine) -> Iterator[Field]:
    """Yield numbers of exactly 12 digits; a form's boxes and a typist's groups are several words."""
    run: list[Word] = []
    for word in (*line.words, None):
        digits = "" if word is None else word.text.strip(".,;:()[]|")
        if word is not None and digits.isascii() and digits.isdigit():
            run.append(replace(word, text=digits))
            continue
        yield from _whole(run)
        run = []


def _whole(run: Sequence[Word]) -> Iterator[Field]:
    text = "".join(word.text for word in run)
    if len(text) == _ID_DIGITS:
        yield _field(FieldName.ID_NUMBER, text, run)


def _own_lines(lines: Sequence[TextLine], at: int, id_number: Field) -> tuple[TextLine, ...]:
    """Return what is said of the person of an id, which stands in line `at`: to the name of the next person.

    It begins with the name before the id; on a card, where none is before it, the first one behind it is
    this person's.
    """
    words = lines[at].words
    here = (at, next(n for n, word in enumerate(words) if word.box.left >= id_number.box.left))
    names = [(n, start) for n, line in enumerate(lines) for start in _names(line)]
    before, behind = [each for each in names if each < here], [each for each in names if each > here]
    first = before[-1] if before else (0, 0)
    last = next(iter(behind if before else behind[1:]), (len(lines), 0))
    cut = (
        tuple(word for place, word in enumerate(line.words) if first <= (n, place) < last)
        for n, line in enumerate(lines)
    )
    return tuple(TextLine(words) for words in cut if words)


def _names(line: TextLine) -> Iterator[int]:
    """Yield where persons are named; “Họ và tên / Full name” is one name in two languages."""
    over = -2
    for start, end in _labels(FieldName.FULL_NAME, line):
        if start > over + 1:
            yield start
        over = end


def _person(id_number: Field, around: Sequence[TextLine], page: int) -> PersonRead:
    def found(name: FieldName) -> Field | None:
        each = next(_values(name, around), None)
        return replace(each, page=page) if each else None

    return PersonRead(id_number, found(FieldName.FULL_NAME), found(FieldName.BORN), found(FieldName.SEX))


def _values(name: FieldName, around: Sequence[TextLine]) -> Iterator[Field]:
    """Yield what follows the label of a field: on its line, or where nothing does, on the next."""
    for line, below in pairwise((*around, None)):
        if line is None:
            continue
        for rest in _after_label(name, line):
            found = _VALUE_OF[name](rest) or (_VALUE_OF[name](below.words) if below and not rest else None)
            if found is not None:
                yield found


def _after_label(name: FieldName, line: TextLine) -> Iterator[Sequence[Word]]:
    """Yield the words behind each place where the label stands, and behind its colon if one is near."""
    for _start, end in _labels(name, line):
        near = line.words[end - 1 : end + _LABEL_GOES_ON_WORDS]
        colon = next((n for n, word in enumerate(near) if word.text.endswith(":")), 0)
        yield line.words[end + colon :]


def _labels(name: FieldName, line: TextLine) -> Iterator[tuple[int, int]]:
    """Yield where the label of a field begins and ends, in words of the line."""
    tokens = [plain(word.text).strip(" .,:;/") for word in line.words]
    for place in range(len(tokens)):
        found = _LABELS[name].match(" ".join(tokens[place:]))
        end = place + found.group().count(" ") + 1 if found else place
        if found and " ".join(tokens[place:end]) == found.group():
            yield place, end


def _name(words: Sequence[Word]) -> Field | None:
    """Return the capitalised words that come first; a colon or a dotted line before them is passed over."""
    begun = list(words)
    while begun and not any(letter.isalpha() for letter in begun[0].text):
        begun.pop(0)
    name: list[Word] = []
    for place, word in enumerate(begun):
        if _ends_name(name, begun[place:]):
            break
        name.append(word)
        if word.text.endswith((".", ",", ";")):
            break
    text = " ".join(word.text.strip(".,:;…") for word in name)
    return _field(FieldName.FULL_NAME, text, name) if len(name) in _NAME_WORDS else None


def _ends_name(name: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Return whether a name is over: no capital, another label, or other letters than its capitals."""
    text = rest[0].text.strip(".,:;…")
    smaller = bool(name) and name[0].text.isupper() and not text.isupper()
    label = plain(" ".join(word.text for word in rest)).startswith(_NO_NAME)
    return not text.isalpha() or not text[0].isupper() or smaller or label


def _born(words: Sequence[Word]) -> Field | None:
    found = _DAY.search(" ".join(word.text for word in words))
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    dated = [word for word in words if any(letter.isdigit() for letter in word.text)]
    return _field(FieldName.BORN, born.isoformat(), dated[:3])


def _sex(words: Sequence[Word]) -> Field | None:
    for word in words[:3]:
        sex = {"NAM": Sex.MALE, "NU": Sex.FEMALE}.get(plain(word.text).strip(" .,:;/"))
        if sex is not None:
            return _field(FieldName.SEX, sex.value, [word])
    return None


_VALUE_OF = {FieldName.FULL_NAME: _name, FieldName.BORN: _born, FieldName.SEX: _sex}


def _field(name: FieldName, value: str, words: Sequence[Word]) -> Field:
    line = TextLine(tuple(words))
    return Field(name, value, line.confidence, line.box)
