"""The recipe of a page: every step by itself, undone, or set by hand; kept as data."""

import json

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanning.cleanup.recipe import AS_SCANNED, Area, Corners, How, Recipe, recipe_as_done, recipe_from_data
from scanning.cleanup.straighten import straightened
from scanning.cleanup.turn import turned
from scanning.errors import RecipeRefused, RecipeUnknown
from scanning.model import By, Colour, PageImage, ReadPage, StepName, Word
from scanning.pipeline import read_page
from tests.papers import sample_page

SHARES = st.floats(0, 1)
SWITCHES = st.sampled_from(How)
CHOICES = st.sampled_from((How.AUTOMATIC, How.OFF))


@st.composite
def areas(draw: st.DrawFn) -> Area:
    left, top = draw(st.floats(0, 0.4)), draw(st.floats(0, 0.4))
    return left, top, left + draw(st.floats(0.2, 0.6)), top + draw(st.floats(0.2, 0.6))


@st.composite
def corners(draw: st.DrawFn) -> Corners:
    left, top, right, bottom = draw(areas())
    return (left, top), (right, top), (right, bottom), (left, bottom)


RECIPES = st.builds(
    Recipe,
    cut_out=CHOICES | corners(),
    colour=CHOICES | st.sampled_from(Colour),
    turn=CHOICES | st.sampled_from((0, 90, 180, 270)),
    straighten=CHOICES | st.floats(-45, 45),
    edges=SWITCHES,
    holes=SWITCHES,
    whiten=SWITCHES,
    despeckle=SWITCHES,
    crop=CHOICES | areas(),
)


@given(RECIPES)
def test_a_recipe_comes_back_from_its_data(recipe: Recipe) -> None:
    assert recipe_from_data(json.loads(json.dumps(recipe.as_data()))) == recipe


def test_a_page_left_to_the_program_keeps_nothing() -> None:
    assert Recipe().as_data() == {}


@pytest.mark.parametrize("data", [{"version": 2}, {"turn": 90}, {"version": 1, "iron": "on"}])
def test_a_recipe_of_another_program_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(RecipeUnknown):
        recipe_from_data(data)


@pytest.mark.parametrize(
    ("step", "value"),
    [
        ("turn", 45),
        ("turn", True),
        ("turn", "on"),
        ("straighten", 46.0),
        ("straighten", float("nan")),
        ("crop", [0.5, 0.0, 0.2, 1.0]),
        ("crop", [0.0, 0.0, 1.0, 1.5]),
        ("crop", [0.5, 0.5, 0.55, 0.55]),
        ("colour", "sepia"),
        ("edges", 1),
        ("whiten", "bw"),
        ("cut_out", [[0, 0], [1, 0], [1, 1]]),
        ("cut_out", [[0, 0], [0, 1], [1, 1], [1, 0]]),  # the wrong way round
        ("cut_out", [[0, 0], [1, 0], [0.3, 0.3], [0, 1]]),  # a dent
    ],
)
def test_what_no_page_can_be_made_with_is_refused(step: str, value: object) -> None:
    with pytest.raises(RecipeRefused) as refused:
        recipe_from_data({"version": 1, step: value})
    assert refused.value.step == step


def unread(_page: PageImage) -> tuple[Word, ...]:
    return ()


def made(recipe: Recipe, original: PageImage | None = None) -> ReadPage:
    return read_page(original or askew(), recipe, reader=unread)


def askew() -> PageImage:
    """Return a coloured page on its side, askew, with a black edge, two punch holes, on greyish paper."""
    page = straightened(turned(sample_page(2), 90), -3.0)
    pixels = np.minimum(page.pixels, 232)
    pixels[:, :60] = 10
    for y in (900, 900 + round(80 / 25.4 * 300)):
        cv2.circle(pixels, (page.width - 140, y), 35, (20, 20, 20), cv2.FILLED)
    return PageImage(np.ascontiguousarray(pixels[::2, ::2]), 150)


