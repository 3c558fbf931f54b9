"""A stack that never seems to end: memory stays flat, and a cancel loses nothing."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from clerk_app.workflow.digitise import PageKept, digitise
from scanning.cleanup.recipe import Recipe
from scanning.device.port import Scanner
from scanning.errors import ScanCancelled
from scanning.intake.images import save_image
from scanning.model import PageImage, Progress, ReadPage
from scanning.ocr.reading import Reader
from scanning.pipeline import read_page
from tests.desks import accepted, desk_in, pages_of
from tests.fakes.scanner import FakeScanner
from tests.papers import numbered_sheet

SHEETS, CANCELLED_AFTER = 1000, 900
DIFFERENT = 10
WARM = 100
GROWTH_BYTES = 100 * 2**20
_PAGE_BYTES = 4096


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE_BYTES


def read_without_words(original: PageImage, _recipe: Recipe, *, reader: Reader) -> ReadPage:
    return read_page(original, reader=lambda _page: ())


@dataclass
class Watch:
    """Counts sheets, notes memory, and cancels like a person."""

    sheets: int = 0
    memory: list[int] = field(default_factory=list)

    def report(self, _progress: Progress) -> None:
        if self.sheets == CANCELLED_AFTER:
            raise ScanCancelled
        self.sheets += 1
        self.memory.append(resident_bytes())


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_a_cancel_at_sheet_900_keeps_900_in_flat_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clerk_app.workflow.digitise.read_page", read_without_words)
    papers = [tmp_path / f"{number}.png" for number in range(DIFFERENT)]
    for number, paper in enumerate(papers):
        save_image(numbered_sheet(number, dpi=50), paper)
    stack: Scanner = FakeScanner([papers[number % DIFFERENT] for number in range(SHEETS)])
    watch = Watch()
    with desk_in(tmp_path / "clerk") as (opened, _embedded):
        desk = replace(opened, scanner=lambda: stack)
        dossier = accepted(desk)
        kept: list[PageKept] = []
        events = digitise(desk, dossier.code, "TP01", report=watch.report)
        with pytest.raises(ScanCancelled):
            kept.extend(event for event in events if isinstance(event, PageKept))
        pages = pages_of(desk, dossier)
    assert len(kept) == CANCELLED_AFTER
    assert [page.sheet for page in pages] == list(range(1, CANCELLED_AFTER + 1))
    assert all(page.cleaned for page in pages)
    assert max(watch.memory) - watch.memory[WARM] < GROWTH_BYTES
    assert max(watch.memory) < 2**30
