"""Paper into a dossier as a profile says: both sides by turning, blanks left out, untouched, by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from clerk_app.profiles import Begin, ScanProfile
from clerk_app.workflow import review
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import PageKept, digitise, digitise_backs
from clerk_app.workflow.sign_bundle import bundled
from scanning.cleanup.recipe import AS_SCANNED, Recipe, recipe_from_data
from scanning.errors import PaperJam, ScanCancelled, SidesUnequal
from scanning.intake.images import open_image, save_image
from scanning.model import PageImage, Progress, ReadPage, silent
from scanning.pipeline import read_page
from storage.model import Dossier, Page
from tests.desks import accepted, desk_in
from tests.fakes.scanner import FakeScanner
from tests.papers import bars, sample_page, write_sheets

TURNED = ScanProfile(turn_stack=True, dpi=75)


@dataclass(frozen=True)
class Counter:
    """A desk with one dossier, and a scanner whose feeder a test fills."""

    desk: Desk
    scanner: FakeScanner
    dossier: Dossier

    def lay(self, papers: Sequence[Path]) -> None:
        self.scanner.sheets, self.scanner.fed = papers, 0

    def scan(self, profile: ScanProfile) -> list[Page]:
        events = digitise(self.desk, self.dossier.code, "TP01", report=silent, profile=profile)
        return [event.page for event in events if isinstance(event, PageKept)]

    def scan_backs(self, fronts: Sequence[Page]) -> None:
        events = digitise_backs(self.desk, self.dossier.code, "TP01", fronts, report=silent, profile=TURNED)
        for _event in events:
            pass

    def pages(self) -> tuple[Page, ...]:
        with self.desk.storage.unit_of_work(read_only=True) as work:
            return work.pages.of(self.dossier.code, "TP01")

    def shown(self) -> list[int]:
        contents = self.desk.storage.contents
        return [bars(open_image(contents.path(page.original))) for page in self.pages()]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with desk_in(tmp_path / "home") as (desk, _embedded):
        scanner = FakeScanner(())
        yield Counter(replace(desk, scanner=lambda: scanner), scanner, accepted(desk))


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads the words, as nobody asks for them."""

    def without_words(original: PageImage, _recipe: Recipe, *, reader: object) -> ReadPage:
        return read_page(original, reader=lambda _page: ())

    monkeypatch.setattr("clerk_app.workflow.digitise.read_page", without_words)


@pytest.mark.usefixtures("unread")
def test_backs_of_a_turned_stack_come_behind_their_fronts(counter: Counter, tmp_path: Path) -> None:
    papers = write_sheets(tmp_path, 7)
    counter.lay(papers[:1])
    counter.scan(ScanProfile(dpi=75))
    counter.lay([papers[1], papers[3], papers[5]])
    fronts = counter.scan(TURNED)
    counter.lay([papers[6], papers[4], papers[2]])
    counter.scan_backs(fronts)
    assert counter.shown() == [1, 2, 3, 4, 5, 6, 7]
    assert [page.number for page in counter.pages()] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.usefixtures("unread")
def test_a_back_that_is_missing_is_said_and_every_side_is_kept(counter: Counter, tmp_path: Path) -> None:
    papers = write_sheets(tmp_path, 5)
    counter.lay(papers[:3])
    fronts = counter.scan(TURNED)
    counter.lay(papers[3:])
    with pytest.raises(SidesUnequal) as unequal:
        counter.scan_backs(fronts)
    assert (unequal.value.fronts, unequal.value.backs) == (3, 2)
    assert counter.shown() == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("unread")
def test_a_jam_among_the_backs_keeps_what_came_before_it(counter: Counter, tmp_path: Path) -> None:
    papers = write_sheets(tmp_path, 6)
    counter.lay(papers[:3])
    fronts = counter.scan(TURNED)
    counter.lay(papers[3:])
    counter.scanner.jam_at = 2
    with pytest.raises(PaperJam):
        counter.scan_backs(fronts)
    assert counter.shown() == [1, 2, 3, 4]


def test_a_back_that_lies_upside_down_is_turned(counter: Counter, tmp_path: Path) -> None:
    files = [*write_sheets(tmp_path, 1), tmp_path / "back.png"]
    save_image(PageImage(np.ascontiguousarray(np.rot90(sample_page(1).pixels[::2, ::2], 2)), 150), files[1])
    counter.lay(files[:1])
    fronts = counter.scan(TURNED)
    counter.lay(files[1:])
    counter.scan_backs(fronts)
    assert [page.findings["turned_degrees"] for page in counter.pages()] == [0, 180]


def test_blank_pages_are_left_out_of_the_file_only_where_the_profile_says_so(
    counter: Counter, tmp_path: Path
) -> None:
    save_image(PageImage(np.full((877, 620, 3), 252, np.uint8), 75), tmp_path / "blank.png")
    papers = [*write_sheets(tmp_path, 1), tmp_path / "blank.png"]
    (paper, *_) = counter.dossier.components
    for profile, pages in ((ScanProfile(), 2), (ScanProfile(drop_blank=True), 3)):
        counter.lay(papers)
        counter.scan(profile)
        assert bundled(counter.desk, paper, counter.pages(), tmp_path).pages == pages
    assert len(counter.pages()) == 3
    review.undo(counter.desk, counter.dossier.code)
    assert len(counter.pages()) == 4


def test_a_page_as_scanned_is_only_shown_upright(counter: Counter, tmp_path: Path) -> None:
    turned = np.ascontiguousarray(np.rot90(sample_page().pixels[::2, ::2]))
    save_image(PageImage(turned, 150), tmp_path / "lying.png")
    counter.lay([tmp_path / "lying.png"])
    counter.scan(ScanProfile(as_scanned=True))
    (page,) = counter.pages()
    assert (page.findings["width_px"], page.findings["height_px"]) == turned.shape[:2]
    assert recipe_from_data(page.recipe) == AS_SCANNED


@pytest.mark.usefixtures("unread")
def test_the_scanner_starts_when_paper_is_put_in(counter: Counter, tmp_path: Path) -> None:
    papers, waits = write_sheets(tmp_path, 2), 0

    def put_in(_progress: Progress) -> None:
        nonlocal waits
        waits += 1
        if waits == 3:
            counter.lay(papers)

    profile = ScanProfile(start=Begin.PAPER, dpi=75)
    for _event in digitise(counter.desk, counter.dossier.code, "TP01", report=put_in, profile=profile):
        pass
    assert counter.shown() == [1, 2]


def test_a_wait_for_paper_ends_at_a_wish(counter: Counter) -> None:
    def cancel(_progress: Progress) -> None:
        raise ScanCancelled

    profile = ScanProfile(start=Begin.PAPER)
    with pytest.raises(ScanCancelled):
        list(digitise(counter.desk, counter.dossier.code, "TP01", report=cancel, profile=profile))
