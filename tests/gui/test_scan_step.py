"""The scan step's decisions: profiles, turned stacks, paper that starts the scanner, files, half a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from clerk_app.gui.model import Notice, Tone
from clerk_app.gui.runner import ignore
from clerk_app.gui.screens.scan.presenter import ScanPresenter
from clerk_app.profiles import ScanProfile
from clerk_app.settings import ScannerSettings, Settings
from clerk_app.workflow.desk import Desk
from scanning.cleanup.recipe import Recipe
from scanning.errors import NoPaperSensor, ScanCancelled
from scanning.intake.images import open_image
from scanning.model import PageImage, Progress, ReadPage, Report, Stage
from scanning.pipeline import read_page
from tests.desks import accepted, desk_in, pages_of
from tests.fakes.lanes import Lanes
from tests.fakes.scanner import FakeScanner
from tests.gui.test_presenters import Recorder
from tests.papers import bars, write_sheets


class Window(Recorder):
    """Remembers, and lets a test look at notices by their words."""

    def notice(self) -> Notice:
        found = self.shown["show_notice"]
        assert isinstance(found, Notice)
        return found

    def state(self) -> Any:
        return self.shown["show_state"]

    def primary(self) -> str:
        return str(self.shown["show_primary"].text)


@dataclass
class Step:
    """The presenter of a new dossier, and everything around it."""

    desk: Desk
    scanner: FakeScanner
    lanes: Lanes
    window: Window
    presenter: ScanPresenter

    def lay(self, papers: Sequence[Path]) -> None:
        self.scanner.sheets, self.scanner.fed = papers, 0

    def shown(self) -> list[int]:
        pages = pages_of(self.desk, self.presenter._dossier)
        return [bars(open_image(self.desk.storage.contents.path(page.original))) for page in pages]


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Step]:
    def without_words(original: PageImage, _recipe: Recipe, *, reader: object) -> ReadPage:
        return read_page(original, reader=lambda _page: ())

    monkeypatch.setattr("clerk_app.workflow.digitise.read_page", without_words)
    with desk_in(tmp_path / "home") as (opened, _embedded):
        scanner, lanes, window = FakeScanner(()), Lanes(), Window()
        profiles = {**opened.settings.profiles, "by-itself": ScanProfile(title="Tự quét")}
        watch = tmp_path / "share"
        watch.mkdir()
        settings: Settings = replace(
            opened.settings, profiles=profiles, scanner=ScannerSettings(watch=str(watch))
        )
        desk = replace(opened, scanner=lambda: scanner, settings=settings)
        presenter = ScanPresenter(desk, lanes.submit, str, window, accepted(desk), None)
        presenter.begin()
        yield Step(desk, scanner, lanes, window, presenter)


def test_profiles_are_offered_and_the_last_one_is_kept(step: Step) -> None:
    names = [choice.name for choice in step.window.state().profiles]
    assert names == ["standard", "both-sides", "turned-stack", "glass", "card", "by-itself"]
    assert step.window.state().profiles[-1].text == "Tự quét"
    step.presenter.choose_profile("glass")
    again = Window()
    ScanPresenter(step.desk, step.lanes.submit, str, again, step.presenter._dossier, None).begin()
    assert again.state().profile == "glass"


def test_a_stack_is_turned_when_the_window_says_so(step: Step, tmp_path: Path) -> None:
    papers = write_sheets(tmp_path, 4)
    step.presenter.choose_profile("turned-stack")
    step.lay([papers[0], papers[2]])
    step.presenter.do_primary()
    step.lanes.run()
    notice = step.window.notice()
    assert "Fronts scanned: 2." in notice.words.text
    assert notice.next_step is not None
    assert step.window.primary() == notice.next_step.text == "Scan the backs"
    step.lay([papers[3], papers[1]])
    step.presenter.do_primary()
    step.lanes.run()
    assert step.shown() == [1, 2, 3, 4]
    assert step.window.primary() == "Next paper"


def test_backs_go_on_after_a_jam(step: Step, tmp_path: Path) -> None:
    papers = write_sheets(tmp_path, 4)
    step.presenter.choose_profile("turned-stack")
    step.lay([papers[0], papers[2]])
    step.presenter.scan()
    step.lanes.run()
    step.lay([papers[3], papers[1]])
    step.scanner.jam_at = 2
    step.presenter.scan()
    step.lanes.run()
    assert step.window.notice().words.tone is Tone.WRONG
    step.presenter.do_primary()
    step.lanes.run()
    assert step.shown() == [1, 2, 3, 4]


def test_a_page_scanned_again_takes_its_place(step: Step, tmp_path: Path) -> None:
    papers = write_sheets(tmp_path, 4)
    step.lay(papers[:3])
    step.presenter.scan()
    step.lanes.run()
    (bad,) = (page for page in pages_of(step.desk, step.presenter._dossier) if page.number == 2)
    step.lay(papers[3:])
    step.presenter.scan_again(bad.id)
    step.lanes.run()
    assert step.shown() == [1, 4, 3]
    step.scanner.jam_at = 1
    step.presenter.scan_again(bad.id)
    assert not step.lanes.waiting


def test_sides_that_do_not_fit_are_said_and_kept(step: Step, tmp_path: Path) -> None:
    papers = write_sheets(tmp_path, 3)
    step.presenter.choose_profile("turned-stack")
    step.lay(papers[:2])
    step.presenter.scan()
    step.lanes.run()
    step.lay(papers[2:])
    step.presenter.scan()
    step.lanes.run()
    assert step.window.notice().words.text.startswith("2 fronts and 1 backs")
    assert step.shown() == [1, 2, 3]


def test_paper_that_is_put_in_starts_the_scanner_for_each_next_paper(step: Step, tmp_path: Path) -> None:
    step.presenter.choose_start("paper")
    assert (step.window.state().is_waiting, step.window.state().is_busy) == (True, False)
    step.presenter.choose("TP02")
    step.lanes.run()  # the wait for the first paper, which is over
    assert step.window.state().chosen == "TP02"
    step.lay(write_sheets(tmp_path, 2))
    step.lanes.run()
    assert [page.component for page in pages_of(step.desk, step.presenter._dossier)] == ["TP02", "TP02"]
    assert not step.window.state().is_waiting
    step.presenter.do_primary()
    assert (step.window.state().chosen, step.window.state().is_waiting) == ("TP01", True)


def test_a_wait_for_paper_ends_quietly(step: Step) -> None:
    step.presenter.choose_start("paper")
    step.presenter.stop()
    step.lanes.run()
    assert not step.window.state().is_waiting
    assert step.window.shown["show_notice"] is None


def test_a_step_that_nobody_looks_at_waits_for_no_paper(step: Step) -> None:
    step.presenter.choose_start("paper")
    step.presenter.rest()
    step.lanes.run()
    assert not step.window.state().is_waiting


def test_paper_that_overtakes_a_choice_is_kept_where_it_was_scanned_to(step: Step, tmp_path: Path) -> None:
    step.presenter.choose_start("paper")
    step.lay(write_sheets(tmp_path, 1))
    overtaking = step.lanes.waiting.pop(0)
    step.presenter.choose("TP02")
    for event in overtaking.work(ignore):  # as if the wish had come a moment too late
        overtaking.receivers["event"](event)
    overtaking.receivers["done"](None)
    assert [page.component for page in pages_of(step.desk, step.presenter._dossier)] == ["TP01"]
    assert step.window.shown["show_pages"] == ()
    assert step.window.state().is_waiting


def test_a_scanner_without_a_sensor_goes_back_to_the_hand(
    step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot_tell(_self: FakeScanner, *, report: Report) -> None:
        raise NoPaperSensor

    monkeypatch.setattr(FakeScanner, "await_paper", cannot_tell)
    step.presenter.choose_start("paper")
    step.lanes.run()
    assert step.window.state().start == "hand"
    assert "does not tell" in step.window.notice().words.text


def test_files_are_taken_and_a_refused_one_is_said(step: Step, tmp_path: Path) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    step.presenter.take_files([*write_sheets(tmp_path / "paper", 2), bad])
    step.lanes.run()
    assert step.shown() == [1, 2]
    assert "bad.png" in step.window.notice().words.text


def test_files_that_arrive_in_the_scanners_folder_are_taken(step: Step) -> None:
    step.presenter.choose_start("folder")
    (first,) = write_sheets(Path(step.desk.settings.scanner.watch), 1)
    (job,) = step.lanes.waiting
    take = job.receivers["event"]

    def stop_after_a_page(event: object) -> None:
        take(event)
        job.cancel()

    job.receivers["event"] = stop_after_a_page
    step.lanes.run()
    assert step.shown() == [1]
    assert first.exists()
    step.presenter.choose_start("hand")
    assert not step.window.state().is_waiting


def test_a_page_is_shown_while_it_comes_in(step: Step) -> None:
    step.presenter.scan()
    step.lanes.say("progress", Progress(Stage.SCAN, 300, 1200, b"half a page"))
    assert step.window.shown["show_arriving"] == b"half a page"
    assert step.window.shown["show_advance"].percent == 25
    step.lanes.say("error", ScanCancelled())
    assert step.window.notice().words.tone is Tone.CALM
