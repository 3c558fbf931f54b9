"""What the national catalogue's rows of papers hold beside papers: bullets, file names, explanations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from storage.model import Component

_BULLET = re.compile(
    r"^(?:[-–—+*•.,;:\s]+|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s+|\(?[a-zđ]{1,2}\)\s*)+", re.IGNORECASE
)
_FILE_START = re.compile(r"(?=[0-9A-ZĐ][^;:]*\.(?:docx?|xlsx?|pdf|rar|zip|odt)\s*$)")
_FILE = re.compile(
    r"(?<=[\w).;:,”\"…])(?<![\s\-/.][A-ZĐ])(?<!\d)(?=[0-9A-ZĐ][^;:]*\.(?:docx?|xlsx?|pdf|rar|zip|odt)\s*$)"
)
_FILE = re.compile(r"\S*\.(?:docx?|xlsx?|pdf|rar|zip|odt)\s*$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_SHOWN = re.compile(r"\bxuất trình\b", re.IGNORECASE)
_HANDED_IN = re.compile(r"\b(nộp|gửi|tải lên)\b", re.IGNORECASE)
_EXPLANATION = re.compile(
    r"^(trường hợp|đối với|lưu ý|ghi chú|số lượng|thành phần hồ sơ|ngoài ra|nếu |theo quy định|không quy định"
    r"|người (có )?yêu cầu|\*)",
    re.IGNORECASE,
)
_STOPS = frozenset(').;:,”"…')
_FEWEST_LETTERS = 6
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row as the national catalogue has it."""

    name: str
    originals: int
    copies: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """What the rows hold: papers with our codes, explanations, and rows that say nothing."""

    components: tuple[Component, ...]
    notes: tuple[str, ...]
    dropped: tuple[str, ...]


def sort_rows(rows: Iterable[PaperRow]) -> Sorted:
    """Tell papers from explanations and from scraps; a paper twice is one paper."""
    components: dict[str, Component] = {}
    notes: list[str] = []
    dropped: list[str] = []
    for row in rows:
        name = clean_name(row.name)
        if len(_LETTER.findall(name)) < _FEWEST_LETTERS:
            dropped.append(row.name)
        elif is_explanation(name, row):
            notes.append(name)
        else:
            code = f"TP{len(components) + 1:02d}"
            part = Component(code, name, row.originals, row.copies, is_shown_only(name))
            components.setdefault(name.casefold(), part)
    return Sorted(tuple(components.values()), tuple(dict.fromkeys(notes)), tuple(dropped))


def clean_name(text: str) -> str:
    """Return the name without bullets, glued names of attached files and doubled spaces."""
    name = _cleaned_once(text)
    return name if name == text else clean_name(name)  # what was cut may have hidden more


def _cleaned_once(text: str) -> str:
    bare = _BULLET.sub("", _without_file(" ".join(text.split())))
    name = bare.replace("()", "").strip(" ;,.:…-+!")
    if name.count("(") > name.count(")"):
        name += ")"
    return name[:1].upper() + name[1:]


def _without_file(text: str) -> str:
    """Cut the name of an attached file: it begins, without a space, behind a small letter or a stop."""
    for start in _FILE_START.finditer(text):
        before = text[start.start() - 1 : start.start()]
        if before.islower() or before in _STOPS:
            return text[: start.start()]
    return _FILE.sub("", text)


def is_explanation(name: str, row: PaperRow) -> bool:
    """Return whether a row explains rather than names a paper: neither original nor copy, or by its words."""
    unwanted = row.originals == 0 and row.copies == 0
    introduces = row.name.rstrip().endswith(":")
    return unwanted or introduces or bool(_EXPLANATION.match(name)) or len(name) > _LONGEST_NAME


def is_shown_only(name: str) -> bool:
    """Return whether the paper is shown at the counter and never kept."""
    return bool(_SHOWN.search(name)) and not _HANDED_IN.search(name)
