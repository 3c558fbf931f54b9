"""What a person does to the pages of a dossier, and undoes; and a stack that is sorted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from clerk_app.embedded import Embedded
from clerk_app.workflow import review
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import digitise
from clerk_app.workflow.errors import MoveRefused, UnknownComponent, UnknownPage
from clerk_app.workflow.moves import Move, take_step
from clerk_app.workflow.progress import Step, next_step
from clerk_app.workflow.sign_bundle import sign_dossier
from scanning.cleanup.recipe import AS_SCANNED, Recipe, recipe_from_data
from scanning.intake.images import save_image
from scanning.model import Colour, silent
from storage.model import DocumentKind, Dossier, DossierCode, Page
from tests.desks import accepted, desk_in, load, pages_of, pin
from tests.papers import sample_page, write_sheets

Room = tuple[Desk, Embedded]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with desk_in(tmp_path_factory.mktemp("review")) as opened:
        yield opened


def scan(room: Room, folder: Path, name: str, sheets: int = 3) -> Dossier:
    """Return a dossier with so many sheets in its first paper."""
    desk, embedded = room
    dossier = accepted(desk, name)
    load(embedded, write_sheets(folder, sheets), name)
    for _event in digitise(desk, dossier.code, "TP01", report=silent):
        pass
    return dossier


def shown(desk: Desk, dossier: Dossier) -> dict[str, list[int]]:
    """Return the sheets of each paper, in the order of its pages; the numbers have no gaps."""
    found: dict[str, list[int]] = {}
    for page in pages_of(desk, dossier):
        found.setdefault(page.component, []).append(page.sheet)
        assert page.number == len(found[page.component])
    return found


def ids(desk: Desk, dossier: Dossier, *sheets: int) -> Sequence[int]:
    return [page.id for sheet in sheets for page in pages_of(desk, dossier) if page.sheet == sheet]


def test_pages_are_moved_removed_and_had_back(room: Room, tmp_path: Path) -> None:
    desk, _embedded = room
    dossier = scan(room, tmp_path, "moved", 4)
    review.move(desk, dossier.code, ids(desk, dossier, 3), "TP01", at=1)
    assert shown(desk, dossier) == {"TP01": [3, 1, 2, 4]}
    review.move(desk, dossier.code, ids(desk, dossier, 4, 1), "TP02")
    assert shown(desk, dossier) == {"TP01": [3, 2], "TP02": [4, 1]}
    gone = ids(desk, dossier, 3)
    review.remove(desk, dossier.code, gone)
    assert shown(desk, dossier) == {"TP01": [2], "TP02": [4, 1]}
    review.restore(desk, dossier.code, gone)
    assert shown(desk, dossier) == {"TP01": [3, 2], "TP02": [4, 1]}
    for _edit in range(4):
        review.undo(desk, dossier.code)
    assert shown(desk, dossier) == {"TP01": [1, 2, 3, 4]}
    assert review.undo(desk, dossier.code) is None
    review.redo(desk, dossier.code)
    assert shown(desk, dossier) == {"TP01": [3, 1, 2, 4]}
    assert [edit.kind for edit in review.edits_of(desk, dossier.code)] == [
        "move",
        "move",
        "remove",
        "restore",
    ]


def test_a_page_scanned_again_takes_the_place_of_the_bad_one(room: Room, tmp_path: Path) -> None:
    desk, _embedded = room
    dossier = scan(room, tmp_path, "again", 4)
    (bad,) = ids(desk, dossier, 2)
    review.replace_page(desk, dossier.code, bad, ids(desk, dossier, 4))
    assert shown(desk, dossier) == {"TP01": [1, 4, 3]}
    review.undo(desk, dossier.code)
    assert shown(desk, dossier) == {"TP01": [1, 2, 3, 4]}


def test_what_is_not_there_is_refused_and_changes_nothing(room: Room, tmp_path: Path) -> None:
    desk, _embedded = room
    dossier = scan(room, tmp_path, "refused", 1)
    with pytest.raises(UnknownPage):
        review.remove(desk, dossier.code, [10_000])
    with pytest.raises(UnknownComponent):
        review.move(desk, dossier.code, ids(desk, dossier, 1), "TP99")
    with pytest.raises(UnknownPage):
        review.correct(desk, dossier.code, ids(desk, dossier, 1)[0], {1000: "x"})
    assert review.edits_of(desk, dossier.code) == ()


def test_signed_pages_that_are_changed_have_to_be_signed_again(room: Room, tmp_path: Path) -> None:
    desk, _embedded = room
    dossier = scan(room, tmp_path, "signed", 2)
    review.move(desk, dossier.code, ids(desk, dossier, 2), "TP02")
    list(sign_dossier(desk, dossier.code, pin(), report=silent))
    assert _signed(desk, dossier.code) == {"TP01", "TP02"}
    review.move(desk, dossier.code, ids(desk, dossier, 2), "TP01", at=1)
    assert _signed(desk, dossier.code) == set()
    assert next_step(desk, dossier.code) is not Step.DECIDE


def test_a_returned_dossier_stays_as_it_is(room: Room, tmp_path: Path) -> None:
    desk, _embedded = room
    dossier = scan(room, tmp_path, "closed", 1)
    take_step(desk, dossier.code, Move.WITHDRAW, reason="người dân rút")
    with pytest.raises(MoveRefused):
        review.remove(desk, dossier.code, ids(desk, dossier, 1))


def _signed(desk: Desk, code: DossierCode) -> set[str | None]:
    with desk.storage.unit_of_work(read_only=True) as work:
        documents = work.documents.of(code)
    return {each.component for each in documents if each.kind is DocumentKind.COMPONENT}


@pytest.fixture(scope="module")
def paper(room: Room, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    desk, embedded = room
    folder = tmp_path_factory.mktemp("paper")
    dossier = accepted(desk, "paper")
    save_image(sample_page(2), folder / "1.png")
    load(embedded, [folder / "1.png"], "paper")
    for _event in digitise(desk, dossier.code, "TP01", report=silent):
        pass
    return dossier


def only_page(desk: Desk, dossier: Dossier) -> Page:
    (page,) = pages_of(desk, dossier)
    return page


def test_a_page_made_by_hand_and_undone_is_the_page_it_was(room: Room, paper: Dossier) -> None:
    desk, _embedded = room
    first = only_page(desk, paper)
    recipe = Recipe(colour=Colour.GREY, crop=(0, 0, 1, 0.5))
    review.clean(desk, paper.code, {first.id: recipe})
    by_hand = only_page(desk, paper)
    assert recipe_from_data(by_hand.recipe) == recipe
    assert by_hand.findings["height_px"] == pytest.approx(int(str(first.findings["height_px"])) / 2, abs=1)
    assert by_hand.cleaned != first.cleaned
    assert by_hand.original == first.original
    review.undo(desk, paper.code)
    assert only_page(desk, paper) == first
    review.redo(desk, paper.code)
    review.clean(desk, paper.code, {first.id: Recipe()})
    assert only_page(desk, paper) == first


def test_what_is_found_follows_the_page(room: Room, paper: Dossier) -> None:
    desk, _embedded = room
    page = only_page(desk, paper)

    def hits() -> int:
        with desk.storage.unit_of_work(read_only=True) as work:
            return len([hit for hit in work.search.find("chứng sinh") if hit.dossier == paper.code])

    before = hits()
    review.clean(desk, paper.code, {page.id: Recipe(crop=(0, 0.8, 1, 1))})
    assert hits() < before
    review.undo(desk, paper.code)
    assert hits() == before
    review.remove(desk, paper.code, [page.id])
    assert hits() < before
    review.undo(desk, paper.code)
    assert hits() == before


def test_a_corrected_word_is_what_the_pdf_says(room: Room, paper: Dossier) -> None:
    desk, _embedded = room
    page = only_page(desk, paper)
    words = review.page_words(desk, page)
    doubtful = [place for place, word in enumerate(words) if word.confidence < 90] or [0]
    review.correct(desk, paper.code, page.id, {doubtful[0]: "Thửđúng"})
    corrected = only_page(desk, paper)
    assert review.page_words(desk, corrected)[doubtful[0]].text == "Thửđúng"
    assert review.page_words(desk, corrected)[doubtful[0]].box == words[doubtful[0]].box
    with desk.storage.unit_of_work(read_only=True) as work:
        assert paper.code in {hit.dossier for hit in work.search.find("thuđúng")}
    review.undo(desk, paper.code)
    assert review.page_words(desk, only_page(desk, paper)) == words


def test_the_audit_knows_who_did_what(room: Room, paper: Dossier) -> None:
    desk, _embedded = room
    review.remove(desk, paper.code, [only_page(desk, paper).id])
    review.undo(desk, paper.code)
    with desk.storage.unit_of_work(read_only=True) as work:
        assert [entry.step for entry in work.audit.of(paper.code)][-2:] == [
            "pages_remove",
            "pages_undone",
        ]


def test_as_scanned_keeps_the_pixels_and_the_original_is_never_changed(room: Room, paper: Dossier) -> None:
    desk, _embedded = room
    first = only_page(desk, paper)
    file = desk.storage.contents.path(first.original)
    scanned = file.read_bytes()
    review.clean(desk, paper.code, {first.id: replace(AS_SCANNED, turn=180)})
    as_scanned = only_page(desk, paper)
    assert as_scanned.cleaned is not None
    with pikepdf.open(desk.storage.contents.path(as_scanned.cleaned)) as document:
        (image,) = document.pages[0].resources.XObject.values()
        assert isinstance(image, pikepdf.Stream)
        assert pikepdf.PdfImage(image).size == (sample_page(2).width, sample_page(2).height)
    assert file.read_bytes() == scanned
    review.clean(desk, paper.code, {first.id: Recipe()})
    assert only_page(desk, paper) == first
