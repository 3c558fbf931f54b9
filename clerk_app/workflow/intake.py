"""Accept a dossier at the counter: code, due time, receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clerk_app.paper.receipt import ReceiptFacts, draw_receipt
from clerk_app.workflow.applicants import checked
from clerk_app.workflow.deadlines import due_at
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import UnknownComponent
from clerk_app.workflow.export import file_name
from clerk_app.workflow.frontdesk.receipts import receipt_code
from clerk_app.workflow.moves import Move, next_status, record
from clerk_app.workflow.office import VIETNAM
from clerk_app.workflow.procedures import Procedure
from clerk_app.workflow.procedures.in_force import procedure_in_force
from clerk_app.workflow.rights import Right, require
from storage.model import (
    Channel,
    Component,
    Document,
    DocumentKind,
    DocumentStage,
    Dossier,
    DossierCode,
    NewDossier,
    Person,
)
from storage.model import DossierStatus as At


@dataclass(frozen=True, slots=True)
class Handed:
    """How many sheets of paper of one kind came over the counter; none at all is a paper that is missing."""

    originals: int
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Application:
    """What an applicant hands in.

    Attributes:
        request_key: whoever asks makes it; accepting the same key again returns the same dossier, so that
            an interrupted acceptance is repeated without harm.
        submitter: who comes for the applicant, with the `authorisation` that allows it.
        missing: codes of the components that were not handed in yet.
        handed: what was counted, by component; of the others what the procedure wants.
    """

    request_key: str
    procedure_code: str
    applicant: Person
    channel: Channel = Channel.IN_PERSON
    submitter: Person | None = None
    authorisation: str = ""
    missing: frozenset[str] = frozenset()
    handed: Mapping[str, Handed] = field(default_factory=dict)


def accept(desk: Desk, application: Application) -> Dossier:
    """Open and accept a dossier with its code, in one transaction, and keep its receipt (form 01) with it.

    The receipt is drawn after the code is given, so that no other workstation waits for its code meanwhile.
    Killed in between, the same acceptance again draws it.

    Raises:
        RightMissing.
        UnknownProcedure: the centre does not handle it.
        UnknownComponent: a paper is said to be missing that the procedure does not ask for.
        ApplicantIncomplete: a field of the applicant is missing or impossible.
    """
    require(desk.actor, Right.ACCEPT)
    chosen = procedure_in_force(desk, application.procedure_code)
    new = _new_dossier(desk, application, chosen)
    with desk.storage.unit_of_work() as work:
        known = work.dossiers.by_request_key(application.request_key)
        if known is None:
            known = work.dossiers.open(new, new.received_at.astimezone(VIETNAM).date(), At.ACCEPTED)
            record(work, known, Move.ACCEPT, new.received_at, desk.actor.name)
            work.search.index_dossier(known)
            work.commit()
    _keep_receipt(desk, known)
    return known


def accept_filed(desk: Desk, code: DossierCode) -> Dossier:
    """Accept a dossier that was filed, and keep its receipt (form 01) with it; from now on the time counts.

    The procedure is the one that holds today. Killed before the receipt is drawn, `accept_filed` again is
    refused and the form can be printed from the dossier.

    Raises:
        RightMissing, UnknownDossier.
        UnknownProcedure: the centre does not handle it: refuse the dossier with that reason.
        MoveRefused: it was answered already.
    """
    require(desk.actor, Right.ACCEPT)
    now = desk.clock.now()
    with desk.storage.unit_of_work(read_only=True) as work:
        chosen_code = work.dossiers.get(code).procedure_code
    chosen = procedure_in_force(desk, chosen_code)
    with desk.storage.unit_of_work() as work:
        before = work.dossiers.get(code)
        after = replace(
            before,
            status=next_status(before.status, Move.ACCEPT),
            procedure_version=chosen.version,
            received_at=now,
            due_at=due_at(now, chosen.limit, desk.office),
            limit_unit=chosen.limit.unit.value,
        )
        accepted = work.dossiers.save(after)
        record(work, accepted, Move.ACCEPT, now, desk.actor.name)
        work.commit()
    _keep_receipt(desk, accepted)
    return accepted


def _keep_receipt(desk: Desk, dossier: Dossier) -> None:
    with desk.storage.unit_of_work(read_only=True) as work:
        if work.documents.current(dossier.code, DocumentKind.RECEIPT) is not None:
            return
    receipt = _receipt(desk, dossier)
    with desk.storage.unit_of_work() as work:
        work.documents.put(receipt)
        work.commit()


def _new_dossier(desk: Desk, application: Application, chosen: Procedure) -> NewDossier:
    for component in (application.missing | set(application.handed)) - {
        part.code for part in chosen.components
    }:
        raise UnknownComponent(component)
    received = desk.clock.now()
    return NewDossier(
        request_key=application.request_key,
        agency_code=desk.settings.agency.code,
        procedure_code=chosen.code,
        procedure_name=chosen.name,
        procedure_version=chosen.version,
        applicant=checked(application.applicant),
        channel=application.channel,
        components=tuple(_taken(part, application) for part in chosen.components),
        received_at=received,
        due_at=due_at(received, chosen.limit, desk.office),
        domain=chosen.domain,
        limit_unit=chosen.limit.unit.value,
        submitter=None if application.submitter is None else checked(application.submitter),
        authorisation=application.authorisation.strip(),
    )


def _taken(part: Component, application: Application) -> Component:
    """Return a component as it was handed in; what is only shown is not counted."""
    handed = application.handed.get(part.code)
    is_missing = part.code in application.missing
    if handed is None or part.shown_only:
        return replace(part, received=not is_missing)
    is_there = handed.originals + handed.copies > 0
    counted = handed if is_there else Handed(part.originals, part.copies)
    return replace(
        part,
        originals=counted.originals,
        copies=counted.copies,
        received=is_there and not is_missing,
    )


def _receipt(desk: Desk, dossier: Dossier) -> Document:
    agency = desk.settings.agency
    qr = receipt_code(desk, dossier.code)
    pdf = draw_receipt(ReceiptFacts.of(dossier, agency.centre, agency.place, VIETNAM, qr))
    return Document(
        dossier=dossier.code,
        kind=DocumentKind.RECEIPT,
        component=None,
        stage=DocumentStage.ISSUED,
        content=desk.storage.contents.put(pdf),
        file_name=file_name(dossier.code, dossier.received_at, "PHIEU-HEN"),
        pages=1,
        bytes=len(pdf),
        verdict=None,
        level=None,
        wanted_level=None,
        created_at=dossier.received_at,
    )
