"""The pages of the kiosk, and what stands on them."""

from dataclasses import dataclass
from enum import StrEnum


class Page(StrEnum):
    """Where a visitor is."""

    START = "start"
    SERVICES = "services"
    PRIORITY = "priority"
    TICKET = "ticket"
    LOOKUP = "lookup"
    STATES = "states"
    PROCEDURES = "procedures"
    PROCEDURE = "procedure"
    RATING = "rating"
    THANKS = "thanks"


BACK = {
    Page.SERVICES: Page.START,
    Page.PRIORITY: Page.SERVICES,
    Page.LOOKUP: Page.START,
    Page.STATES: Page.LOOKUP,
    Page.PROCEDURES: Page.START,
    Page.PROCEDURE: Page.PROCEDURES,
    Page.RATING: Page.START,
    Page.THANKS: Page.START,
    Page.TICKET: Page.START,
}
"""Where "back" leads from a page."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line to be touched."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Something with a code to take along: a number, a state, a procedure.

    Attributes:
        head: in the largest letters.
        lines: below it.
        code: as QR, empty for none.
    """

    head: str
    lines: tuple[str, ...]
    code: str = ""
