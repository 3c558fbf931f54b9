"""What the first start decides: which page comes next, what was found, and what is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Protocol

from clerk_app.first_start import FirstAccount, FirstAnswers, is_agency_code, keep_answers
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.runner import Lane, Receive, Submit
from clerk_app.i18n import Translate, later
from clerk_app.settings import Settings
from clerk_app.surroundings import FoundScanner, Surroundings
from clerk_app.workflow.accounts import LEAST_CHARACTERS
from clerk_app.workflow.messages import message_for
from signing.model import CertificateFacts


class Page(IntEnum):
    """The pages, in their order."""

    CHOICE = 0
    CENTRE = 1
    SCANNER = 2
    TOKEN = 3
    PORTAL = 4
    ACCOUNT = 5


@dataclass(frozen=True, slots=True)
class PageState:
    """What a page shows besides its fields; `told` is what was found or what is wrong."""

    page: Page
    told: Words
    scanners: tuple[FoundScanner, ...] = ()
    certificates: tuple[CertificateFacts, ...] = ()


def _nothing() -> Words:
    return Words("")


class FirstStartView(Protocol):
    """What the presenter asks of the dialog."""

    def show_page(self, state: PageState) -> None:
        """Bring a page to the front, with what was found."""

    def end(self) -> None:
        """Everything is kept: close, and start."""


class FirstStartPresenter:
    """Leads from page to page; nothing is written before the last."""

    def __init__(
        self,
        settings: Settings,
        surroundings: Surroundings,
        submit: Submit,
        translate: Translate,
        view: FirstStartView,
    ) -> None:
        self._settings = settings
        self._surroundings = surroundings
        self._submit = submit
        self.translate = translate
        self._view = view
        self.answers = FirstAnswers(settings.language)
        self.account: FirstAccount | None = None
        self._page = Page.CHOICE
        self._told: Callable[[], Words] = _nothing
        self._scanners: tuple[FoundScanner, ...] = ()
        self._certificates: tuple[CertificateFacts, ...] = ()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._page

    def begin(self) -> None:
        """Show the first page."""
        self._show(Page.CHOICE)

    def speak_in(self, language: str) -> None:
        """Note the language that was chosen."""
        self.answers = replace(self.answers, language=language)
        self._show(self._page)

    def try_demonstration(self) -> None:
        """Keep nothing but the language, and start with what is simulated."""
        self.answers = FirstAnswers(self.answers.language)
        self._keep()

    def set_up(self) -> None:
        """Begin to set a centre up."""
        self._show(Page.CENTRE)

    def go_back(self) -> None:
        """Show the page before."""
        if self._page is not Page.CHOICE:
            self._show(Page(self._page - 1))

    def go_on(self, answers: FirstAnswers, account: FirstAccount | None = None) -> None:
        """Take the answers of a page, and show the next one; after the last everything is kept."""
        wrong = self._wrong_account(account) if self._page is Page.ACCOUNT else ""
        if wrong:
            self._tell(lambda: Words(self.translate(wrong).format(count=LEAST_CHARACTERS), Tone.WRONG))
            return
        if self._page is Page.CENTRE and not is_agency_code(answers.code):
            looks = later("The code looks like H92.01.13 or 000.00.01.H92: look at it again.")
            self._tell(lambda: Words(self.translate(looks), Tone.WRONG))
            return
        self.answers = answers
        self.account = account if self._page is Page.ACCOUNT else None
        self._after()

    def leave_for_later(self) -> None:
        """Show the next page, and say nothing on this one."""
        self._after()

    def look(self) -> None:
        """Look around again, for what the page is about."""
        looks: dict[Page, Callable[[], None]] = {
            Page.SCANNER: self._look_for_scanners,
            Page.TOKEN: self._look_for_tokens,
        }
        if self._page in looks:
            looks[self._page]()

    def check_portal(self, url: str) -> None:
        """Look whether a portal answers."""
        if not url.strip():
            first = later("Type the address of the portal first.")
            self._tell(lambda: Words(self.translate(first), Tone.DOUBT))
            return
        self._tell(lambda: Words(self.translate("Is being looked at …")))
        answers = later("The portal answers: {url}")
        self._do(
            Lane.PORTAL,
            lambda: self._surroundings.ask_portal(url.strip()),
            lambda _nothing: self._tell_on(
                Page.PORTAL, lambda: Words(self.translate(answers).format(url=url), Tone.GOOD)
            ),
        )

    def _wrong_account(self, account: FirstAccount | None) -> str:
        """Return what is wrong with the first account, in English; empty if nothing is."""
        if account is None or not account.name:
            return later("Type the name of the account, or leave it for later.")
        if len(account.password) < LEAST_CHARACTERS:
            return later("The password needs at least {count} characters.")
        if account.password != account.again:
            return later("The two passwords are not the same.")
        return ""

    def _after(self) -> None:
        if self._page is Page.ACCOUNT:
            self._keep()
        else:
            self._show(Page(self._page + 1))

    def _show(self, page: Page) -> None:
        is_other, self._page = page is not self._page, page
        if is_other:
            self._told = _nothing
        self._show_state()
        if is_other:
            self.look()

    def _tell(self, told: Callable[[], Words]) -> None:
        """Tell something in the language of the moment, and again once another is chosen."""
        self._told = told
        self._show_state()

    def _show_state(self) -> None:
        self._view.show_page(PageState(self._page, self._told(), self._scanners, self._certificates))

    def _tell_on(self, page: Page, told: Callable[[], Words]) -> None:
        """Tell what was found, unless its page was left meanwhile."""
        if page is self._page:
            self._tell(told)

    def _look_for_scanners(self) -> None:
        self._tell(lambda: Words(self.translate("Looking for scanners …")))
        self._do(Lane.SCANNER, self._surroundings.scanners, self._take_scanners)

    def _look_for_tokens(self) -> None:
        self._tell(lambda: Words(self.translate("Looking for the token …")))
        self._do(Lane.TOKEN, self._surroundings.certificates, self._take_certificates)

    def _take_scanners(self, found: tuple[FoundScanner, ...]) -> None:
        self._scanners = found
        self._tell_on(Page.SCANNER, lambda: self._scanner_words(len(found)))

    def _scanner_words(self, count: int) -> Words:
        if count:
            said = self.translate("Scanners found: {count}. Choose one.")
            return Words(said.format(count=count), Tone.GOOD)
        none = self.translate("No scanner answers. Switch it on and look again, or type its address.")
        return Words(none, Tone.DOUBT)

    def _take_certificates(self, found: tuple[CertificateFacts, ...]) -> None:
        self._certificates = found
        self._tell_on(Page.TOKEN, lambda: self._certificate_words(len(found)))

    def _certificate_words(self, count: int) -> Words:
        if count:
            said = self.translate("Certificates found: {count}. Choose who signs with them here.")
            return Words(said.format(count=count), Tone.GOOD)
        none = self.translate("No token is plugged in. Plug one in and look again, or leave it for later.")
        return Words(none, Tone.DOUBT)

    def _keep(self) -> None:
        answers = self.answers
        self._do(
            Lane.DOCUMENT, lambda: keep_answers(self._settings, answers), lambda _nothing: self._view.end()
        )

    def _do(self, lane: Lane, work: Callable[[], object], on_done: Receive) -> None:
        page = self._page
        self._submit(
            lane,
            lambda _report: work(),
            owner=self._view,
            on_done=on_done,
            on_error=lambda error: self._tell_on(
                page, lambda: Words(str(message_for(error, self.translate)), Tone.WRONG)
            ),
        )
