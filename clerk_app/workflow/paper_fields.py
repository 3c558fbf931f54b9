"""What a paper says of itself as a person sees it: each field with its place, and as it was put right."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scanning.extract.fields import extract_fields
from scanning.extract.model import Field, FieldName
from scanning.extract.signer import find_signer
from scanning.model import Box, Word
from storage.model import Page

PAPER_FIELDS = (
    FieldName.TYPE_NAME,
    FieldName.CODE_NUMBER,
    FieldName.CODE_NOTATION,
    FieldName.ISSUED_DATE,
    FieldName.ORGAN_NAME,
    FieldName.SUBJECT,
    FieldName.SIGNER,
)
"""In the order they are shown in."""

TYPED = "fields"
"""Where a page's findings keep what a person typed."""

_SURE = 100.0


@dataclass(frozen=True, slots=True)
class PaperField:
    """One field of a paper.

    Attributes:
        value: empty where nothing was found.
        page: id of the page it stands on, None where it stands nowhere; `box` likewise, in its pixels.
        is_typed: a person put it right.
    """

    name: FieldName
    value: str = field(default="", repr=False)
    page: int | None = None
    box: Box | None = None
    is_typed: bool = False


def paper_fields(pages: Sequence[Page], words: Sequence[Sequence[Word]]) -> tuple[PaperField, ...]:
    """Return every field of a paper, found or not.

    Args:
        pages: of one paper, in order; those that are not read have no words.
        words: of each of them.
    """
    found = {each.name: each for each in _found(pages, words)}
    typed = typed_fields(pages)
    return tuple(_field(name, found.get(name), typed.get(name), pages) for name in PAPER_FIELDS)


def put_right(fields: Sequence[Field], pages: Sequence[Page]) -> tuple[Field, ...]:
    """Return the fields that were found, with what a person typed in their place; empty ones are left out."""
    typed = typed_fields(pages)
    known = {each.name: each for each in fields}
    nowhere = Field(FieldName.SUBJECT, "", _SURE, Box(0, 0, 0, 0))
    known |= {
        name: replace(known.get(name, nowhere), name=name, value=value, confidence=_SURE)
        for name, value in typed.items()
    }
    return tuple(each for each in known.values() if each.value)


def typed_fields(pages: Sequence[Page]) -> dict[FieldName, str]:
    """Return what a person typed of a paper, the first page's word before the others'."""
    typed: dict[FieldName, str] = {}
    for page in reversed(pages):
        said = page.findings.get(TYPED)
        if isinstance(said, dict):
            typed |= {FieldName(name): str(value) for name, value in said.items()}
    return typed


def _found(pages: Sequence[Page], words: Sequence[Sequence[Word]]) -> list[Field]:
    if not pages:
        return []
    found = [*extract_fields(words[0], _pixels(pages[0], "height_px"))]
    for number, (page, there) in enumerate(zip(pages, words, strict=True), 1):
        signer = find_signer(there, _pixels(page, "width_px"), _pixels(page, "height_px"))
        if signer is not None:
            return [*found, replace(signer, page=number)]
    return found


def _field(name: FieldName, found: Field | None, typed: str | None, pages: Sequence[Page]) -> PaperField:
    value = typed if typed is not None else found.value if found else ""
    page = pages[found.page - 1].id if found else None
    return PaperField(name, value, page, found.box if found else None, is_typed=typed is not None)


def _pixels(page: Page, side: str) -> int:
    return int(str(page.findings.get(side, 1)))
