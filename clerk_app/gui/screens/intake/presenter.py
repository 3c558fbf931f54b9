"""What the intake decides: which procedure, when it is due, what is wrong with a field."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from clerk_app.gui.dates import due_words, moment_text
from clerk_app.gui.model import Notice, Primary, Tone, Words
from clerk_app.gui.notices import failed
from clerk_app.gui.runner import Lane, Submit
from clerk_app.gui.screens.intake.papers import Checklist, PaperLine
from clerk_app.i18n import Translate, later
from clerk_app.workflow.applicants import is_id
from clerk_app.workflow.deadlines import LimitUnit, TimeLimit, due_at
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import ApplicantIncomplete, UnknownProcedure
from clerk_app.workflow.export import export
from clerk_app.workflow.intake import Application, Handed, accept
from clerk_app.workflow.known_people import KnownPerson, known_person
from clerk_app.workflow.office import VIETNAM
from clerk_app.workflow.procedures import Procedure
from clerk_app.workflow.procedures.in_force import procedures_in_force
from clerk_app.workflow.procedures.search import found
from clerk_app.workflow.reuse import reuse
from scanning.extract.citizen_card import CardDoubt, CitizenCard, doubts
from storage.model import Channel, Document, DocumentKind, Dossier, DossierCode, Person

CHANNELS = {
    Channel.IN_PERSON: later("At the counter"),
    Channel.POSTAL: later("By post"),
    Channel.ONLINE: later("Online"),
}

_FIELD_COMPLAINTS = {
    "full_name": later("Type the applicant's full name."),
    "id_number": later("Type the id: 12 digits, or the old one of 9."),
}

_CARD_DOUBTS = {
    CardDoubt.YEAR: later("The card's number says another year of birth than the card."),
    CardDoubt.SEX: later("The card's number says another sex than the card."),
    CardDoubt.DATES: later("A date of the card is impossible."),
}


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure as it is offered."""

    code: str
    name: str
    limit: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted dossier as it is shown; `receipt` is the PDF of form 01."""

    code: str
    due: Words
    due_moment: str
    receipt: Path
    receipt_name: str


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """A dossier of the same person."""

    code: DossierCode
    text: str


class IntakeView(Protocol):
    """What the presenter asks of the screen."""

    def show_procedures(self, lines: tuple[ProcedureLine, ...]) -> None:
        """Offer these procedures."""

    def fill(self, person: Person) -> None:
        """Fill the applicant's fields; what is empty stays as it was typed."""

    def show_choice(self, due: Words, papers: tuple[PaperLine, ...]) -> None:
        """Show when the chosen procedure is due, and the checklist of its papers."""

    def show_known(self, said: str, lines: tuple[EarlierLine, ...]) -> None:
        """Show a person's earlier dossiers; none hides the list."""

    def fill_empty(self, person: Person) -> None:
        """Fill the fields that are empty."""

    def show_wrong_field(self, field: str, complaint: str) -> None:
        """Mark a field and go there."""

    def show_accepted(self, accepted: Accepted) -> None:
        """Show the dossier and its receipt in place of the form."""

    def show_primary(self, primary: Primary | None) -> None:
        """Show the primary action."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice beside the work."""

    def open_file(self, file: Path) -> None:
        """Open a file in the system's viewer."""


