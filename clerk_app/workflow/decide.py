"""The outgoing decision: drafted, signed by the official, countersigned by the leader, sealed, verified."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from clerk_app.paper.decision import DecisionFacts, draw_decision
from clerk_app.workflow.check_signer import Unlocked, as_record, scheme_of, unlocked
from clerk_app.workflow.desk import Desk, Signatory
from clerk_app.workflow.evidence import Judged, judged
from clerk_app.workflow.export import file_name
from clerk_app.workflow.issued import Issue, enter_decision, next_issue
from clerk_app.workflow.moves import ALLOWED, Move, record
from clerk_app.workflow.number_file import date_in_words
from clerk_app.workflow.rights import Right, require, require_certificate
from clerk_app.workflow.signers import RIGHT_TO_SIGN, leader_of, signer_of
from clerk_app.workflow.upgrade import await_upgrade
from scanning.bundle.archival import BundleFacts, archive
from signing.appearance import HandwrittenMark, Mark, SealMark, TypedMark
from signing.countersign import sign_field
from signing.errors import OutOfOrder
from signing.keys.port import SigningKey
from signing.means import Means
from signing.model import FileVerdict, Level, Role, SignedFile
from signing.placement import FieldBox
from signing.prepare import prepare
from signing.trust import Examiner
from storage.model import Document, DocumentKind, DocumentStage, Dossier, DossierCode
from storage.unit_of_work import UnitOfWork

_STAGES = {
    Role.OFFICIAL: DocumentStage.SIGNED,
    Role.LEADER: DocumentStage.COUNTERSIGNED,
    Role.SEAL: DocumentStage.SEALED,
}

NEXT_ROLE = {
    DocumentStage.ISSUED: Role.OFFICIAL,
    DocumentStage.SIGNED: Role.LEADER,
    DocumentStage.COUNTERSIGNED: Role.SEAL,
}
"""Who signs a decision next; nobody once it is sealed."""

Write = Callable[[Path, Path], SignedFile]
_AS_DRAWN: Mapping[str, FieldBox] = MappingProxyType({})


def current_decision(desk: Desk, code: DossierCode) -> Document | None:
    """Return the dossier's decision as it stands, None before it is drafted."""
    with desk.storage.unit_of_work() as work:
        return work.documents.current(code, DocumentKind.DECISION)


def draft_decision(desk: Desk, code: DossierCode) -> Document:
    """Draw the decision as PDF/A, with the empty fields of every signature it will get.

    Raises:
        RightMissing, UnknownDossier.
    """
    require(desk.actor, Right.DRAFT_DECISION)
    return draft_again(desk, code)


def draft_again(desk: Desk, code: DossierCode, places: Mapping[str, FieldBox] = _AS_DRAWN) -> Document:
    """Draw the decision as it would be now; whoever asks has to have the right to.

    Args:
        desk: the workstation.
        code: the dossier's.
        places: where somebody moved a field, by its name; the others are where the paper leaves room.

    Raises:
        UnknownDossier: there is none.
    """
    with desk.storage.unit_of_work() as work:
        dossier = work.dossiers.get(code)
    with TemporaryDirectory(dir=desk.folders.spool) as folder:
        plain, prepared = Path(folder) / "decision.pdf", Path(folder) / "prepared.pdf"
        drawn = draw_decision(_facts(desk, dossier))
        archive(drawn.pdf, plain, BundleFacts(f"Quyết định, hồ sơ {code}", desk.clock.now()))
        boxes = {name: FieldBox(0, *box) for name, box in drawn.boxes.items()}
        prepare(plain, prepared, boxes | dict(places))
        document = _drafted(desk, dossier, prepared)
    return _recorded(desk, document, "decision drafted", Role.OFFICIAL)


def sign_decision(
    desk: Desk,
    code: DossierCode,
    role: Role,
    pin: bytearray,
    places: Mapping[str, FieldBox] = _AS_DRAWN,
    number: int | None = None,
) -> Document:
    """Put one person's signature on the decision, verify all of them, and keep the result.

    Fields can be moved as long as nobody has signed: then the decision is prepared anew, with ``places`` by
    their names. Whoever seals gives the next number of the register, which is ``number`` if one is wanted.

    Raises:
        RightMissing, NotYourCertificate.
        NumberTaken, NumberSkipped: another number is next; the decision stays as it was.
        OutOfOrder, WrongSigner: official, leader, seal, in this order, and never the same person twice.
        SigningError: wrong PIN, token gone ...; the decision stays as it was.
    """
    require(desk.actor, RIGHT_TO_SIGN[role])
    decision = current_decision(desk, code)
    if decision is None:
        if role is not Role.OFFICIAL:
            raise OutOfOrder(role)
        decision = draft_decision(desk, code)
    if places and decision.stage is DocumentStage.ISSUED:
        decision = draft_again(desk, code, places)
    person, examiner = signer_of(desk, role), Examiner(desk.trust())
    require_certificate(desk.actor, person.fingerprint)
    issue = next_issue(desk, number) if role is Role.SEAL else None
    count = len(marks_of(desk, role, person.name, issue))
    with unlocked(examiner, person.keys, person.fingerprint, pin, documents=count) as opened:
        return sign_with(desk, decision, person, opened, examiner, issue)


