"""What a public screen understands of what is typed or held before its reader; everything else is nothing."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from scanning.extract.citizen_card import read_card
from storage.model import CODE_FORM
from storage.tickets import Ticket

_LONGEST = 1000
_TICKET = re.compile(r"Q[0-9]{6}-[A-Z][0-9]{3,6}-([A-Z2-7]{13})")
_PROCEDURE = re.compile(r"[0-9]\.[0-9]{6}")


class Shown(StrEnum):
    """What was shown."""

    DOSSIER = "dossier"
    TICKET = "ticket"
    CARD = "card"
    PROCEDURE = "procedure"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was shown, and what it names: a code, the secret of a ticket, a card's number and `holder`."""

    what: Shown
    name: str = field(default="", repr=False)
    holder: str = field(default="", repr=False)


NOTHING = Seen(Shown.NOTHING)


def ticket_code(ticket: Ticket) -> str:
    """Return what the QR of a ticket says; its last part stands nowhere else."""
    return f"Q{ticket.day:%y%m%d}-{ticket.label}-{ticket.secret}"


def seen(text: str) -> Seen:
    """Return what a typed line or a QR names; whatever is not wholly one of ours is nothing."""
    if len(text) > _LONGEST or not text.strip().isprintable():
        return NOTHING
    line = text.strip()
    if ticket := _TICKET.fullmatch(line.upper()):
        return Seen(Shown.TICKET, ticket[1])
    if CODE_FORM.fullmatch(line.upper()):
        return Seen(Shown.DOSSIER, line.upper())
    if _PROCEDURE.fullmatch(line):
        return Seen(Shown.PROCEDURE, line)
    card = read_card(line)
    return Seen(Shown.CARD, card.id_number, card.full_name) if card else NOTHING
