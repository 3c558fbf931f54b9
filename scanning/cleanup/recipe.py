"""What is to be done with a page: each step by itself, not at all, or as a person set it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

from scanning.cleanup.possible import POSSIBLE
from scanning.errors import RecipeRefused, RecipeUnknown
from scanning.model import Colour, StepName

VERSION = 1
"""Of the data; a recipe of another version is refused rather than half understood."""

Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""x and y in parts of the original's width and height: top left, then clockwise."""

Area = tuple[float, float, float, float]
"""Left, top, right, bottom in parts of the page's width and height as it looks before it is cropped."""


class How(StrEnum):
    """Who decides on a step."""

    AUTOMATIC = "automatic"
    OFF = "off"
    ON = "on"


Wanted = TypeVar("Wanted")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a page is made from its original; nothing in it changes the original.

    Attributes:
        cut_out: the corners of the paper in the original, seen from straight above afterwards.
        colour: how the page is kept; off keeps the channels it was scanned with.
        edges: whether black beside the paper is painted over.
        holes: whether punch holes are painted over.
        whiten: whether the paper is made white; on even where it is coloured or a picture.
        despeckle: whether specks are taken from a bilevel page.
        turn: degrees clockwise, in quarters.
        straighten: by how many degrees the lines rise to the right.
        crop: what is kept of the page when everything else is done.
        back: name of the original of a card's back that is shown under this page; empty for none.

    Raises:
        RecipeRefused: a value that no page can be made with.
    """

    cut_out: Corners | How = How.AUTOMATIC
    colour: Colour | How = How.AUTOMATIC
    edges: How = How.AUTOMATIC
    holes: How = How.AUTOMATIC
    whiten: How = How.AUTOMATIC
    despeckle: How = How.AUTOMATIC
    turn: int | How = How.AUTOMATIC
    straighten: float | How = How.AUTOMATIC
    crop: Area | How = How.AUTOMATIC
    back: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be done."""
        for each in fields(self):
            value = getattr(self, each.name)
            is_possible = POSSIBLE.get(each.name)
            if isinstance(value, How):
                refused = value is How.ON and is_possible is not None
            else:
                refused = is_possible is None or not is_possible(value)
            if refused:
                raise RecipeRefused(each.name, str(value))

    @property
    def leaves_the_pixels(self) -> bool:
        """Whether everything is off but the turn, which a viewer can do."""
        return not self.back and all(getattr(self, name) is How.OFF for name in _PIXEL_STEPS)

    def as_data(self) -> dict[str, Any]:
        """Return plain values for JSON: what is not automatic; nothing at all for a page left to itself."""
        chosen = {each.name: (getattr(self, each.name), each.default) for each in fields(self)}
        kept = {name: value for name, (value, default) in chosen.items() if value != default}
        return {"version": VERSION, **{name: _plain(value) for name, value in kept.items()}} if kept else {}


_PIXEL_STEPS = tuple(step.value for step in StepName if step is not StepName.TURN)
AS_SCANNED = Recipe(**dict.fromkeys(_PIXEL_STEPS, How.OFF))
"""The pixels as the scanner gave them; only which way up they are shown is found out."""


def recipe_from_data(data: Mapping[str, object]) -> Recipe:
    """Return what `Recipe.as_data` gave.

    Raises:
        RecipeUnknown: of another version, or it names a step that is not known here.
        RecipeRefused: see `Recipe`.
    """
    if not data:
        return Recipe()
    steps = {name: value for name, value in data.items() if name != "version"}
    unknown = steps.keys() - {each.name for each in fields(Recipe)}
    if data.get("version") != VERSION or unknown:
        raise RecipeUnknown(str(data.get("version")))
    return Recipe(**{name: _value(name, value) for name, value in steps.items()})


def recipe_as_done(steps: Iterable[Mapping[str, Any]]) -> Recipe:
    """Return the recipe that sets every step to what was done, from `Step.as_data`: where a hand goes on.

    Raises:
        RecipeUnknown, RecipeRefused: see `recipe_from_data`.
    """
    done = {str(step["step"]): _as_set(str(step["step"]), step["value"]) for step in steps}
    return recipe_from_data({"version": VERSION, **done})


def _as_set(step: str, value: object) -> object:
    if step in POSSIBLE:
        return How.OFF if value is False else value
    return How.ON if value else How.OFF


def settled(choice: Wanted | How, found: Callable[[], Wanted], off: Wanted) -> Wanted:
    """Return the value of a step: found if automatic, else as set, or `off`."""
    if not isinstance(choice, How):
        return choice
    return found() if choice is How.AUTOMATIC else off


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _value(step: str, plain: object) -> Any:
    if plain in tuple(How):
        return How(str(plain))
    if step == "colour" and plain in tuple(Colour):
        return Colour(str(plain))
    return _frozen(plain)


def _frozen(plain: object) -> object:
    return tuple(_frozen(each) for each in plain) if isinstance(plain, list | tuple) else plain
