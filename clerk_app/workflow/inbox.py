"""Online dossiers: fetched from the portal, their attachments judged, kept until somebody answers them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_app.workflow.deadlines import due_at
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NoOnlineFilings
from clerk_app.workflow.export import file_name
from clerk_app.workflow.procedures import Procedure
from clerk_app.workflow.procedures.in_force import procedures_in_force
from clerk_app.workflow.progress import papers_came
from clerk_app.workflow.rights import Right, require
from clerk_app.workflow.verify_files import verify_files
from signing.etsi import validation_report
from signing.validation import Validation
from storage.errors import PortalProtocol
from storage.model import (
    Channel,
    Component,
    Document,
    DocumentKind,
    DocumentStage,
    Dossier,
    DossierStatus,
    NewDossier,
    Report,
)
from storage.portal.filings import FiledFile, Filing, FilingSource
from storage.portal.package.filings import PackedFilings
from storage.unit_of_work import UnitOfWork

ACTOR = "inbox"
"""Who the audit names for what came in without a person."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought: a new dossier or a supplement, and the papers whose files could not be taken."""

    dossier: Dossier
    new: bool
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InboxItem:
    """An online dossier that waits for an answer.

    Attributes:
        documents: its attachments, each with the verdict on its signatures.
        missing: papers that the procedure asks for and that did not come.
        supplemented: papers were asked for, and some came.
    """

    dossier: Dossier
    documents: tuple[Document, ...]
    missing: tuple[Component, ...]
    supplemented: bool


def fetch_inbox(desk: Desk, *, report: Report) -> Iterator[Fetched]:
    """Fetch what was filed online since the last time, and yield each dossier when it is kept.

    Killed in between, the next fetch goes on behind the last dossier kept. A file that is not what the portal
    announced is not taken: the paper counts as missing, and the others are kept.

    Raises:
        RightMissing.
        NoOnlineFilings: the connection to the portal brings none.
        PortalUnreachable, PortalProtocol: what was fetched so far is kept.
    """
    require(desk.actor, Right.ACCEPT)
    source = desk.filings()
    if source is None:
        raise NoOnlineFilings
    yield from _take_all(desk, source, report)


def import_filings(desk: Desk, file: Path, *, report: Report) -> Iterator[Fetched]:
    """Take in a package of online dossiers that was fetched by hand; again, it changes nothing.

    Raises:
        RightMissing, FileNotFoundError.
        FilingsRefused: the file holds none, or is made to harm; nothing was taken.
    """
    require(desk.actor, Right.ACCEPT)
    yield from _take_all(desk, PackedFilings(file), report)


