"""What is said of pages, papers and ways to scan."""

from collections.abc import Sequence

from clerk_app.gui.model import Notice, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.screens.scan.rows import PageItem
from clerk_app.gui.screens.scan.view import Choice, Part
from clerk_app.i18n import Translate, later
from clerk_app.profiles import Begin, profile_title
from clerk_app.settings import Settings
from clerk_app.workflow.digitise import Event, Outgrown
from clerk_app.workflow.import_files import FileRefused
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.portal_fit import misfit_sentence
from scanning.cleanup.flaws import Flaw
from scanning.errors import FeederEmpty, ScanCancelled
from storage.model import Component, Page

_FLAWS = {Flaw.BLURRED: later("blurred"), Flaw.CUT_OFF: later("cut off at the edge")}
_STARTS = {
    Begin.HAND: later("Start by hand"),
    Begin.PAPER: later("Start when paper is put in"),
    Begin.FOLDER: later("Take files from the scanner's folder"),
}


def part_words(part: Component, pages: int, translate: Translate) -> Part:
    """Describe a component with so many pages."""
    if part.shown_only:
        return Part(part.code, part.name, Words(translate("only shown, not kept")), False)
    if pages:
        said = translate("Pages: {pages}").format(pages=pages)
        return Part(part.code, part.name, Words(said, Tone.GOOD), True)
    return Part(part.code, part.name, Words(translate("not scanned yet"), Tone.DOUBT), True)


def counter_words(pages: Sequence[Page], translate: Translate) -> Words:
    """Count pages, and what is to be looked at among them."""
    blank = sum(bool(page.findings.get("blank")) for page in pages)
    doubtful = sum(_doubtful(page) for page in pages)
    # without breaks inside, so that no number begins a line
    said = translate("Pages:\u00a0{pages}, blank:\u00a0{blank}, doubtful\u00a0words:\u00a0{doubtful}")
    return Words(said.format(pages=len(pages), blank=blank, doubtful=doubtful))


def page_item(page: Page, translate: Translate) -> PageItem:
    """Describe a page for the strip."""
    return PageItem(page.id, page.number, page.cleaned or page.original, _badges(page, translate))


def notice_of(event: Event | FileRefused, translate: Translate) -> Notice | None:
    """Return what should be said of an event at once, None if nothing."""
    if isinstance(event, Outgrown):
        misfit = event.misfit
        return Notice(lambda: Words(misfit_sentence(misfit, translate), Tone.DOUBT))
    if isinstance(event, FileRefused):
        return failed(event.error, translate)
    page = event.page
    return Notice(lambda: _flawed(page, translate)) if _flaw_words(page, translate) else None


def _flawed(page: Page, translate: Translate) -> Words:
    said = translate("Page {number} is {flaws}: scan it again while the paper is on the desk.")
    flaws = ", ".join(_flaw_words(page, translate))
    return Words(said.format(number=page.number, flaws=flaws), Tone.WRONG)


def failure_words(error: BaseException, translate: Translate) -> Words:
    """Return what ended a scan; a wish and an empty feeder are nothing wrong."""
    tone = Tone.CALM if isinstance(error, ScanCancelled) else Tone.WRONG
    tone = Tone.DOUBT if isinstance(error, FeederEmpty) else tone
    return Words(str(message_for(error, translate)), tone)


def turn_words(fronts: int, translate: Translate) -> Words:
    """Tell what to do with a stack whose fronts are scanned."""
    said = translate("Fronts scanned: {fronts}. Turn the whole stack over and put it back in.")
    return Words(said.format(fronts=fronts), Tone.DOUBT)


def feeder_words(sheets: int, translate: Translate) -> Words:
    """Tell how many sample papers lie in the simulated feeder now."""
    if not sheets:
        return Words(translate("All sample papers of this component are scanned."))
    said = translate("Sample papers in the feeder: {sheets}. Press Enter to scan.")
    return Words(said.format(sheets=sheets), Tone.GOOD)


def _flaw_words(page: Page, translate: Translate) -> list[str]:
    found = page.findings.get("flaws")
    return [translate(_FLAWS[Flaw(flaw)]) for flaw in found] if isinstance(found, list) else []


def profile_choices(settings: Settings, translate: Translate) -> tuple[Choice, ...]:
    """Return the profiles by what people call them."""
    return tuple(
        Choice(name, profile_title(name, profile, translate)) for name, profile in settings.profiles.items()
    )


def start_choices(settings: Settings, translate: Translate) -> tuple[Choice, ...]:
    """Return what can start the scanner; a folder only where one is watched."""
    is_watched = bool(settings.scanner.watch)
    every = every_start(translate)
    return every if is_watched else tuple(each for each in every if each.name != Begin.FOLDER.value)


def every_start(translate: Translate) -> tuple[Choice, ...]:
    """Return everything that a profile can name as its start."""
    return tuple(Choice(begin.value, translate(_STARTS[begin])) for begin in Begin)


def _badges(page: Page, translate: Translate) -> tuple[Words, ...]:
    if page.cleaned is None:
        return (Words(translate("being read …")),)
    if page.findings.get("left_out"):
        return (Words(translate("blank, left out"), Tone.DOUBT),)
    if page.findings.get("blank"):
        return (Words(translate("blank"), Tone.DOUBT),)
    if flaws := _flaw_words(page, translate):
        return tuple(Words(flaw, Tone.WRONG) for flaw in flaws)
    doubtful = _doubtful(page)
    if doubtful:
        said = translate("doubtful words: {doubtful}").format(doubtful=doubtful)
        return (Words(said, Tone.DOUBT),)
    return (Words(translate("read"), Tone.GOOD),)


def _doubtful(page: Page) -> int:
    return int(str(page.findings.get("doubtful_words", 0)))
