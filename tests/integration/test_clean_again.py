"""A page made anew by hand, and set back."""

from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import clean_again, digitise
from scanning.cleanup.recipe import AS_SCANNED, Recipe, recipe_from_data
from scanning.intake.images import save_image
from scanning.model import Colour, silent
from storage.model import Dossier, Page
from tests.desks import accepted, desk_in, load, pages_of
from tests.papers import sample_page


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Dossier]]:
    """A desk, and a dossier with one page that was scanned."""
    folder = tmp_path_factory.mktemp("again")
    with desk_in(folder) as (desk, embedded):
        dossier = accepted(desk)
        save_image(sample_page(2), folder / "1.png")
        load(embedded, [folder / "1.png"], "1")
        for _event in digitise(desk, dossier.code, "TP01", report=silent):
            pass
        yield desk, dossier


def only_page(desk: Desk, dossier: Dossier) -> Page:
    (page,) = pages_of(desk, dossier)
    return page


def test_a_page_made_by_hand_and_set_back_is_the_page_it_was(room: tuple[Desk, Dossier]) -> None:
    desk, dossier = room
    first = only_page(desk, dossier)
    by_hand = clean_again(desk, first, Recipe(colour=Colour.GREY, crop=(0, 0, 1, 0.5)))
    assert by_hand == only_page(desk, dossier)
    assert recipe_from_data(by_hand.recipe) == Recipe(colour=Colour.GREY, crop=(0, 0, 1, 0.5))
    assert by_hand.findings["height_px"] == pytest.approx(int(str(first.findings["height_px"])) / 2, abs=1)
    assert by_hand.cleaned != first.cleaned
    assert by_hand.original == first.original
    assert clean_again(desk, by_hand, Recipe()) == first


def test_what_is_found_follows_the_page(room: tuple[Desk, Dossier]) -> None:
    desk, dossier = room
    page = only_page(desk, dossier)
    with desk.storage.unit_of_work(read_only=True) as work:
        found = work.search.find("chứng sinh")
    clean_again(desk, page, Recipe(crop=(0, 0.8, 1, 1)))
    with desk.storage.unit_of_work(read_only=True) as work:
        assert len(work.search.find("chứng sinh")) < len(found)
    clean_again(desk, page, Recipe())


def test_the_audit_knows_who_made_it_anew(room: tuple[Desk, Dossier]) -> None:
    desk, dossier = room
    clean_again(desk, only_page(desk, dossier), Recipe())
    with desk.storage.unit_of_work(read_only=True) as work:
        entry = work.audit.of(dossier.code)[-1]
    assert (entry.step, entry.detail["recipe"]) == ("page_cleaned", {})


def test_as_scanned_keeps_the_pixels_and_the_original_is_never_changed(room: tuple[Desk, Dossier]) -> None:
    desk, dossier = room
    first = only_page(desk, dossier)
    file = desk.storage.contents.path(first.original)
    scanned = file.read_bytes()
    as_scanned = clean_again(desk, first, replace(AS_SCANNED, turn=180))
    assert as_scanned.cleaned is not None
    with pikepdf.open(desk.storage.contents.path(as_scanned.cleaned)) as document:
        (image,) = document.pages[0].resources.XObject.values()
        assert isinstance(image, pikepdf.Stream)
        assert pikepdf.PdfImage(image).size == (sample_page(2).width, sample_page(2).height)
    assert file.read_bytes() == scanned
    assert clean_again(desk, as_scanned, Recipe()) == first
