"""Raises the signatures of a file to B-LTA later, and renews its archive time stamp: no key, no PIN."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from asn1crypto import cms
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation

from signing.archive import append_timestamp
from signing.errors import CertificateRefused, RevocationUnavailable, SignatureBroken
from signing.gate import copied_into, publish_unharmed
from signing.levels import timestamp_token
from signing.model import ChangesAfter, Level
from signing.readings import DocumentReading, Reading
from signing.timestamp import TimestampService
from signing.trust.check import Evidence
from signing.trust.examine import Examination, Examiner
from signing.writing import opened

_LONG_TERM = (Level.B_LT, Level.B_LTA)


@dataclass(frozen=True, slots=True)
class UpgradedFile:
    """A file with one more archive time stamp; ``level`` is that of its weakest signature.

    ``stamp_expires`` is when the certificate behind the time stamp runs out: it has to be renewed before.
    """

    path: Path
    level: Level
    stamp_expires: datetime | None
    sha256: str
    size: int


def upgrade(source: Path, target: Path, *, examiner: Examiner, timestamps: TimestampService) -> UpgradedFile:
    """Append what is missing: answers about revocation, and a document time stamp over everything.

    Signatures stay as they are to the byte, whatever covers them. A file that is B-LTA gets a fresh time
    stamp over the old ones and the answers about their service. Where nobody answers about revocation,
    signatures without a time stamp get one (B-T).

    Args:
        source: a signed PDF.
        target: where the file goes, whole or not at all; may be the source.
        examiner: asks about the certificates whose answers are not in the file.
        timestamps: the service that stamps.

    Raises:
        UnreadablePdf: the source cannot be read.
        SignatureBroken: a signature does not hold, so nothing is worth keeping alive.
        CertificateRefused: a certificate was revoked or is not trusted.
        RevocationUnavailable: nobody answers, and there is a time stamp already.
        TimestampUnavailable: no time stamp is to be had.
        OutputRefused: the gate said no.
    """
    with opened(source) as document:
        evidence = _missing(document, examiner, timestamps)

        def write(output: BinaryIO) -> None:
            copied_into(output, document.reader.stream)
            asyncio.run(append_timestamp(output, timestamps, evidence))

        done = publish_unharmed(document, target, write)
    level = lowest(each.level for each in _people(done.document))
    return UpgradedFile(target, level, done.document.archive.expires, done.sha256, done.size)


def lowest(levels: Iterable[Level]) -> Level:
    """Return the weakest of some levels; a plain signature outside PAdES is weaker than all."""
    order = (Level.CMS, Level.B_B, Level.B_T, Level.B_LT, Level.B_LTA)
    return min(levels, key=order.index, default=Level.CMS)


def _missing(document: DocumentReading, examiner: Examiner, timestamps: TimestampService) -> Evidence | None:
    """Collect the answers that the file lacks; None when they are not to be had, but a time stamp helps."""
    people = _people(document)
    for reading in people:
        if not reading.intact or reading.changes_after is ChangesAfter.FORBIDDEN:
            raise SignatureBroken(reading.field)
    evidence = Evidence()
    for examination in _examined(document, people, examiner, timestamps):
        if examination.is_refused:
            raise CertificateRefused(examination.status)
        if examination.is_unknown:
            if all(reading.level is not Level.B_B for reading in people):
                raise RevocationUnavailable("")
            return None
        evidence |= examination.evidence
    return evidence


def _examined(
    document: DocumentReading, people: Iterable[Reading], examiner: Examiner, timestamps: TimestampService
) -> Iterator[Examination]:
    """Examine whoever the file does not tell enough of, and the service that will stamp."""
    for reading in people:
        if reading.level in _LONG_TERM or reading.embedded is None:
            continue
        yield examiner.signer(*_certificates(reading.embedded.signed_data))
        token = timestamp_token(reading.embedded)
        if token is not None:
            yield examiner.timestamper(*_certificates(token))
    for stamp in document.archive.stamps:
        if not document.archive.tells_of(stamp.embedded.signed_data):
            yield examiner.timestamper(*_certificates(stamp.embedded.signed_data))
    yield examiner.timestamper(*timestamps.certificates())


def _certificates(signed: cms.SignedData) -> tuple[bytes, tuple[bytes, ...]]:
    inside = extract_certs_for_validation(signed)
    return inside.signer_cert.dump(), tuple(each.dump() for each in inside.other_certs)


def _people(document: DocumentReading) -> list[Reading]:
    return [reading for reading in document.signatures if not reading.is_timestamp]
