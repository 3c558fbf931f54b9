"""Fields of real papers of Vietnamese offices against what a person typed."""

import csv
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from scanning.extract.document_types import OFFICIAL_LETTER, by_notation
from scanning.extract.fields import extract_fields
from scanning.extract.model import FieldName
from scanning.intake.documents import open_pages
from scanning.pipeline import read_page

pytestmark = pytest.mark.soak

Found = dict[FieldName, str]


@dataclass(frozen=True)
class TypedPaper:
    """What a person typed of a paper."""

    file: Path
    notation: str
    kind: str


def typed_papers(data: Path) -> Iterator[TypedPaper]:
    """Yield each paper; rows marked CONFLICT are left out, types marked wrong follow from the notation."""
    with (data / "scans" / "fields.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            note = row["note"] or ""
            if "CONFLICT" not in note:
                notation = row["document_number"].replace("_", "/").split("/")[1]
                typed = "" if "wrong" in note else (row["type"] or "")
                yield TypedPaper(data / "scans" / row["file"], notation, kind_of(typed, notation))
    for truth in (data / "pages").glob("*.fields.json"):
        image = next(truth.parent.glob(truth.name.split(".")[0] + ".[jp]*g"))
        notation = json.loads(truth.read_text("utf-8"))["so_ky_hieu"].split("/")[1]
        yield TypedPaper(image, notation, kind_of("", notation))


def kind_of(typed: str, notation: str) -> str:
    if typed.startswith(OFFICIAL_LETTER.name):
        return OFFICIAL_LETTER.name
    return typed or (by_notation(notation) or OFFICIAL_LETTER).name


def read(paper: TypedPaper) -> Found:
    page = read_page(next(open_pages(paper.file)))
    return {field.name: field.value for field in extract_fields(page.words, page.image.height)}


@pytest.fixture(scope="module")
def papers(shared_data: Path) -> list[tuple[TypedPaper, Found]]:
    typed = list(typed_papers(shared_data))
    with ThreadPoolExecutor(2) as readers:
        return list(zip(typed, readers.map(read, typed), strict=True))


def test_at_least_95_percent_of_the_notations_are_right(papers: list[tuple[TypedPaper, Found]]) -> None:
    wrong = [
        (paper.file.name, paper.notation, found.get(FieldName.CODE_NOTATION))
        for paper, found in papers
        if found.get(FieldName.CODE_NOTATION) != paper.notation
    ]
    assert len(wrong) <= 0.05 * len(papers), wrong


def test_at_least_97_percent_of_the_types_are_right(papers: list[tuple[TypedPaper, Found]]) -> None:
    wrong = [
        (paper.file.name, paper.kind, found.get(FieldName.TYPE_NAME))
        for paper, found in papers
        if found.get(FieldName.TYPE_NAME) != paper.kind
    ]
    assert len(wrong) <= 0.03 * len(papers), wrong
