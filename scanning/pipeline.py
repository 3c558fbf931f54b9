"""How a page travels: cut out, colour, edges, holes, white, specks, turn, straighten, crop, blank, read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from scanning.cleanup.analysis import survey
from scanning.cleanup.area import kept_area
from scanning.cleanup.bilevel import only_ink
from scanning.cleanup.blank import is_blank
from scanning.cleanup.colour import choose_colour, kept_as, scanned_colour
from scanning.cleanup.crop import Paper, cut_out, find_paper, is_card, paper_at
from scanning.cleanup.despeckle import find_specks, without_specks
from scanning.cleanup.edges import black_edges, painted_over
from scanning.cleanup.holes import find_holes, painted_holes
from scanning.cleanup.recipe import How, Recipe, settled
from scanning.cleanup.straighten import skew_degrees, straightened
from scanning.cleanup.turn import lines_run_down, turned
from scanning.cleanup.whiten import white_of, whitened
from scanning.model import By, Colour, Findings, PageImage, ReadPage, Step, StepName
from scanning.ocr.reading import LEGIBLE_FROM, Reader, doubtful, mean_confidence, read_words


@dataclass(frozen=True, slots=True)
class _View:
    """A page, its survey, which everything is asked of, and what was done with both."""

    page: PageImage
    small: PageImage
    colour: Colour
    recipe: Recipe
    steps: tuple[Step, ...]
    is_card: bool

    def through(self, step: Callable[[PageImage], PageImage]) -> "_View":
        return replace(self, page=step(self.page), small=step(self.small))

    def noted(self, name: StepName, value: Any) -> "_View":
        return replace(self, steps=(*self.steps, _step(self.recipe, name, value)))

    def value(self, name: StepName) -> Any:
        return next(step.value for step in self.steps if step.name is name)


def read_page(original: PageImage, recipe: Recipe = Recipe(), *, reader: Reader = read_words) -> ReadPage:  # noqa: B008 - frozen
    """Clean and read one page as the recipe says; the original is left as it is.

    Which way up a page lies is asked of the reading itself: only a page that reads badly is read
    again turned by half, so that an upright page pays nothing for it.
    """
    view = _begun(original, recipe)
    if recipe.turn is not How.AUTOMATIC:
        return _read(_cleaned(view, settled(recipe.turn, int, 0)), reader)
    quarter = 90 if _lies_on_its_side(view) else 0
    first = _read(_cleaned(view, quarter), reader)
    if first.findings.blank:
        return _read(_cleaned(view, 0), reader) if quarter else first
    if first.findings.mean_confidence >= LEGIBLE_FROM:
        return first
    second = _read(_cleaned(view, quarter + 180), reader)
    return max(first, second, key=_legible)


def _lies_on_its_side(view: _View) -> bool:
    """Ask a card by its shape: what little it says runs along it."""
    return view.page.height > view.page.width if view.is_card else lines_run_down(view.small)


def _begun(original: PageImage, recipe: Recipe) -> _View:
    """Return the paper with the channels it needs, before it is turned."""
    paper = _paper(original, recipe)
    sheet = cut_out(original, paper) if paper else original
    card = paper is not None and is_card(sheet)
    colour = _colour(sheet, recipe, is_card=card)
    page = _with_colour(sheet, colour, recipe)  # before the rest: one channel costs a third of three
    steps = (
        _step(recipe, StepName.CUT_OUT, paper.corners.tolist() if paper else False),
        _step(recipe, StepName.COLOUR, colour.value),
    )
    view = _View(page, survey(page), colour, recipe, steps, card)
    return _without_specks(_white(_without_holes(_without_edges(view))))


def _colour(sheet: PageImage, recipe: Recipe, *, is_card: bool) -> Colour:
    choose = (
        scanned_colour if is_card else choose_colour
    )  # a card is pale, and its colours are what proves it
    colour = settled(recipe.colour, lambda: choose(sheet), scanned_colour(sheet))
    return Colour.GREY if colour is Colour.COLOUR and not sheet.is_colour else colour


def _with_colour(sheet: PageImage, colour: Colour, recipe: Recipe) -> PageImage:
    return only_ink(sheet) if recipe.colour is Colour.BILEVEL else kept_as(sheet, colour)


def _paper(original: PageImage, recipe: Recipe) -> Paper | None:
    if not isinstance(recipe.cut_out, How):
        return paper_at(original, recipe.cut_out)
    return find_paper(original) if recipe.cut_out is How.AUTOMATIC else None


def _without_edges(view: _View) -> _View:
    if view.recipe.edges is How.OFF:
        return view.noted(StepName.EDGES, value=False)
    black = black_edges(view.small)  # first of all: their straight sides look like lines of text
    painted = view.through(lambda page: painted_over(page, black))
    return painted.noted(StepName.EDGES, bool(black.any()))


def _without_holes(view: _View) -> _View:
    holes = () if view.recipe.holes is How.OFF else find_holes(view.small)
    return view.through(lambda page: painted_holes(page, holes)).noted(StepName.HOLES, len(holes))


def _white(view: _View) -> _View:
    """Whiten the page alone: what is asked of the survey is asked of the paper as it was."""
    wanted = view.recipe.whiten is How.ON or (view.recipe.whiten is How.AUTOMATIC and not view.is_card)
    can_be = wanted and view.colour is not Colour.BILEVEL
    found = white_of(view.page, whatever_it_is=view.recipe.whiten is How.ON) if can_be else None
    if found is None:
        return view.noted(StepName.WHITEN, value=False)
    return replace(view, page=whitened(view.page, found)).noted(StepName.WHITEN, value=True)


def _without_specks(view: _View) -> _View:
    if view.recipe.despeckle is How.OFF or view.colour is not Colour.BILEVEL:
        return view.noted(StepName.DESPECKLE, 0)
    specks = find_specks(view.small)
    return view.through(lambda page: without_specks(page, specks)).noted(StepName.DESPECKLE, specks.count)


def _cleaned(begun: _View, degrees: int) -> _View:
    return _cropped(_straight(_turned(begun, degrees)))


def _turned(view: _View, degrees: int) -> _View:
    return view.through(lambda page: turned(page, degrees)).noted(StepName.TURN, degrees)


def _straight(view: _View) -> _View:
    skew = round(float(settled(view.recipe.straighten, lambda: skew_degrees(view.small), 0.0)), 2)
    page = straightened(view.page, skew, bilevel=view.colour is Colour.BILEVEL)
    # the survey may stay askew: all it will be asked is whether there is anything on it
    return replace(view, page=page).noted(StepName.STRAIGHTEN, skew)


def _cropped(view: _View) -> _View:
    area = view.recipe.crop
    if isinstance(area, How):  # what is beside the paper was cut off already
        return view.noted(StepName.CROP, value=False)
    return view.through(lambda page: kept_area(page, area)).noted(StepName.CROP, list(area))


def _read(view: _View, reader: Reader) -> ReadPage:
    blank = is_blank(view.small)
    words = () if blank else reader(view.page)
    return ReadPage(view.page, words, _findings(view, blank=blank, words=words))


def _findings(view: _View, *, blank: bool, words: tuple[Any, ...]) -> Findings:
    cut = (StepName.CUT_OUT, StepName.EDGES, StepName.CROP)
    return Findings(
        width_px=view.page.width,
        height_px=view.page.height,
        dpi=view.page.dpi,
        turned_degrees=view.value(StepName.TURN),
        skew_degrees=view.value(StepName.STRAIGHTEN),
        cropped=any(view.value(name) for name in cut),
        blank=blank,
        colour=view.colour,
        mean_confidence=round(mean_confidence(words), 1),
        doubtful_words=doubtful(words),
        steps=view.steps,
    )


def _step(recipe: Recipe, name: StepName, value: Any) -> Step:
    by = By.PROGRAM if getattr(recipe, name.value) is How.AUTOMATIC else By.PERSON
    return Step(name, by, value)


def _legible(page: ReadPage) -> float:
    """Return the letters read, weighed by confidence."""
    return sum(len(word.text) * word.confidence for word in page.words)
