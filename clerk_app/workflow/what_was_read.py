"""What a code says that a reader, a camera or a keyboard gave: told apart in one place for counter and kiosk.

Whatever is not wholly one of ours is unknown; an address is only looked into, never opened.
"""

import re
from dataclasses import dataclass, field

from scanning.extract.citizen_card import CitizenCard, read_card
from storage.model import CODE_FORM, DossierCode

_LONGEST = 1000
_PROCEDURE = re.compile(r"(?P<code>[0-9]\.[0-9]{6})(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[GH][0-9]{2})?")
"""Number of the national catalogue; that of a province follows it on some posters."""

_TICKET = re.compile(r"(?:HTTPS?://[!-~]+/)?(?P<code>Q[0-9]{6}-[A-Z][0-9]{3,6}-(?P<secret>[A-Z2-7]{13}))")
"""Bare, or as the last part of the address of the page for citizens."""

_RECEIPT = re.compile(rf"(?P<code>{CODE_FORM.pattern})\.(?P<secret>[A-Z2-7]{{13}})")

_PLAIN = re.compile(r"[\w.:/?&=%|#+~-]+", re.ASCII)
"""The letters of our papers and of addresses: no spaces, quotes, brackets or signs that nobody sees."""

_OF_A_CODE = re.compile(r"[|]|://|[^\s]{20,}")
"""What nobody types into a field: separators, addresses, and words longer than any of ours."""


@dataclass(frozen=True, slots=True)
class DossierRead:
    """The code of a dossier: from a receipt, a form, a separator sheet or a page of the portal.

    `secret` is what only a receipt shows, as it was read: whether it is the right one is not known here.
    """

    code: DossierCode
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TicketRead:
    """The queue number whose paper shows this secret."""

    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProcedureRead:
    """The code of a procedure, as posters have it; whether the centre handles it is not known here."""

    code: str


@dataclass(frozen=True, slots=True)
class UnknownRead:
    """Nothing of ours; `is_code` where a person cannot have meant it as text either."""

    is_code: bool


Read = CitizenCard | DossierRead | TicketRead | ProcedureRead | UnknownRead


def what_was_read(text: str) -> Read:
    """Tell what a text is that came from a reader; case and spaces at its ends do not matter.

    Args:
        text: one code, without the line's end.
    """
    text = text.strip()
    if len(text) > _LONGEST or not text.isprintable():
        return UnknownRead(is_code=True)
    card = read_card(text)
    if card is not None:
        return card
    if ticket := _TICKET.fullmatch(text.upper()):
        return TicketRead(ticket["secret"])
    if dossier := _dossier(text.upper()):
        return dossier
    if procedure := _PROCEDURE.fullmatch(text.upper()):
        return ProcedureRead(procedure["code"])
    return UnknownRead(is_code=_OF_A_CODE.search(text) is not None)


def _dossier(text: str) -> DossierRead | None:
    if receipt := _RECEIPT.fullmatch(text):
        return DossierRead(DossierCode(receipt["code"]), receipt["secret"])
    codes = set(CODE_FORM.findall(text))
    if len(codes) == 1 and _PLAIN.fullmatch(text) and _stands_alone(text, *codes):
        return DossierRead(DossierCode(*codes))
    return None


def _stands_alone(text: str, code: str) -> bool:
    """Whether the code is no part of a longer word; in addresses and on sheets signs stand around it."""
    before, _code, after = text.partition(code)
    return not re.search(r"[\w.-]\Z", before) and not re.match(r"[\w-]", after)