class IntakePresenter:
    """One intake: its request key is made once, so that accepting twice gives one dossier."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: IntakeView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._key = str(uuid4())
        self._query = ""
        self._chosen: Procedure | None = None
        self._checklist = Checklist()
        self._looked_up = ""
        self._busy = False
        self._receipt: Document | None = None
        self.dossier: Dossier | None = None

    def search(self, query: str) -> None:
        """Offer what matches; the first is chosen."""
        self._query = query
        offered = found(query, procedures_in_force(self._desk))
        self._view.show_procedures(
            tuple(ProcedureLine(each.code, each.name, self._limit(each.limit)) for each in offered)
        )

    def choose(self, code: str | None) -> None:
        """Take a procedure; None when nothing matches."""
        self._chosen = next((each for each in procedures_in_force(self._desk) if each.code == code), None)
        self._checklist.begin(self._chosen.components if self._chosen else ())
        self.speak()

    def take_card(self, card: CitizenCard) -> None:
        """Fill the applicant from a citizen card; one that contradicts itself is looked at by a person."""
        self._view.fill(Person(card.full_name, card.id_number, card.address))
        self.look_up(card.id_number)
        today = self._desk.clock.now().astimezone(VIETNAM).date()
        sentences = [_CARD_DOUBTS[each] for each in doubts(card, today)]
        if sentences:
            sentences.append(later("Look at the card itself."))
            said = Notice(lambda: Words(" ".join(map(self.translate, sentences)), Tone.DOUBT))
            self._view.show_notice(said)

    def look_up(self, id_number: str) -> None:
        """Look for a person whose id is complete; another id takes what was offered away."""
        number = id_number.replace(" ", "")
        if number == self._looked_up:
            return
        self._looked_up = number
        self._take_known(None)
        if is_id(number):
            self._submit(
                Lane.DOCUMENT,
                lambda _report: known_person(self._desk, number),
                owner=self._view,
                on_done=lambda known: self._take_known(known) if number == self._looked_up else None,
                on_error=self._fail,
            )

    def count(self, component: str, handed: Handed) -> None:
        """Count what was handed in of a paper."""
        self._checklist.count(component, handed)

    def choose_way(self, component: str, way: int) -> None:
        """Say how a paper comes into the dossier."""
        self._checklist.choose(component, way)
        self.speak()

    def refuse_procedure(self, code: str) -> None:
        """Say that the centre does not handle a procedure."""
        self._fail(UnknownProcedure(code))

    def accept(self, person: Person, channel: Channel) -> None:
        """Accept the dossier, and draw its receipt."""
        if self._chosen is None or self._busy:
            return
        self._busy = True
        self._say_primary()
        self._view.show_notice(None)
        application = Application(
            self._key,
            self._chosen.code,
            person,
            channel,
            missing=self._checklist.missing,
            handed=self._checklist.handed,
        )
        self._submit(
            Lane.DOCUMENT,
            lambda _report: self._accepted(application),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def open_receipt(self) -> None:
        """Open the receipt under the name that people know."""
        receipt = self._receipt
        if receipt is not None:
            self._submit(
                Lane.DOCUMENT,
                lambda _report: export(self._desk, receipt),
                owner=self._view,
                on_done=self._view.open_file,
                on_error=self._fail,
            )

    def show_stored(self, dossier: Dossier) -> None:
        """Show the intake of a dossier that was accepted earlier."""
        self._submit(
            Lane.DOCUMENT,
            lambda _report: (dossier, self._stored_receipt(dossier)),
            owner=self._view,
            on_done=self._take,
            on_error=self._fail,
        )

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        if self.dossier and self._receipt:
            self._take((self.dossier, self._receipt))
            return
        due, papers = Words(""), tuple[PaperLine, ...]()
        if self._chosen:
            now = self._desk.clock.now()
            moment = due_at(now, self._chosen.limit, self._desk.office)
            said = due_words(moment, now, self.translate)
            due = Words(f"{said.text} ({moment_text(moment)})", said.tone)
            papers = self._checklist.lines(self.translate)
        self._view.show_choice(due, papers)
        self._say_primary()

    def _accepted(self, application: Application) -> tuple[Dossier, Document]:
        dossier = accept(self._desk, application)
        for component, file in self._checklist.reused.items():
            dossier = reuse(self._desk, dossier.code, component, file.source, file.part)
        return dossier, self._stored_receipt(dossier)

    def _stored_receipt(self, dossier: Dossier) -> Document:
        with self._desk.storage.unit_of_work(read_only=True) as work:
            receipt = work.documents.current(dossier.code, DocumentKind.RECEIPT)
        assert receipt is not None  # noqa: S101 - written in the transaction of the acceptance
        return receipt

    def _take(self, accepted: tuple[Dossier, Document]) -> None:
        self._busy = False
        self.dossier, self._receipt = accepted
        self._view.show_accepted(
            Accepted(
                code=self.dossier.code,
                due=due_words(self.dossier.due_at, self._desk.clock.now(), self.translate),
                due_moment=moment_text(self.dossier.due_at),
                receipt=self._desk.storage.contents.path(self._receipt.content),
                receipt_name=self._receipt.file_name,
            )
        )
        self._view.show_primary(Primary(self.translate("Scan the papers")))

    def _fail(self, error: BaseException) -> None:
        self._busy = False
        self._say_primary()
        if isinstance(error, ApplicantIncomplete):
            self._view.show_wrong_field(error.field, self.translate(_FIELD_COMPLAINTS[error.field]))
        else:
            self._view.show_notice(failed(error, self.translate))

    def _say_primary(self) -> None:
        text = self.translate("Accept and print the receipt")
        self._view.show_primary(Primary(text, self._chosen is not None and not self._busy))

    def _limit(self, limit: TimeLimit) -> str:
        if limit.unit is LimitUnit.SAME_DAY:
            return self.translate("Same day")
        if limit.unit is LimitUnit.WORKING_DAYS:
            return self.translate("Working days: {days}").format(days=limit.amount)
        if limit.unit is LimitUnit.HOURS:
            return self.translate("Working hours: {hours}").format(hours=limit.amount)
        return self.translate("Days: {days}").format(days=limit.amount)

    def _take_known(self, known: KnownPerson | None) -> None:
        self._checklist.offer(known.files if known else ())
        if known is None:
            self._view.show_known("", ())
        else:
            self._view.fill_empty(known.person)
            self._view.show_known(
                self.translate("Known here, earlier dossiers: {count}").format(count=len(known.dossiers)),
                tuple(
                    EarlierLine(
                        each.code, f"{each.procedure_name}\n{each.code} · {moment_text(each.received_at)}"
                    )
                    for each in known.dossiers
                ),
            )
        self.speak()
