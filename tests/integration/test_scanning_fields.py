"""Fields of real papers of Vietnamese offices against what a person typed."""

import csv
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scanning.extract.fields import extract_fields
from scanning.extract.model import FieldName
from scanning.intake.documents import open_pages
from scanning.pipeline import read_page


def typed_notations(data: Path) -> Iterator[tuple[Path, str]]:
    """Yield each paper and its notation; rows marked CONFLICT are left out."""
    with (data / "scans" / "fields.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if "CONFLICT" not in (row["note"] or ""):
                yield data / "scans" / row["file"], row["document_number"].replace("_", "/").split("/")[1]
    for truth in (data / "pages").glob("*.fields.json"):
        image = next(truth.parent.glob(truth.name.split(".")[0] + ".[jp]*g"))
        yield image, json.loads(truth.read_text("utf-8"))["so_ky_hieu"].split("/")[1]


def found_notation(file: Path) -> str | None:
    page = read_page(next(open_pages(file)))
    found = {field.name: field.value for field in extract_fields(page.words, page.image.height)}
    return found.get(FieldName.CODE_NOTATION)


def test_at_least_95_percent_of_the_notations_are_right(shared_data: Path) -> None:
    papers = list(typed_notations(shared_data))
    with ThreadPoolExecutor(2) as readers:
        found = list(readers.map(found_notation, [file for file, _typed in papers]))
    wrong = [
        (file.name, typed, got) for (file, typed), got in zip(papers, found, strict=True) if typed != got
    ]
    assert len(wrong) <= 0.05 * len(papers), wrong
