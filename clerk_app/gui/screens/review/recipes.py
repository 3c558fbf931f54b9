"""What a hand changes about the clean-up of a page: its turn, its lean, and the part that is kept."""

from collections.abc import Callable
from dataclasses import replace

from scanning.cleanup.recipe import Area, How, Recipe
from storage.model import Page

_NUDGE_DEGREES = 0.5
_WIDEST_DEGREES = 15.0

Change = Callable[[Page, Recipe], Recipe]


def turned(degrees: int) -> Change:
    """Return what turns a page further by quarters, clockwise."""

    def change(page: Page, recipe: Recipe) -> Recipe:
        so_far = int(str(page.findings.get("turned_degrees", 0)))
        return replace(recipe, turn=(so_far + degrees) % 360)

    return change


def nudged(direction: int) -> Change:
    """Return what straightens a page a little more to one side."""

    def change(page: Page, recipe: Recipe) -> Recipe:
        so_far = float(str(page.findings.get("skew_degrees", 0.0)))
        degrees = so_far + direction * _NUDGE_DEGREES
        return replace(recipe, straighten=max(-_WIDEST_DEGREES, min(_WIDEST_DEGREES, degrees)))

    return change


def cropped(area: Area) -> Change:
    """Return what keeps only a part of a page, given in parts of the page as it is shown."""

    def change(_page: Page, recipe: Recipe) -> Recipe:
        return replace(recipe, crop=_within(recipe.crop, area))

    return change


def automatic(_page: Page, _recipe: Recipe) -> Recipe:
    """Leave all of clean-up to the program again."""
    return Recipe()


def _within(outer: Area | How, inner: Area) -> Area:
    """Return a part of a part of a page, in parts of the whole page."""
    left, top, right, bottom = (0.0, 0.0, 1.0, 1.0) if isinstance(outer, How) else outer
    wide, high = right - left, bottom - top
    return (left + inner[0] * wide, top + inner[1] * high, left + inner[2] * wide, top + inner[3] * high)
