"""Which way up real pages lie, against a table written down by looking at them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from scanning.intake.documents import open_pages
from scanning.model import Findings
from scanning.ocr.reading import read_words
from scanning.ocr.stream import TesseractPool
from scanning.pipeline import read_page

pytestmark = pytest.mark.soak

TURNED = {
    "pages/kg_2155_p4_sideways.jpg": (270,),
    "scans/ocrmypdf/cardinal.pdf": (0, 270, 180, 90),
    "scans/naps2/skewed.jpg": (0,),
    "scans/naps2/patcht.jpg": (0,),
    "scans/naps2/notblank.jpg": (0,),
    "scans/paperless/double-sided-odd.pdf": (0, 0, 0),
    "scans/paperless/multi-page-images.tiff": (0, 0, 0),
    "scans/02_syt_gavi.pdf": (0, 0, 0),
}
"""Degrees clockwise that each page needs; every other page of `pages` lies upright."""


@pytest.fixture(scope="module")
def findings(shared_data: Path) -> dict[str, tuple[Findings, ...]]:
    upright = {f"pages/{file.name}": (0,) for file in (shared_data / "pages").glob("*.[jp][pn]g")}
    with TesseractPool() as pool:
        reader = partial(read_words, again=False, recognise=pool)
        return {
            name: tuple(read_page(page, reader=reader).findings for page in open_pages(shared_data / name))
            for name in upright | TURNED
        }


def wrong(findings: dict[str, tuple[Findings, ...]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for name, pages in findings.items():
        turned = tuple(each.turned_degrees for each in pages)
        if turned != TURNED.get(name, (0,)):
            yield name, turned


def test_every_page_is_turned_as_a_person_would(findings: dict[str, tuple[Findings, ...]]) -> None:
    assert list(wrong(findings)) == []


def test_none_of_them_is_taken_for_blank(findings: dict[str, tuple[Findings, ...]]) -> None:
    assert [name for name, pages in findings.items() if any(each.blank for each in pages)] == []


def test_a_sheet_drawn_in_askew_is_straightened(findings: dict[str, tuple[Findings, ...]]) -> None:
    (skewed,) = findings["scans/naps2/skewed.jpg"]
    assert skewed.skew_degrees == pytest.approx(-16.0, abs=0.1)
    assert skewed.mean_confidence > 50
