"""What the scan step decides: which component, what to do next, what a page's badges say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from clerk_app.demonstration.hands import put_sample_papers
from clerk_app.gui.model import Advance, NextStep, Notice, Primary, Tone, Words
from clerk_app.gui.runner import Cancellable, Lane, Submit, Work
from clerk_app.gui.screens.scan.view import Part, ScanState, ScanView
from clerk_app.gui.screens.scan.ways import Side, Ways
from clerk_app.gui.screens.scan.words import (
    counter_words,
    failure_words,
    feeder_words,
    notice_of,
    page_item,
    part_words,
    profile_choices,
    start_choices,
    turn_words,
)
from clerk_app.gui.work_line import WorkLine
from clerk_app.i18n import Translate, later
from clerk_app.profiles import Begin
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import Event, PageKept, PageRead
from clerk_app.workflow.import_files import FileRefused, import_files
from clerk_app.workflow.rescan import rescan
from scanning.device.simulated.feeder import Feeder
from scanning.errors import FeederEmpty, NoPaperSensor, ScanCancelled, SidesUnequal
from scanning.model import Progress
from storage.model import UNSORTED, Component, DocumentKind, Dossier, Page


class ScanPresenter:
    """Scans into one dossier; what is stored is the truth, and is read again after every run."""

    def __init__(
        self,
        desk: Desk,
        submit: Submit,
        translate: Translate,
        view: ScanView,
        dossier: Dossier,
        feeder: Feeder | None,
    ) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._dossier = dossier
        self._feeder = feeder
        self._wanted = tuple(part for part in dossier.components if not part.shown_only)
        self._chosen = self._wanted[0].code
        self._pages: dict[int, Page] = {}
        self._signed = False
        self._stopped = False
        self._waiting = False
        self._again = False
        self._ways = Ways(desk)
        self._work_line = WorkLine(view.show_advance)
        self._job: Cancellable | None = None
        self._replacing = False

    def begin(self) -> None:
        """Read what is stored, and choose the first component without pages."""
        self._load(self._turn_to_missing, self._arm)

    def choose(self, component: str) -> None:
        """Take a component to scan into; a wait for paper goes on for it."""
        if component == self._chosen or not self._is_free():
            return
        self._chosen = component
        self._stopped = False
        self._ways.begin_anew()
        self.speak()
        self._wait_anew()

    def choose_profile(self, name: str) -> None:
        """Scan by another profile from now on, at this workstation."""
        if name != self._ways.name and self._is_free():
            self._ways.choose_profile(name)
            self._show()
            self._wait_anew()

    def choose_start(self, name: str) -> None:
        """Let a person, paper or files start from now on."""
        if name != self._ways.start and self._is_free():
            self._ways.start = Begin(name)
            self._show()
            self._wait_anew()

    def do_primary(self) -> None:
        """Scan; with pages there, turn to the next paper; go on when nothing is missing."""
        if self._is_free() and self._is_complete():
            self.stop()
            self._view.go_on()
        elif self._has_its_pages():
            self._turn_to_missing()
            self.speak()
            self._wait_anew()
        else:
            self.scan()

    def scan(self) -> None:
        """Scan what lies in the feeder into the chosen component, from where it stopped."""
        work = self._ways.work(self._dossier.code, self._chosen, self.translate)
        self._run(work, waiting=self._ways.waits)

    def take_files(self, files: Sequence[Path]) -> None:
        """Take files into the chosen component instead of paper."""
        component, profile = self._chosen, self._ways.profile
        self._ways.begin_anew()
        self._run(
            lambda _report: import_files(self._desk, self._dossier.code, component, files, profile=profile),
            waiting=False,
        )

    def scan_again(self, page: int) -> None:
        """Scan one page again, into its place."""
        desk, profile, old = self._desk, self._ways.profile, self._pages.get(page)
        if old is not None and self._job is None:
            self._ways.begin_anew()
            self._replacing = True
            self._run(lambda report: rescan(desk, old, report=report, profile=profile), waiting=False)

    def _run(self, work: Work, *, waiting: bool) -> None:
        if self._job is not None or self._signed:
            return
        self._view.show_notice(None)
        self._stopped, self._waiting = False, waiting
        said = later("Waiting for paper …") if waiting else later("Scanning …")
        if waiting and self._ways.start is Begin.FOLDER:
            said = later("Waiting for files …")
        self._work_line.say(lambda: Advance(self.translate(said)))
        self._job = self._submit(
            Lane.SCANNER,
            work,
            owner=self._view,
            on_event=self._take_event,
            on_done=lambda _nothing: self._run_over(),
            on_error=self._fail,
            on_progress=self._take_progress,
        )
        self._show()

    def stop(self) -> bool:
        """Stop the scanner; return whether it was running."""
        if self._job is not None:
            self._job.cancel()
            self._work_line.say(lambda: Advance(self.translate("Stopping; the pages before are kept …")))
        return self._job is not None

    def rest(self) -> None:
        """Wait no more: what is put in while nobody looks at this dossier may be meant for another."""
        if self._waiting and self._job is not None:
            self._job.cancel()

    def put_papers(self) -> None:
        """Lay sample papers into the simulated feeder, as hands would."""
        feeder, component = self._feeder, self._chosen
        if feeder is None:
            return
        self._submit(
            Lane.DOCUMENT,
            lambda _report: put_sample_papers(self._desk, feeder, self._dossier.code, component),
            owner=self._view,
            on_done=self._papers_lie,
            on_error=self._fail,
        )

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        self._view.show_pages(tuple(page_item(page, self.translate) for page in self._of_chosen()))
        self._work_line.speak()
        self._show()

    def _is_free(self) -> bool:
        """Return whether something else may be chosen: nothing runs, or it only waits."""
        return self._job is None or self._waiting

    def _arm(self) -> None:
        """Wait for paper or files, where that was chosen and the paper is not there yet."""
        if self._ways.waits and not self._of_chosen():
            self.scan()

    def _wait_anew(self) -> None:
        """Wait for what is chosen now, in place of what was."""
        if self._job is not None:
            self._again = True
            self._job.cancel()
        else:
            self._arm()

    def _load(self, then: Callable[[], None], afterwards: Callable[[], None] | None = None) -> None:
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._stored(),
            owner=self._view,
            on_done=lambda stored: self._loaded(stored, then, afterwards),
            on_error=self._fail,
        )

    def _stored(self) -> tuple[tuple[Page, ...], bool]:
        with self._desk.storage.unit_of_work(read_only=True) as work:
            documents = work.documents.of(self._dossier.code)
            signed = any(document.kind is DocumentKind.COMPONENT for document in documents)
            return work.pages.of(self._dossier.code), signed

    def _loaded(
        self,
        stored: tuple[tuple[Page, ...], bool],
        then: Callable[[], None],
        afterwards: Callable[[], None] | None,
    ) -> None:
        pages, self._signed = stored
        self._pages = {page.id: page for page in pages}
        then()
        self.speak()
        if afterwards is not None:
            afterwards()

    def _turn_to_missing(self) -> None:
        self._chosen = next((part.code for part in self._wanted if self._lacks(part)), self._chosen)

    def _ended(self) -> None:
        self._job, self._waiting, self._replacing = None, False, False
        self._work_line.end()

    def _run_over(self) -> None:
        if self._goes_elsewhere():
            return
        said = self.translate("The scanner is done. Pages in the dossier: {count}")
        self._view.tell_outside(Words(said.format(count=len(self._pages)), Tone.GOOD))
        self._load(self._ended, self._ask_to_turn if self._ways.end_run() else None)

    def _ask_to_turn(self) -> None:
        """Tell what to do with the paper; a scanner that waits for it goes on by itself."""
        go_on = NextStep(lambda: self.translate("Scan the backs"), self.scan)
        if self._ways.waits:
            self.scan()
        fronts = self._ways.count(Side.FRONTS)
        said = Notice(lambda: turn_words(fronts, self.translate), None if self._ways.waits else go_on)
        self._view.show_notice(said)

    def _take_event(self, event: Event | FileRefused) -> None:
        if isinstance(event, PageKept | PageRead):
            self._take_page(event.page, is_new=isinstance(event, PageKept))
        notice = notice_of(event, self.translate)
        if notice is not None:
            self._view.show_notice(replace(notice, next_step=self._scanning_again(event)))

    def _scanning_again(self, event: Event | FileRefused) -> NextStep | None:
        """Return how a bad page is mended at once; it works when the feeder is at rest."""
        if not isinstance(event, PageRead):
            return None
        page = event.page.id
        return NextStep(lambda: self.translate("Scan this page again"), lambda: self.scan_again(page))

    def _take_page(self, page: Page, *, is_new: bool) -> None:
        if is_new:
            if not self._replacing:
                self._ways.take(page)
            self._waiting = self._waiting and self._ways.start is Begin.FOLDER
        self._pages[page.id] = page
        if page.component == self._chosen:
            self._view.put_page(page_item(page, self.translate))
        self._show()

    def _take_progress(self, progress: Progress) -> None:
        if self._waiting and not progress.done:
            return
        self._waiting = False
        percent = round(100 * progress.done / progress.total) if progress.total else None
        number = len(self._of_chosen()) + 1
        self._work_line.say(
            lambda: Advance(self.translate("Scanning page {number}").format(number=number), percent)
        )
        if progress.picture:
            self._view.show_arriving(progress.picture)

    def _papers_lie(self, sheets: int) -> None:
        self._view.show_notice(Notice(lambda: feeder_words(sheets, self.translate)))

    def _fail(self, error: BaseException) -> None:
        if self._goes_elsewhere():
            return
        waited = self._waiting
        self._stopped = self._job is not None and not waited
        if isinstance(error, SidesUnequal):
            self._ways.begin_anew()
        if isinstance(error, NoPaperSensor):
            self._ways.start = Begin.HAND
        if not (waited and isinstance(error, ScanCancelled)):
            said = Notice(lambda: failure_words(error, self.translate), self._remedy(error))
            self._view.show_notice(said)
            self._view.tell_outside(said.words)
        if self._job is not None:
            self._load(self._ended)

    def _goes_elsewhere(self) -> bool:
        """Return whether a wait ended because something else was chosen; then that is waited for."""
        if self._again:
            self._again = False
            self._load(self._ended, self._arm)
            return True
        return False

    def _remedy(self, error: BaseException) -> NextStep | None:
        if isinstance(error, SidesUnequal):
            return None
        if isinstance(error, FeederEmpty) and self._feeder:
            said = later("Put sample papers in the feeder (demonstration)")
            return NextStep(lambda: self.translate(said), self.put_papers)
        return NextStep(lambda: self.translate("Go on scanning"), self.scan)

    def _show(self) -> None:
        idle, pages = self._job is None, self._of_chosen()
        complete, settings = self._is_complete(), self._desk.settings
        takes_more, is_turning = idle and not self._signed, self._ways.side is Side.BACKS
        state = ScanState(
            parts=(*self._stack(), *(self._part(part) for part in self._dossier.components)),
            chosen=self._chosen,
            counter=counter_words(pages, self.translate),
            is_busy=not self._is_free(),
            is_waiting=self._waiting,
            can_scan_more=(complete or self._has_its_pages()) and takes_more,
            can_go_on=not (complete or is_turning) and idle and self._is_read() and bool(self._pages),
            can_put_papers=self._feeder is not None and self._is_free() and not self._signed,
            can_scan_again=takes_more and bool(pages),
            can_take_files=takes_more,
            profiles=profile_choices(settings, self.translate),
            profile=self._ways.name,
            starts=start_choices(settings, self.translate),
            start=self._ways.start.value,
        )
        self._view.show_state(state)
        can_press = idle or (self._waiting and (complete or self._has_its_pages()))
        self._view.show_primary(Primary(self._primary_text(complete=complete), enabled=can_press))

    def _primary_text(self, *, complete: bool) -> str:
        if self._ways.side is Side.BACKS:
            return self.translate("Scan the backs")
        if complete and self._is_free():
            return self.translate("Look through the pages")
        if self._stopped and self._of_chosen():
            return self.translate("Go on scanning")
        return self.translate("Next paper") if self._has_its_pages() else self.translate("Scan")

    def _has_its_pages(self) -> bool:
        """Return whether the chosen component is scanned, and no run into it broke off."""
        is_turning = self._ways.side is Side.BACKS
        return bool(self._of_chosen()) and self._is_free() and not self._stopped and not is_turning

    def _is_complete(self) -> bool:
        nothing_missing = self._has_stack() or not any(self._lacks(part) for part in self._wanted)
        is_done = nothing_missing and self._is_read() and not self._stopped
        return self._signed or (is_done and self._ways.side is Side.FRONTS)

    def _has_stack(self) -> bool:
        """Return whether a stack was scanned that is to be sorted: every paper may be in it."""
        return any(page.component == UNSORTED for page in self._pages.values())

    def _is_read(self) -> bool:
        return all(page.cleaned for page in self._pages.values())

    def _lacks(self, part: Component) -> bool:
        return not any(page.component == part.code for page in self._pages.values())

    def _of_chosen(self) -> list[Page]:
        pages = [page for page in self._pages.values() if page.component == self._chosen]
        return sorted(pages, key=lambda page: page.number)

    def _stack(self) -> tuple[Part, ...]:
        """Return what is chosen to scan several papers at once, where there are several."""
        count = sum(page.component == UNSORTED for page in self._pages.values())
        said = self.translate("Pages: {pages}").format(pages=count)
        words = Words(said, Tone.DOUBT) if count else Words(self.translate("sorted afterwards"))
        stack = Part(UNSORTED, self.translate("All papers in one stack"), words, True)
        return (stack,) if count or len(self._wanted) > 1 else ()

    def _part(self, part: Component) -> Part:
        count = sum(page.component == part.code for page in self._pages.values())
        return part_words(part, count, self.translate)
