"""The nouns of separation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """A page where a document begins.

    Attributes:
        is_sheet: the page is a separator, no part of any document.
        component: what the document is, where the page says so.
        confidence: of the component, 0 to 100.
    """

    is_sheet: bool = False
    component: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Expected:
    """A paper that the procedure asks for: what a first page may turn out to be."""

    component: str
    name: str
