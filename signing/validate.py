"""Verifies any file: a verdict, never an exception."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import cms, x509
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    message_imprint_checker,
)

from signing.certificate import facts_of
from signing.contained import Leak, contained
from signing.errors import UnreadablePdf
from signing.levels import ArchiveStamp, timestamp_token
from signing.model import (
    CertificateFacts,
    ChangesAfter,
    FileVerdict,
    SignatureVerdict,
    TrustStatus,
    Verdict,
    worst,
)
from signing.readings import DocumentReading, Reading, read_document
from signing.remains import seems_signed, signed_ranges
from signing.stamps import stamp_holds
from signing.timestamp import stamped_at
from signing.trust.check import Evidence, Finding, finding, released, unless_now, validation_context
from signing.trust.store import TrustStore
from signing.validation import SignatureEvidence, evidence_of

LARGEST_FILE_BYTES = 1 << 30
_TIME_STAMPING = frozenset({"time_stamping"})


def verify(
    path: Path, *, store: TrustStore, moment: datetime | None = None, fetch_revocation: bool = True
) -> FileVerdict:
    """Judge a file and each of its signatures; see `verify_with_evidence`.

    Raises:
        OSError: the file cannot be opened.
    """
    return verify_with_evidence(path, store=store, moment=moment, fetch_revocation=fetch_revocation)[0]


def verify_with_evidence(
    path: Path, *, store: TrustStore, moment: datetime | None = None, fetch_revocation: bool = True
) -> tuple[FileVerdict, tuple[SignatureEvidence, ...]]:
    """Judge a file and each of its signatures, and tell what each verdict rests on.

    Args:
        path: any file.
        store: whom to trust.
        moment: aware; judge as of then, without the network unless it is about now. None is now.
        fetch_revocation: ask OCSP and CRL services where the file itself does not tell.

    Raises:
        OSError: the file cannot be opened.
    """
    moment = unless_now(moment)
    if path.stat().st_size > LARGEST_FILE_BYTES:
        return FileVerdict(path, Verdict.UNREADABLE, ()), ()
    with path.open("rb") as stream:
        try:
            document = read_document(stream, pictures=True)
        except UnreadablePdf:
            return FileVerdict(path, _of_damaged(path), ()), ()
        people = [reading for reading in document.signatures if not reading.is_timestamp]
        judge = _Judge(document, store, moment, fetch=fetch_revocation and moment is None)
        judged = [judge.verdict(reading) for reading in people]
        stamps = [reading for reading in document.signatures if reading.is_timestamp]
    lost = [Verdict.BROKEN] if _has_lost(path, document.signatures) else []
    signatures = tuple(signature for signature, _ in judged)
    verdict = worst([each.verdict for each in signatures] + _of_stamps(stamps) + lost)
    return FileVerdict(path, verdict, signatures), tuple(evidence for _, evidence in judged)


def _of_stamps(stamps: Iterable[Reading]) -> list[Verdict]:
    """A broken document time stamp breaks the file; a good one says nothing about people."""
    return [Verdict.BROKEN for stamp in stamps if not stamp.intact]


def _of_damaged(path: Path) -> Verdict:
    """Judge a file that only a patient reader opens, as viewers do: its signatures cannot be relied on.

    One that not even that reader opens may still be repaired by a viewer, and then seem signed.
    """
    found = contained(lambda: signed_ranges(path))
    if isinstance(found, Leak):
        hopeless = found.kind == "PasswordError" or not seems_signed(path)
        return Verdict.UNREADABLE if hopeless else Verdict.BROKEN
    return Verdict.BROKEN if found else Verdict.UNSIGNED


def _has_lost(path: Path, listed: Iterable[Reading]) -> bool:
    """Tell whether the file still holds a signature that its form no longer names."""
    found = contained(lambda: signed_ranges(path))
    known = {reading.byte_range for reading in listed}
    return not isinstance(found, Leak) and bool(found - known)


class _Judge:
    """Adds trust to what was read of one document."""

    def __init__(
        self, document: DocumentReading, store: TrustStore, moment: datetime | None, *, fetch: bool
    ) -> None:
        self._store = store
        self._moment = moment
        self._fetch = fetch
        self._archive = document.archive
        self._intact = {each.byte_range for each in document.signatures if each.is_timestamp and each.intact}
        proofs = contained(lambda: asyncio.run(self._proved()))
        self._proofs = {} if isinstance(proofs, Leak) else proofs

    def verdict(self, reading: Reading) -> tuple[SignatureVerdict, SignatureEvidence]:
        """Judge one signature."""
        stamped, found = None, Finding(TrustStatus.UNKNOWN_ISSUER)
        if reading.embedded is not None and reading.intact:
            stamped, found = self._contained_trust(reading.embedded)
        facts = _facts(reading)
        judged = SignatureVerdict(
            field=reading.field,
            signer="" if facts is None else facts.common_name,
            organisation="" if facts is None else facts.organisation,
            signed_at=_aware(reading.signed_at),
            timestamp=stamped,
            level=reading.level,
            intact=reading.intact,
            covers=reading.covers,
            changes_after=reading.changes_after,
            trust=found.status,
            demonstration=self._is_demonstration(facts, found),
            reason=_reason(reading, found.status),
        )
        evidence = contained(lambda: evidence_of(reading, found, self._archive))
        return judged, SignatureEvidence(reading.field) if isinstance(evidence, Leak) else evidence

    def _is_demonstration(self, facts: CertificateFacts | None, found: Finding) -> bool:
        """Believe the certificate that says so, trusted or not, and the store about what it trusts."""
        trusted_as_such = found.root is not None and self._store.is_demonstration(found.root)
        return trusted_as_such or (facts is not None and facts.demonstration)

    def _contained_trust(self, embedded: EmbeddedPdfSignature) -> tuple[datetime | None, Finding]:
        """Odd certificates raise odd types; what cannot be checked has no known status."""
        trust = contained(lambda: asyncio.run(self._trust(embedded)))
        return (None, Finding(TrustStatus.UNKNOWN_STATUS)) if isinstance(trust, Leak) else trust

    async def _trust(self, embedded: EmbeddedPdfSignature) -> tuple[datetime | None, Finding]:
        """Return the proved time of the signature, and what the check of its certificate found.

        A trusted time stamp proves that the signature existed then, so the certificate is judged as of then
        by the answers inside the file; else, and where they do not tell, as of now.
        """
        evidence = self._evidence(embedded.signed_data)
        stamped = await self._stamped(embedded)
        if stamped is not None:
            found = await self._find(embedded.signer_cert, evidence, stamped, fetch=False)
            if found.status is not TrustStatus.UNKNOWN_STATUS or not self._fetch:
                return stamped, found
        return stamped, await self._find(embedded.signer_cert, evidence, self._moment, fetch=self._fetch)

    async def _find(
        self, certificate: x509.Certificate, evidence: Evidence, moment: datetime | None, *, fetch: bool
    ) -> Finding:
        context = validation_context(self._store, evidence, moment=moment, fetch=fetch)
        found = await released(finding(certificate, evidence, context), context)
        answers = Evidence((), tuple(context.ocsps), tuple(context.crls))
        return replace(found, answers=answers)

    async def _stamped(self, embedded: EmbeddedPdfSignature) -> datetime | None:
        """Return the earliest proved time at which the signature existed, None when nothing proves one."""
        proofs = [self._proofs.get(stamp.revision) for stamp in self._archive.after(embedded)]
        earliest = min((each for each in proofs if each is not None), default=None)
        token = timestamp_token(embedded)
        if token is None or not stamp_holds(token, message_imprint_checker(embedded.signer_info)):
            return earliest
        evidence = self._evidence(token, embedded.signed_data)
        trusted = await self._is_trusted_stamp(token, evidence, earliest or self._moment)
        return stamped_at(token) if trusted else earliest

    async def _proved(self) -> dict[int, datetime]:
        """Judge the document time stamps from the newest to the oldest; return their times by revision.

        The newest is judged as of now. Each older one is judged as of the time that a newer one proves, so
        that it still counts when its own certificate has run out: that is what renewing them is for.
        """
        proofs: dict[int, datetime] = {}
        moment = self._moment
        for stamp in reversed(self._archive.stamps):
            trusted = contained(lambda: self._holds(stamp))  # noqa: B023 - called at once
            if trusted is not True:
                continue
            signed = stamp.embedded.signed_data
            if await self._is_trusted_stamp(signed, self._evidence(signed), moment):
                moment = proofs[stamp.revision] = stamp.moment
        return proofs

    def _holds(self, stamp: ArchiveStamp) -> bool:
        return tuple(int(each) for each in stamp.embedded.byte_range) in self._intact

    async def _is_trusted_stamp(
        self, token: cms.SignedData, evidence: Evidence, moment: datetime | None
    ) -> bool:
        context = validation_context(self._store, evidence, moment=moment, fetch=False, required=False)
        signer = extract_certs_for_validation(token).signer_cert
        found = await finding(signer, evidence, context, extended_usage=_TIME_STAMPING)
        return found.status is TrustStatus.TRUSTED

    def _evidence(self, *signed: cms.SignedData) -> Evidence:
        inside = [each for data in signed for each in extract_certs_for_validation(data).other_certs]
        known = self._archive.store
        return Evidence(
            certificates=(*inside, *known.certificates),
            ocsp_answers=known.ocsp_answers,
            revocation_lists=known.revocation_lists,
        )


def _reason(reading: Reading, trust: TrustStatus) -> str:
    """Return the first word of what is wrong, empty when nothing is."""
    if not reading.intact:
        return reading.reason or "digest"
    if reading.changes_after is ChangesAfter.FORBIDDEN:
        return reading.reason or "changed"
    return "" if trust is TrustStatus.TRUSTED else trust.value


def _facts(reading: Reading) -> CertificateFacts | None:
    certificate = reading.certificate
    facts = contained(lambda: None if certificate is None else facts_of(certificate))
    return None if isinstance(facts, Leak) else facts


def _aware(moment: datetime | None) -> datetime | None:
    """Times without a zone are taken as UTC: some writers leave it out."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
