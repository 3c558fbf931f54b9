"""Two sides of a card that were scanned one after the other: on one page, and apart again."""

from dataclasses import replace

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import clean_again
from clerk_app.workflow.rights import Right, require
from scanning.cleanup.recipe import recipe_from_data
from storage.model import Page


def join_sides(desk: Desk, front: Page, back: Page) -> Page:
    """Show the back under the front; the page of the back stays, and is delivered with its front only.

    Raises:
        RightMissing.
        ScanningError, ChangedElsewhere: see `clean_again`; both pages stay as they were.
    """
    require(desk.actor, Right.DIGITISE)
    joined = clean_again(desk, front, replace(recipe_from_data(front.recipe), back=str(back.original)))
    _mark(desk, back, on_front=True)
    return joined


def part_sides(desk: Desk, front: Page) -> Page:
    """Undo `join_sides`: each side is a page of its own again.

    Raises:
        RightMissing.
        ScanningError, ChangedElsewhere: see `clean_again`.
    """
    require(desk.actor, Right.DIGITISE)
    recipe = recipe_from_data(front.recipe)
    for back in _of_dossier(desk, front):
        if back.original == recipe.back and recipe_from_data(back.recipe).on_front:
            _mark(desk, back, on_front=False)
    return clean_again(desk, front, replace(recipe, back=""))


def _mark(desk: Desk, page: Page, *, on_front: bool) -> None:
    recipe = replace(recipe_from_data(page.recipe), on_front=on_front)
    with desk.storage.unit_of_work() as work:
        work.pages.update(replace(page, recipe=recipe.as_data()))
        work.commit()


def _of_dossier(desk: Desk, page: Page) -> tuple[Page, ...]:
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.pages.of(page.dossier)
