"""What a code says that a reader, or a camera, gave: told apart in one place for counter and kiosk."""

import re
from dataclasses import dataclass

from scanning.extract.citizen_card import CitizenCard, read_card
from storage.model import CODE_FORM, DossierCode

_PROCEDURE = re.compile(r"(?P<code>\d\.\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.[GH]\d{2})?")
"""Number of the national catalogue; that of a province follows it on some posters."""

_OF_A_CODE = re.compile(r"[|]|://|[^\s]{20,}")
"""What nobody types into a field: separators, addresses, and words longer than any of ours."""


@dataclass(frozen=True, slots=True)
class DossierRead:
    """The code of a dossier: from a receipt, a form, a separator sheet or a page of the portal."""

    code: DossierCode


@dataclass(frozen=True, slots=True)
class ProcedureRead:
    """The code of a procedure, as posters have it; whether the centre handles it is not known here."""

    code: str


@dataclass(frozen=True, slots=True)
class UnknownRead:
    """Nothing of ours; `is_code` where a person cannot have meant it as text either."""

    is_code: bool


Read = CitizenCard | DossierRead | ProcedureRead | UnknownRead


def what_was_read(text: str) -> Read:
    """Tell what a text is that came from a reader; case and spaces at its ends do not matter.

    Args:
        text: one code, without the line's end.
    """
    text = text.strip()
    card = read_card(text)
    if card is not None:
        return card
    codes = set(CODE_FORM.findall(text.upper()))
    if len(codes) == 1 and _stands_alone(text, *codes):
        return DossierRead(DossierCode(*codes))
    procedure = _PROCEDURE.fullmatch(text.upper())
    if procedure is not None:
        return ProcedureRead(procedure["code"])
    return UnknownRead(is_code=_OF_A_CODE.search(text) is not None)


def _stands_alone(text: str, code: str) -> bool:
    """Whether the code is no part of a longer word; in addresses and on sheets signs stand around it."""
    before, _code, after = text.upper().partition(code)
    return not re.search(r"[\w.-]\Z", before) and not re.match(r"[\w-]", after)
