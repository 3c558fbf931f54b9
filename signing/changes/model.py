"""The nouns of changes: what was changed, where, and how far-reaching that is."""

from dataclasses import dataclass
from enum import IntEnum

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page's own coordinates."""


class Kind(IntEnum):
    """How far-reaching a change is; each kind needs more permission than the one before it."""

    VALIDATION = 1
    """Revocation data, metadata, document time stamps without a picture: what keeps signatures alive."""
    SIGNATURE = 2
    """A signature field was added or signed."""
    FORM = 3
    """A form field has another value."""
    COMMENT = 4
    """A remark was pinned to a page."""
    FORBIDDEN = 5
    """Anything else: no signature permits it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two revisions.

    ``where`` is a path in the document for the log. ``field`` is the full name of a form field that it
    concerns. ``page`` counts from 0; ``box`` is what it may draw on, None when it draws nothing.
    """

    kind: Kind
    where: str
    field: str | None = None
    page: int | None = None
    box: Rectangle | None = None
