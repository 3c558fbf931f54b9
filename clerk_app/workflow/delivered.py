"""Which pages of a dossier are pages of its files: the back of a card is on the page of its front."""

from collections.abc import Iterable

from scanning.cleanup.recipe import recipe_from_data
from storage.model import Page


def delivered(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return the pages that are delivered as pages of their own, in their order."""
    return tuple(page for page in pages if not recipe_from_data(page.recipe).on_front)