@pytest.mark.parametrize(
    ("step", "recipe", "value"),
    [
        (StepName.COLOUR, Recipe(colour=Colour.GREY), "grey"),
        (StepName.TURN, Recipe(turn=180), 180),
        (StepName.TURN, Recipe(turn=How.OFF), 0),
        (StepName.STRAIGHTEN, Recipe(straighten=-7.5), -7.5),
        (StepName.STRAIGHTEN, Recipe(straighten=How.OFF), 0),
        (StepName.EDGES, Recipe(edges=How.OFF), False),
        (StepName.HOLES, Recipe(holes=How.OFF), 0),
        (StepName.WHITEN, Recipe(whiten=How.OFF), False),
        (StepName.CROP, Recipe(crop=(0.1, 0.2, 0.9, 0.8)), [0.1, 0.2, 0.9, 0.8]),
    ],
)
def test_each_step_is_done_as_a_person_set_it_and_the_record_says_so(
    step: StepName, recipe: Recipe, value: object
) -> None:
    automatic, by_hand = made(Recipe()), made(recipe)
    (record,) = (each for each in by_hand.findings.steps if each.name is step)
    assert (record.by, record.value) == (By.PERSON, value)
    assert [each.by for each in automatic.findings.steps] == [By.PROGRAM] * len(automatic.findings.steps)
    assert not np.array_equal(by_hand.image.pixels, automatic.image.pixels)


def test_a_crop_keeps_the_part_that_was_drawn() -> None:
    whole, part = made(Recipe()).image, made(Recipe(crop=(0.1, 0.2, 0.9, 0.8))).image
    top, left = round(0.2 * whole.height), round(0.1 * whole.width)
    assert np.array_equal(part.pixels, whole.pixels[top : top + part.height, left : left + part.width])


def test_corners_set_by_hand_cut_out_the_paper_inside_them() -> None:
    page = sample_page(0)
    inner = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.5), (0.25, 0.5))
    image = made(Recipe(cut_out=inner, straighten=How.OFF, turn=0), page).image
    assert (image.width, image.height) == pytest.approx((page.width / 2, page.height / 4), abs=1)


def test_black_and_white_by_hand_leaves_only_ink_and_paper() -> None:
    page = made(Recipe(colour=Colour.BILEVEL, straighten=How.OFF))
    assert set(np.unique(page.image.pixels)) == {0, 255}
    assert 0.01 < (page.image.pixels == 0).mean() < 0.2
    assert page.findings.colour is Colour.BILEVEL


def test_colour_that_was_not_scanned_stays_grey() -> None:
    grey = PageImage(np.ascontiguousarray(sample_page(0).pixels[:, :, 1]), 300)
    assert made(Recipe(colour=Colour.COLOUR), grey).findings.colour is Colour.GREY


def test_as_scanned_leaves_every_pixel() -> None:
    page = askew()
    image = made(AS_SCANNED, page).image
    assert any(np.array_equal(image.pixels, turned(page, quarter).pixels) for quarter in (0, 90, 180, 270))
    assert AS_SCANNED.leaves_the_pixels
    assert not Recipe().leaves_the_pixels


@settings(max_examples=4, deadline=None)
@given(quarter=st.sampled_from((0, 90, 180, 270)), degrees=st.floats(-4, 4))
def test_setting_every_step_to_what_was_done_makes_the_same_page(quarter: int, degrees: float) -> None:
    page = sample_page(2)
    original = straightened(turned(PageImage(page.pixels[::3, ::3], 100), quarter), degrees)
    first = made(Recipe(), original)
    again = made(recipe_as_done([step.as_data() for step in first.findings.steps]), original)
    assert np.array_equal(again.image.pixels, first.image.pixels)
    assert [step.value for step in again.findings.steps] == [step.value for step in first.findings.steps]


def test_the_original_is_never_changed() -> None:
    page = askew()
    before = page.pixels.copy()
    made(Recipe(), page)
    assert np.array_equal(page.pixels, before)


def test_a_black_edge_across_a_skewed_page_is_not_taken_for_its_lines() -> None:
    page = straightened(sample_page(0), -4.0)
    edged = PageImage(page.pixels.copy(), page.dpi)
    edged.pixels[:60] = 10
    found, wanted = made(Recipe(), edged).findings, made(Recipe(), page).findings
    assert wanted.skew_degrees > 3
    assert found.skew_degrees == pytest.approx(wanted.skew_degrees, abs=0.1)
