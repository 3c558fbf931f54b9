"""Every page of the shared data, against tables written down by looking at them."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest

from scanning.cleanup.analysis import grey, survey
from scanning.cleanup.edges import black_edges, painted_over
from scanning.cleanup.straighten import skew_degrees
from scanning.cleanup.turn import turned
from scanning.intake.documents import PAGE_SUFFIXES, open_pages
from scanning.model import Findings, PageImage
from scanning.ocr.reading import Reader, read_words
from scanning.ocr.stream import TesseractPool
from scanning.pipeline import read_page
from scanning.separate.codes import codes_on, start_by_sheet
from scanning.separate.patch import has_patch_t

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1200)]

TURNED = {
    "pages/kg_2155_p4_sideways.jpg#1": 270,
    "scans/ocrmypdf/cardinal.pdf#2": 270,
    "scans/ocrmypdf/cardinal.pdf#3": 180,
    "scans/ocrmypdf/cardinal.pdf#4": 90,
}
"""Degrees clockwise that a page needs; every other page lies upright."""

BLANK = {"scans/naps2/blank1.jpg#1", "scans/ocrmypdf/blank.pdf#1"}
SEPARATORS = {
    "scans/naps2/patcht.jpg#1",
    "scans/naps2/skewed.jpg#1",
    "scans/paperless/patch-code-t-middle.pdf#2",
    "scans/paperless/patch-code-t-qr.pdf#1",
}
LOCKED = "encrypted_pdf.pdf"
DEGREES = (-15.0, -12.3, -7.7, -3.1, -1.0, -0.5, 0.5, 1.0, 3.1, 5.0, 10.0, 15.0)


@dataclass(frozen=True)
class Facts:
    findings: Findings
    is_separator: bool


def pages_in(shared_data: Path, *folders: str) -> Iterator[tuple[str, PageImage]]:
    for file in sorted(file for folder in folders for file in (shared_data / folder).rglob("*")):
        if file.suffix in PAGE_SUFFIXES and file.name != LOCKED:
            for number, page in enumerate(open_pages(file), 1):
                yield f"{file.relative_to(shared_data)}#{number}", page


def facts_of(page: PageImage, reader: Reader) -> Facts:
    is_separator = has_patch_t(page) or start_by_sheet(codes_on(page)) is not None
    return Facts(read_page(page, reader=reader).findings, is_separator)


@pytest.fixture(scope="module")
def facts(shared_data: Path) -> dict[str, Facts]:
    running: dict[str, Future[Facts]] = {}
    with TesseractPool() as pool, ThreadPoolExecutor(2) as executor:
        reader = partial(read_words, again=False, recognise=pool)
        for number, (name, page) in enumerate(pages_in(shared_data, "pages", "scans")):
            if number > 3:
                list(running.values())[number - 4].result()  # so that few pages are held at once
            running[name] = executor.submit(facts_of, page, reader)
    return {name: future.result() for name, future in running.items()}


def test_every_page_is_turned_as_a_person_would(facts: dict[str, Facts]) -> None:
    assert len(facts) > 170
    with_text = {name: each.findings.turned_degrees for name, each in facts.items() if name not in BLANK}
    assert {name: turn for name, turn in with_text.items() if turn != TURNED.get(name, 0)} == {}


def test_the_blank_pages_and_no_others_are_flagged(facts: dict[str, Facts]) -> None:
    assert {name for name, each in facts.items() if each.findings.blank} == BLANK


def test_the_separator_sheets_and_no_others_are_recognised(facts: dict[str, Facts]) -> None:
    assert {name for name, each in facts.items() if each.is_separator} == SEPARATORS


def test_no_page_has_punch_holes_or_a_paper_to_cut_out(facts: dict[str, Facts]) -> None:
    wrong = {"cut_out", "holes"}
    found = {
        (name, step.name.value)
        for name, each in facts.items()
        for step in each.findings.steps
        if step.name.value in wrong and step.value
    }
    assert found == set()


def test_a_sheet_drawn_in_askew_is_straightened(facts: dict[str, Facts]) -> None:
    skewed = facts["scans/naps2/skewed.jpg#1"].findings
    assert skewed.skew_degrees == pytest.approx(-16.0, abs=0.1)
    assert skewed.mean_confidence > 50


def rotated(page: PageImage, degrees: float) -> PageImage:
    """Return a page turned counter-clockwise about its middle, as a feeder draws it in."""
    size = (page.width, page.height)
    matrix = cv2.getRotationMatrix2D((page.width / 2, page.height / 2), degrees, 1.0)
    pixels = cv2.warpAffine(page.pixels, matrix, size, flags=cv2.INTER_CUBIC, borderValue=255)
    return PageImage(np.asarray(pixels, np.uint8), page.dpi)


def skew(page: PageImage) -> float:
    small = survey(page)
    return skew_degrees(painted_over(small, black_edges(small)))


def test_the_skew_of_every_page_is_found_within_a_tenth_of_a_degree_at_any_angle(shared_data: Path) -> None:
    wrong = []
    for name, page in pages_in(shared_data, "pages"):
        across = turned(PageImage(grey(page), page.dpi), TURNED.get(name, 0))
        upright = skew(across)
        errors = {degrees: skew(rotated(across, degrees)) - degrees - upright for degrees in DEGREES}
        wrong += [(name, degrees, round(error, 2)) for degrees, error in errors.items() if abs(error) > 0.1]
    assert wrong == []