def sign_with(
    desk: Desk,
    decision: Document,
    person: Signatory,
    opened: Unlocked,
    examiner: Examiner,
    issue: Issue | None,
) -> Document:
    """Put the signature of a key that is unlocked on a decision; whoever asks has to have the right to.

    Args:
        desk: the workstation.
        decision: as it was shown.
        person: whose key it is.
        opened: the key.
        examiner: of certificates.
        issue: number and date, from whoever seals.

    Raises:
        NumberTaken, NumberSkipped: somebody else was numbering meanwhile.
        SigningError: the decision stays as it was.
    """
    with TemporaryDirectory(dir=desk.folders.spool) as folder:
        source, target = desk.storage.contents.path(decision.content), Path(folder) / "signed.pdf"
        means = _means(desk, opened.key, examiner)
        for field, mark in marks_of(desk, person.role, person.name, issue).items():
            signed = sign_field(source, target, role=field, mark=mark, means=means, moment=desk.clock.now())
            source = target
        verdict = judged(desk, signed.path)
        document = _signed(desk, decision, person.role, signed, verdict)
    detail = as_record(opened.check)
    return _finished(desk, document, person.role, detail, verdict.found, signed.stamp_expires, issue)


def _means(desk: Desk, key: SigningKey, examiner: Examiner) -> Means:
    level = Level(desk.settings.signing.level)
    return Means(key, examiner, desk.timestamps(), level, scheme_of(desk))


def marks_of(desk: Desk, role: Role, name: str, issue: Issue | None) -> Mapping[Role, Mark]:
    """Return what a person of a name signs at once, in order: whoever seals gives number and date before."""
    if issue is None:
        return {role: HandwrittenMark(None, name, title="")}  # the paper prints title and name
    return {
        Role.NUMBER: TypedMark(f"{issue.number:02d}"),  # NĐ 30/2020, Annex I: a zero before those below 10
        Role.DATE: TypedMark(date_in_words(issue.day), italic=True),
        Role.SEAL: SealMark(None, desk.settings.agency.name),
    }


def leader_title(desk: Desk) -> str:
    """Return the title above the leader's name; for a deputy, on whose behalf (NĐ 30/2020: "KT.")."""
    title, deputy = desk.settings.agency.leader_title, desk.settings.signing.deputy_title
    return f"KT. {title}\n{deputy}" if deputy else title


def _facts(desk: Desk, dossier: Dossier) -> DecisionFacts:
    agency = desk.settings.agency
    return DecisionFacts(
        agency=agency.name,
        place=agency.place,
        notation="QĐ-UBND",
        subject=dossier.procedure_name,
        applicant=dossier.applicant.full_name,
        dossier_code=dossier.code,
        official=signer_of(desk, Role.OFFICIAL).name,
        leader=leader_of(desk),
        leader_title=leader_title(desk),
    )


def _drafted(desk: Desk, dossier: Dossier, file: Path) -> Document:
    moment = desk.clock.now()
    return Document(
        dossier=dossier.code,
        kind=DocumentKind.DECISION,
        component=None,
        stage=DocumentStage.ISSUED,
        content=desk.storage.contents.put(file),
        file_name=file_name(dossier.code, moment, "QUYET-DINH"),
        pages=1,
        bytes=file.stat().st_size,
        verdict=None,
        level=None,
        wanted_level=None,
        created_at=moment,
    )


def _signed(desk: Desk, decision: Document, role: Role, signed: SignedFile, verdict: Judged) -> Document:
    return replace(
        decision,
        stage=_STAGES[role],
        content=desk.storage.contents.put(signed.path),
        bytes=signed.size,
        verdict=verdict.found.verdict.value,
        level=signed.level.value,
        wanted_level=signed.wanted_level.value,
        created_at=signed.signed_at,
        evidence=verdict.evidence,
    )


def _recorded(desk: Desk, document: Document, step: str, role: Role) -> Document:
    with desk.storage.unit_of_work() as work:
        work.documents.put(document)
        work.audit.record(document.dossier, step, _who(desk, role), document.created_at, {})
        work.commit()
    return document


def _finished(
    desk: Desk,
    document: Document,
    role: Role,
    detail: dict[str, object],
    verdict: FileVerdict,
    stamp_expires: datetime | None,
    issue: Issue | None,
) -> Document:
    """Record a signature; the last one solves the dossier and sends it, unless its time stamp is awaited."""
    step = f"decision {document.stage.value}"
    with desk.storage.unit_of_work() as work:
        work.documents.put(document)
        work.audit.record(document.dossier, step, _who(desk, role), document.created_at, detail)
        if issue is not None:
            enter_decision(work, desk, work.dossiers.get(document.dossier), issue)
            _solve(work, document, _who(desk, role))
            levels = tuple(each.level for each in verdict.signatures)
            await_upgrade(work, document, levels, stamp_expires, document.created_at)
            if not (desk.settings.portal.demands_timestamp and document.level == Level.B_B.value):
                work.outbox.queue(document.dossier, document.created_at)
        work.commit()
    return document


def _who(desk: Desk, role: Role) -> str:
    """Return the account that acts; where there are none, in which role somebody does."""
    return desk.actor.name if desk.actor.personal else role.value


def _solve(work: UnitOfWork, document: Document, actor: str) -> None:
    """A sealed decision solves its dossier; one that is settled already stays as it is."""
    dossier = work.dossiers.get(document.dossier)
    if (dossier.status, Move.SOLVE) in ALLOWED:
        solved = replace(dossier, status=ALLOWED[dossier.status, Move.SOLVE], solved_at=document.created_at)
        record(work, work.dossiers.save(solved), Move.SOLVE, document.created_at, actor)
