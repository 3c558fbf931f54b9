"""What a person is told of one signature: labels and values, the same on the screen and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from clerk_app.i18n import Translate, later
from clerk_app.workflow.office import local
from signing.certificate import facts_of
from signing.model import ChangesAfter, Covers, Level, SignatureVerdict, TrustStatus
from signing.validation import SignatureEvidence

_LEVELS = {
    Level.B_B: later("without time stamp"),
    Level.B_T: later("with time stamp"),
    Level.B_LT: later("with time stamp and revocation data"),
    Level.B_LTA: later("with archive time stamp and revocation data"),
    Level.CMS: later("a plain signature, no PAdES"),
}
_COVERS = {
    Covers.FILE: later("the whole file"),
    Covers.REVISION: later("the file as it was then; more was added later"),
    Covers.PART: later("only a part of the file"),
}
_CHANGES = {
    ChangesAfter.NONE: later("none"),
    ChangesAfter.ALLOWED: later("only what it permits, such as further signatures"),
    ChangesAfter.FORBIDDEN: later("something that it does not permit"),
}
_TRUST = {
    TrustStatus.TRUSTED: later("trusted"),
    TrustStatus.UNKNOWN_ISSUER: later("from an unknown authority"),
    TrustStatus.EXPIRED: later("expired, or nothing proves that it was not"),
    TrustStatus.REVOKED: later("revoked"),
    TrustStatus.WRONG_USAGE: later("not meant for signing"),
    TrustStatus.WEAK_ALGORITHM: later("too weak"),
    TrustStatus.UNKNOWN_STATUS: later("nobody answers whether it was revoked"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what is told, and what is told of it."""

    label: str
    value: str


def signature_facts(
    judged: SignatureVerdict, evidence: SignatureEvidence, translate: Translate
) -> tuple[Fact, ...]:
    """Return what a person is told of a signature, in the order of asking: who, when, what, whether."""
    return (
        Fact(translate("Signer"), _signer(judged)),
        Fact(translate("Stated time"), _moment(judged.signed_at, translate)),
        Fact(translate("Proved time"), _moment(judged.timestamp, translate)),
        Fact(translate("Level"), f"{judged.level.value}, {translate(_LEVELS[judged.level])}"),
        Fact(translate("Signed content"), translate("unchanged") if judged.intact else translate("changed")),
        Fact(translate("Covers"), translate(_COVERS[judged.covers])),
        Fact(translate("Changes after it"), translate(_CHANGES[judged.changes_after])),
        Fact(translate("Certificate"), _trust(judged, translate)),
        *_of_certificate(evidence, translate),
    )


def _signer(judged: SignatureVerdict) -> str:
    named = dict.fromkeys(each for each in (judged.signer, judged.organisation) if each)
    return ", ".join(named) or judged.field


def _trust(judged: SignatureVerdict, translate: Translate) -> str:
    if not judged.intact:
        return translate("not checked, because the signature does not hold")
    said = translate(_TRUST[judged.trust])
    return f"{said}; {translate('demonstration, without legal effect')}" if judged.demonstration else said


def _of_certificate(evidence: SignatureEvidence, translate: Translate) -> Iterator[Fact]:
    try:
        facts = facts_of(evidence.certificate)
    except (ValueError, TypeError, KeyError):
        return
    yield Fact(translate("Issued by"), facts.issuer)
    yield Fact(translate("Certificate number"), facts.serial)
    span = translate("{first} to {last}")
    days = {"first": f"{local(facts.not_before):%d/%m/%Y}", "last": f"{local(facts.not_after):%d/%m/%Y}"}
    yield Fact(translate("Valid"), span.format(**days))
    answers = len(evidence.ocsp_answers) + len(evidence.revocation_lists)
    yield Fact(translate("Answers about revocation"), str(answers))


def _moment(moment: datetime | None, translate: Translate) -> str:
    return translate("none") if moment is None else f"{local(moment):%d/%m/%Y %H:%M:%S} (UTC+7)"
