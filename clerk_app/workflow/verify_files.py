"""Verify files that anybody brings, and report on them: for people as PDF/A, for machines as XML."""

from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

from clerk_app.i18n import Translate
from clerk_app.paper.verification import (
    Ink,
    ReportedFile,
    ReportedSignature,
    VerificationPaper,
    draw_verification,
)
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import UnknownReport
from clerk_app.workflow.office import local
from clerk_app.workflow.verdict_facts import signature_facts
from clerk_app.workflow.verdicts import VERDICTS, explained
from scanning.bundle.archival import BundleFacts, archive
from signing.etsi import validation_report
from signing.gate import published
from signing.model import SignatureVerdict, Verdict
from signing.quarantine import StillWanted, always, validate_apart
from signing.trust import TrustStore
from signing.validation import SignatureEvidence, Validation

_INKS = {Verdict.VALID: Ink.GOOD, Verdict.UNTRUSTED: Ink.DOUBT, Verdict.UNSIGNED: Ink.DOUBT}
_FOR_PEOPLE, _FOR_MACHINES = ".pdf", ".xml"
_EVIDENCE = ".verification.xml"


def verify_files(
    desk: Desk,
    files: Iterable[Path],
    trust: TrustStore | None = None,
    *,
    still_wanted: StillWanted = always,
) -> Generator[Validation, None, None]:
    """Judge files one after the other, each apart from this program.

    Args:
        desk: the workstation; nothing is recorded.
        files: absolute.
        trust: whom to trust; None is whom this workstation trusts.
        still_wanted: called while waiting; whatever it raises ends the judging.

    Raises:
        OSError: a file cannot be opened.
    """
    store = desk.trust() if trust is None else trust
    return validate_apart(files, store, still_wanted=still_wanted)


def require_report(target: Path) -> Path:
    """Return the name of a report if it says which kind is wanted.

    Raises:
        UnknownReport: it ends neither in .pdf nor in .xml.
    """
    if target.suffix.lower() not in (_FOR_PEOPLE, _FOR_MACHINES):
        raise UnknownReport(target.name)
    return target


def write_report(
    desk: Desk, validations: Sequence[Validation], target: Path, translate: Translate, language: str
) -> None:
    """Write a report whole or not at all: PDF/A-2b for people, or XML (ETSI TS 119 102-2) for machines.

    Raises:
        UnknownReport: the name says neither.
        OSError: disk full, no permission.
    """
    if require_report(target).suffix.lower() == _FOR_MACHINES:
        _write(target, validation_report(validations))
        return
    paper = _paper(desk, validations, translate)
    facts = BundleFacts(paper.title, desk.clock.now(), language, organ=desk.settings.agency.name)
    archive(draw_verification(paper), target, facts)


def keep_evidence(validation: Validation) -> Path:
    """Keep beside a file what its verdict rests on, and return where.

    It is the report for machines: certificates, answers about revocation, time stamps, result and hashes.

    Raises:
        OSError: disk full, no permission.
    """
    file = validation.found.file
    target = file.with_name(file.name + _EVIDENCE)
    _write(target, validation_report([validation]))
    return target


def _write(target: Path, content: bytes) -> None:
    with published(target) as output:
        output.write(content)


def _paper(desk: Desk, validations: Sequence[Validation], translate: Translate) -> VerificationPaper:
    said = translate("{centre}, {moment}")
    moment = f"{local(desk.clock.now()):%d/%m/%Y %H:%M:%S} (UTC+7)"
    return VerificationPaper(
        title=translate("Report on electronic signatures"),
        subtitle=said.format(centre=desk.settings.agency.centre, moment=moment),
        files=[_file(each, translate) for each in validations],
    )


def _file(validation: Validation, translate: Translate) -> ReportedFile:
    found = validation.found
    pairs = list(zip(found.signatures, validation.evidence, strict=True))
    return ReportedFile(
        name=found.file.name,
        verdict=translate(VERDICTS[found.verdict]),
        ink=_INKS.get(found.verdict, Ink.WRONG),
        sentences=list(explained(found, translate)),
        rows=(
            ("SHA-256", validation.sha256),
            (translate("Size"), translate("{bytes} bytes").format(bytes=validation.size)),
            (translate("Checked"), f"{local(validation.checked_at):%d/%m/%Y %H:%M:%S} (UTC+7)"),
            (translate("Signatures"), str(len(pairs))),
        ),
        signatures=[_signature(number, *pair, translate) for number, pair in enumerate(pairs, 1)],
    )


def _signature(
    number: int, judged: SignatureVerdict, evidence: SignatureEvidence, translate: Translate
) -> ReportedSignature:
    heading = translate("Signature {number}: {signer}").format(
        number=number, signer=judged.signer or judged.field
    )
    return ReportedSignature(
        heading=heading,
        verdict=translate(VERDICTS[judged.verdict]),
        ink=_INKS.get(judged.verdict, Ink.WRONG),
        rows=[(fact.label, fact.value) for fact in signature_facts(judged, evidence, translate)],
    )
