"""Bundle each component to a PDF/A, sign it as a digitised copy, queue the dossier for the portal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from clerk_app.workflow.check_signer import as_record, scheme_of, unlocked
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NothingScanned
from clerk_app.workflow.evidence import Judged, judged
from clerk_app.workflow.export import file_name
from clerk_app.workflow.paper_facts import facts_of, fields_of
from clerk_app.workflow.paper_fields import put_right
from clerk_app.workflow.progress import to_be_signed
from clerk_app.workflow.rights import Right, require, require_certificate
from clerk_app.workflow.signers import signer_of
from clerk_app.workflow.upgrade import await_upgrade
from scanning.bundle.pdf import Bundle, write_bundle
from scanning.model import BundlePage, Report, silent
from scanning.ocr.record import words_from_bytes
from signing.appearance import CopyText
from signing.layout import corner_box
from signing.means import Means
from signing.model import Level, Role, SignedFile
from signing.placement import FieldBox
from signing.sign import sign_copy
from signing.trust import Examination, Examiner
from storage.model import (
    Component,
    ContentId,
    Document,
    DocumentKind,
    DocumentStage,
    Dossier,
    DossierCode,
    Page,
)

_FREE_SPACE: Mapping[str, FieldBox] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DocumentSigned:
    """One component's PDF is signed and judged; nothing is recorded before all of them are."""

    component: str
    level: Level
    wanted_level: Level


@dataclass(frozen=True, slots=True)
class _Made:
    document: Document
    stamp_expires: datetime | None


def sign_dossier(
    desk: Desk,
    code: DossierCode,
    pin: bytearray,
    *,
    report: Report,
    places: Mapping[str, FieldBox] = _FREE_SPACE,
) -> Iterator[DocumentSigned]:
    """Bundle, sign, verify and store components and queue the dossier, in one transaction.

    Those with new pages, or where there are none, all of them again. The PIN is asked once and wiped. A time
    stamp that is not to be had leaves a document at B-B, labelled so; the dossier is queued all the same,
    unless the portal demands a time stamp: then it waits to be signed again.

    Args:
        desk: the workstation.
        code: the dossier's.
        pin: the official's.
        report: told of each bundled page.
        places: where somebody moved the text of a component's copy; the others go to free space.

    Raises:
        RightMissing, NotYourCertificate.
        NothingScanned: no component has a page.
        SigningError: wrong PIN, token gone ...; nothing was recorded.
    """
    require(desk.actor, Right.SIGN_COPIES)
    with desk.storage.unit_of_work() as work:
        dossier = work.dossiers.get(code)
        pages = {part.code: work.pages.of(code, part.code) for part in dossier.components}
        documents = work.documents.of(code)
    wanted = to_be_signed(dossier, chain.from_iterable(pages.values()), documents)
    scanned = [part for part in dossier.components if part.code in wanted]
    if not scanned:
        raise NothingScanned(code)
    official = signer_of(desk, Role.OFFICIAL)
    require_certificate(desk.actor, official.fingerprint)
    made, examiner = [], Examiner(desk.trust())
    with TemporaryDirectory(dir=desk.folders.spool) as folder:
        count = len(scanned)
        with unlocked(examiner, official.keys, official.fingerprint, pin, documents=count) as opened:
            level = Level(desk.settings.signing.level)
            means = Means(opened.key, examiner, desk.timestamps(), level, scheme_of(desk))
            for part in scanned:
                place = places.get(part.code)
                bundle = bundled(desk, part, pages[part.code], Path(folder), report)
                done = _signed_component(desk, dossier, part, bundle, means, place)
                made.append(done)
                document = done.document
                yield DocumentSigned(part.code, Level(document.level), Level(document.wanted_level))
        _record(desk, dossier, tuple(made), opened.check)


def bundled(
    desk: Desk, part: Component, pages: Sequence[Page], folder: Path, report: Report = silent
) -> Bundle:
    """Write the pages of a component, all of them read, as one PDF/A that is not signed yet."""
    source = [bundle_page(desk, page) for page in pages]
    facts = facts_of(put_right(fields_of(source), pages), desk.clock.now(), title=part.name)
    return write_bundle(source, folder / f"{part.code}.pdf", facts, report=report)


def copy_text(desk: Desk) -> CopyText:
    """Return the text of a digitised copy of this centre."""
    return CopyText(desk.settings.signing.copy_form, desk.settings.agency.name)


def _signed_component(
    desk: Desk, dossier: Dossier, part: Component, bundle: Bundle, means: Means, place: FieldBox | None
) -> _Made:
    moment, text = desk.clock.now(), copy_text(desk)
    signed = sign_copy(
        bundle.file,
        bundle.file.with_name(f"{part.code}-signed.pdf"),
        text=text,
        means=means,
        moment=moment,
        box=place or corner_box(bundle.file, text, moment),
    )
    document = _document(desk, dossier, part, bundle, signed, judged(desk, signed.path))
    return _Made(document, signed.stamp_expires)


def bundle_page(desk: Desk, page: Page) -> BundlePage:
    """Return a page that was read, as it is stored."""
    contents = desk.storage.contents
    assert page.cleaned and page.words  # noqa: S101, PT018 - read before signing is offered
    found = page.findings
    return BundlePage(
        picture=contents.path(page.cleaned).read_bytes(),
        width_px=int(str(found["width_px"])),
        height_px=int(str(found["height_px"])),
        dpi=int(str(found["dpi"])),
        words=words_from_bytes(contents.path(page.words).read_bytes()),
    )


def _document(
    desk: Desk, dossier: Dossier, part: Component, bundle: Bundle, signed: SignedFile, verdict: Judged
) -> Document:
    return Document(
        dossier=dossier.code,
        kind=DocumentKind.COMPONENT,
        component=part.code,
        stage=DocumentStage.SIGNED,
        content=ContentId(desk.storage.contents.put(signed.path)),
        file_name=file_name(dossier.code, dossier.received_at, part.code),
        pages=bundle.pages,
        bytes=signed.size,
        verdict=verdict.found.verdict.value,
        level=signed.level.value,
        wanted_level=signed.wanted_level.value,
        created_at=signed.signed_at,
        evidence=verdict.evidence,
    )


def _record(desk: Desk, dossier: Dossier, made: tuple[_Made, ...], check: Examination | None) -> None:
    moment = desk.clock.now()
    detail = {"documents": len(made), **as_record(check)}
    with desk.storage.unit_of_work() as work:
        for each in made:
            work.documents.put(each.document)
            levels = (Level(each.document.level),)
            await_upgrade(work, each.document, levels, each.stamp_expires, moment)
        work.audit.record(dossier.code, "signed", desk.actor.name, moment, detail)
        if not (desk.settings.portal.demands_timestamp and _lacks_timestamp(made)):
            work.outbox.queue(dossier.code, moment)
        work.commit()


def _lacks_timestamp(made: tuple[_Made, ...]) -> bool:
    return any(each.document.level == Level.B_B.value for each in made)
