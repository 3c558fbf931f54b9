"""States, steps and papers of a dossier in words."""

from collections.abc import Mapping

from clerk_app.gui.dates import moment_text
from clerk_app.gui.model import Tone, Words
from clerk_app.gui.verdicts import signature_words
from clerk_app.gui.who import who_words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.fee_papers import in_dong
from clerk_app.workflow.moves import Move
from clerk_app.workflow.progress import Step
from clerk_app.workflow.verdict_facts import Fact
from clerk_app.workflow.whole import WholeDossier
from storage.model import Channel, Component, Document, DocumentKind, Dossier, MoveEntry
from storage.payments import Method, Payment

FORM_NAMES: Mapping[str, str] = {
    "01": later("Form 01: receipt"),
    "02": later("Form 02: supplement asked for"),
    "03": later("Form 03: refusal"),
    "04": later("Form 04: apology and new due time"),
    "05": later("Form 05: processing stopped"),
    "06": later("Form 06: control slip"),
}
METHODS: Mapping[Method, str] = {
    Method.CASH: later("in cash"),
    Method.TRANSFER: later("by bank transfer"),
    Method.ONLINE: later("online"),
}
GO_ON: Mapping[Step, str] = {
    Step.ANSWER: later("Answer the applicant"),
    Step.SCAN: later("Scan the papers"),
    Step.SORT: later("Sort the pages"),
    Step.SIGN: later("Sign and send"),
    Step.SEND: later("Sign and send"),
    Step.DECIDE: later("Go on with the decision"),
}
_MOVES: Mapping[str, str] = {
    Move.ACCEPT: later("Accepted"),
    Move.REFUSE: later("Refused"),
    Move.PROCESS: later("Processing begun"),
    Move.ASK_SUPPLEMENT: later("Supplement asked for"),
    Move.TAKE_SUPPLEMENT: later("Supplement taken"),
    Move.DEMAND_FEE: later("Waits for a financial duty"),
    Move.TAKE_FEE: later("Financial duty paid"),
    Move.POSTPONE: later("New due time"),
    Move.HAND_OVER: later("Handed over"),
    Move.WITHDRAW: later("Withdrawn by the applicant"),
    Move.STOP: later("Stopped"),
    Move.SOLVE: later("Solved"),
    Move.RETURN: later("Result given to the applicant"),
}
_CHANNELS: Mapping[Channel, str] = {
    Channel.IN_PERSON: later("at the counter"),
    Channel.ONLINE: later("online"),
    Channel.POSTAL: later("by post"),
}
_RETURNED = "return_decision"


def facts(whole: WholeDossier, translate: Translate) -> tuple[Fact, ...]:
    """Return who applies and how it came, without what is not known."""
    dossier = whole.standing.dossier
    person = dossier.applicant
    came = f"{moment_text(dossier.received_at)}, {translate(_CHANNELS[dossier.channel])}"
    told = (
        (translate("Applicant"), " · ".join(filter(None, (person.full_name, person.id_number)))),
        (translate("Contact"), " · ".join(filter(None, (person.address, person.phone, person.email)))),
        (translate("Handed in by"), _submitter(dossier)),
        (translate("Received"), came),
        (translate("Worked on by"), dossier.holder),
        (translate("Portal receipt"), dossier.portal_receipt or ""),
        (translate("Paper lies at"), dossier.originals_at),
    )
    return tuple(Fact(label, value) for label, value in told if value)


def component_cells(
    part: Component, document: Document | None, whole: WholeDossier, translate: Translate
) -> tuple[Words, ...]:
    """Return paper, pages and state of a component."""
    pages = document.pages if document else whole.pages.get(part.code, 0)
    return (Words(part.name), Words(str(pages) if pages else "–"), _paper_state(part, document, translate))


def document_cells(document: Document, translate: Translate) -> tuple[Words, ...]:
    """Return paper, pages and state of the receipt, the result or a part."""
    names = {
        DocumentKind.RECEIPT: translate("Receipt"),
        DocumentKind.DECISION: translate("Result: the decision"),
        DocumentKind.COMPONENT: document.component or "",
    }
    state = Words("") if document.kind is DocumentKind.RECEIPT else signature_words(document, translate)
    return (Words(names[document.kind]), Words(str(document.pages) if document.pages else "–"), state)


def payment_cells(payment: Payment, translate: Translate) -> tuple[Words, ...]:
    """Return receipt and state of a fee that was taken."""
    said = translate("Fee receipt {number}: {amount} đồng")
    paid = f"{moment_text(payment.at)}, {translate(METHODS[payment.method])}"
    state = Words(paid) if payment.voided_at is None else Words(translate("void"), Tone.DOUBT)
    return (
        Words(said.format(number=f"{payment.number:04d}", amount=in_dong(payment.amount))),
        Words(""),
        state,
    )


def move_cells(move: MoveEntry, translate: Translate) -> tuple[Words, ...]:
    """Return when, what, who and the remarks of a step."""
    note = translate("decision returned") if move.note == _RETURNED else move.note
    remarks = "; ".join(filter(None, (move.reason, note.replace("\n", ", "))))
    return (
        Words(moment_text(move.at)),
        Words(translate(_MOVES.get(move.move, move.move))),
        Words(who_words(move.actor, translate)),
        Words(remarks),
    )


def _paper_state(part: Component, document: Document | None, translate: Translate) -> Words:
    if part.reused_from:
        return Words(translate("taken over from {source}").format(source=part.reused_from))
    if part.shown_only:
        return Words(translate("only shown"))
    if not part.received:
        return Words(translate("missing"), Tone.DOUBT)
    return Words(translate("not digitised yet")) if document is None else signature_words(document, translate)


def _submitter(dossier: Dossier) -> str:
    if dossier.submitter is None:
        return ""
    return " · ".join(filter(None, (dossier.submitter.full_name, dossier.authorisation)))