def inbox(desk: Desk) -> tuple[InboxItem, ...]:
    """Return the online dossiers that wait for an answer, the oldest first.

    Raises:
        RightMissing: names of applicants are in it.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        waiting = (*work.dossiers.online_with_status(DossierStatus.NEWLY_FILED), *_supplemented(work))
        return tuple(_item(work, dossier) for dossier in waiting)


def missing_papers(dossier: Dossier) -> tuple[Component, ...]:
    """Return the papers of a dossier that have to come and did not."""
    return tuple(part for part in dossier.components if not part.received and not part.shown_only)


def _take_all(desk: Desk, source: FilingSource, report: Report) -> Iterator[Fetched]:
    known = {each.code: each for each in procedures_in_force(desk)}
    while filings := source.filed(_bookmark(desk, source)):
        for filing in filings:
            with TemporaryDirectory(dir=desk.folders.spool) as folder:
                yield _take(desk, source, filing, known.get(filing.procedure_code), Path(folder), report)


def _bookmark(desk: Desk, source: FilingSource) -> str:
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.bookmarks.get(source.name)


def _take(
    desk: Desk,
    source: FilingSource,
    filing: Filing,
    procedure: Procedure | None,
    folder: Path,
    report: Report,
) -> Fetched:
    fetched = tuple(_fetch(source, filing, file, folder, report) for file in filing.files)
    there = tuple((file, path) for file, path in zip(filing.files, fetched, strict=True) if path)
    judged = tuple(verify_files(desk, (path for _file, path in there)))
    documents = tuple(
        _document(desk, filing, file, path, found) for (file, path), found in zip(there, judged, strict=True)
    )
    lost = tuple(file.component for file, path in zip(filing.files, fetched, strict=True) if path is None)
    with desk.storage.unit_of_work() as work:
        before = work.dossiers.by_request_key(_request_key(filing))
        dossier = before or work.dossiers.open_filed(
            _new_dossier(desk, filing, procedure), filing.code, filing.receipt
        )
        dossier = _with_documents(work, dossier, documents)
        _tell(work, desk, dossier, documents, lost, new=before is None)
        work.bookmarks.put(source.name, filing.place)
        work.commit()
    return Fetched(dossier, before is None, lost)


def _fetch(
    source: FilingSource, filing: Filing, file: FiledFile, folder: Path, report: Report
) -> Path | None:
    """Return where the attachment is now, None if it is not what was announced."""
    target = folder / f"{file.sha256}.pdf"
    try:
        source.fetch(filing, file, target, report)
    except PortalProtocol:
        return None
    with target.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return target if digest == file.sha256 else None


def _document(desk: Desk, filing: Filing, file: FiledFile, path: Path, judged: Validation) -> Document:
    signatures = judged.found.signatures
    return Document(
        dossier=filing.code,
        kind=DocumentKind.COMPONENT,
        component=file.component,
        stage=DocumentStage.FILED,
        content=desk.storage.contents.put(path),
        file_name=file_name(filing.code, filing.filed_at, file.component),
        pages=0,
        bytes=judged.size,
        verdict=judged.found.verdict.value,
        level=signatures[-1].level.value if signatures else None,
        wanted_level=None,
        created_at=desk.clock.now(),
        evidence=desk.storage.contents.put(validation_report([judged])),
    )


def _new_dossier(desk: Desk, filing: Filing, procedure: Procedure | None) -> NewDossier:
    """Return what is filed, under the procedure as it holds here; an unknown one has no papers of its own.

    The times are those until somebody accepts it: then they begin anew.
    """
    return NewDossier(
        request_key=_request_key(filing),
        agency_code=desk.settings.agency.code,
        procedure_code=filing.procedure_code,
        procedure_name=procedure.name if procedure else filing.procedure_name,
        procedure_version=procedure.version if procedure else "",
        applicant=filing.applicant,
        channel=Channel.ONLINE,
        components=tuple(replace(part, received=False) for part in procedure.components) if procedure else (),
        received_at=filing.filed_at,
        due_at=due_at(filing.filed_at, procedure.limit, desk.office) if procedure else filing.filed_at,
        domain=procedure.domain if procedure else "",
        limit_unit=procedure.limit.unit.value if procedure else "",
    )


def _with_documents(work: UnitOfWork, dossier: Dossier, documents: tuple[Document, ...]) -> Dossier:
    """Keep the attachments, and return the dossier with their papers received."""
    for document in documents:
        work.documents.put(document)
    came = {document.component: document for document in documents if document.component}
    parts = [replace(part, received=part.received or part.code in came) for part in dossier.components]
    others = came.keys() - {part.code for part in parts}
    parts += [Component(code, came[code].file_name, originals=0) for code in sorted(others)]
    if tuple(parts) == dossier.components:
        return dossier
    return work.dossiers.save(replace(dossier, components=tuple(parts)))


def _tell(
    work: UnitOfWork,
    desk: Desk,
    dossier: Dossier,
    documents: tuple[Document, ...],
    lost: tuple[str, ...],
    *,
    new: bool,
) -> None:
    detail = {"verdicts": {str(each.component): each.verdict for each in documents}, "lost": list(lost)}
    step = "filed_online" if new else "supplement_filed"
    work.audit.record(dossier.code, step, ACTOR, desk.clock.now(), detail)
    if new:
        work.search.index_dossier(dossier)


def _supplemented(work: UnitOfWork) -> tuple[Dossier, ...]:
    """Return the dossiers whose papers were asked for and came in part or whole, the oldest first."""
    asked = work.dossiers.online_with_status(DossierStatus.SUPPLEMENT_ASKED)
    return tuple(dossier for dossier in asked if papers_came(work, dossier))


def _item(work: UnitOfWork, dossier: Dossier) -> InboxItem:
    documents = tuple(each for each in work.documents.of(dossier.code) if each.stage is DocumentStage.FILED)
    supplemented = dossier.status is DossierStatus.SUPPLEMENT_ASKED
    return InboxItem(dossier, documents, missing_papers(dossier), supplemented)


def _request_key(filing: Filing) -> str:
    return f"online:{filing.code}"
