"""Both sides of a card on one page at their true size, and apart again."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest

from clerk_app.workflow import review
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import digitise
from clerk_app.workflow.sign_bundle import bundled
from scanning.intake.images import save_image
from scanning.model import PageImage, Pixels, silent
from storage.model import Dossier, Page
from tests.desks import accepted, desk_in, load, pages_of

DPI = 150
CARD_INCHES = (3.37, 2.125)


def side(words: str) -> PageImage:
    """Return a card on an A4 glass, with words on it."""
    pixels = np.full((round(11.69 * DPI), round(8.27 * DPI), 3), 250, np.uint8)
    left, top, right, bottom = (
        round(inches * DPI) for inches in (2, 3, 2 + CARD_INCHES[0], 3 + CARD_INCHES[1])
    )
    cv2.rectangle(pixels, (left, top), (right, bottom), (176, 214, 200), cv2.FILLED)
    for number, word in enumerate(words.split()):
        place = (left + 40, top + 80 + 80 * number)
        cv2.putText(pixels, word, place, cv2.FONT_HERSHEY_DUPLEX, 1.6, (15, 15, 15), 3)
    return PageImage(pixels, DPI)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Dossier]]:
    """A desk, and a dossier with both sides of a card, each on a page of its own."""
    folder = tmp_path_factory.mktemp("card")
    with desk_in(folder) as (desk, embedded):
        dossier = accepted(desk)
        sheets = [folder / "1.png", folder / "2.png"]
        for file, words in zip(sheets, ("CAN CUOC", "MAT SAU"), strict=True):
            save_image(side(words), file)
        load(embedded, sheets, "card")
        for _event in digitise(desk, dossier.code, "TP01", report=silent):
            pass
        yield desk, dossier


def drawn(file: Path) -> list[Pixels]:
    with pypdfium2.PdfDocument(file) as document:
        return [np.asarray(page.render(scale=DPI / 72).to_pil().convert("RGB")) for page in document]


def file_of(desk: Desk, dossier: Dossier, folder: Path) -> Path:
    return bundled(desk, dossier.components[0], pages_of(desk, dossier), folder).file


def card_rows(page: Pixels) -> list[tuple[int, int]]:
    """Return from where to where there is card, down the middle of a page."""
    is_card = (np.ptp(page[:, page.shape[1] // 2 - 200 : page.shape[1] // 2 + 200], axis=2) > 15).mean(
        axis=1
    ) > 0.5
    steps = np.flatnonzero(np.diff(np.concatenate([[0], is_card.astype(int), [0]])))
    return [
        (int(first), int(last))
        for first, last in zip(steps[::2], steps[1::2], strict=True)
        if last - first > 50
    ]


def test_both_sides_come_on_one_page_at_true_size_and_apart_again(
    room: tuple[Desk, Dossier], tmp_path: Path
) -> None:
    desk, dossier = room
    before: tuple[Page, ...] = pages_of(desk, dossier)
    assert len(drawn(file_of(desk, dossier, tmp_path))) == 2
    front, back = before
    review.join_sides(desk, dossier.code, front.id, back.id)
    (page,) = drawn(file_of(desk, dossier, tmp_path))
    assert page.shape[:2] == pytest.approx((11.69 * 300 / 2, 8.27 * 300 / 2), abs=2)
    above, below = card_rows(page)
    for first, last in (above, below):
        assert last - first == pytest.approx(CARD_INCHES[1] * DPI, abs=5)
    assert above[1] < page.shape[0] / 2 < below[0]
    with desk.storage.unit_of_work(read_only=True) as work:
        assert [hit.page for hit in work.search.find("SAU")][:1]
    review.part_sides(desk, dossier.code, front.id)
    assert pages_of(desk, dossier) == before
    review.undo(desk, dossier.code)
    assert len(pages_of(desk, dossier)) == 1
    review.undo(desk, dossier.code)
    assert pages_of(desk, dossier) == before
