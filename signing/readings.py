"""What can be read of a file's signatures without asking whom to trust.

What pyHanko raises is contained once for the file and once for each signature, so that one bad signature
does not hide the others.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from signing.changes.judge import Permission, changes_since
from signing.contained import Leak, contained
from signing.errors import UnreadablePdf
from signing.integrity import signature_holds
from signing.levels import Archive, level_of
from signing.model import ChangesAfter, Covers, Level
from signing.orphans import orphaned_signatures
from signing.stamps import stamp_holds

_STAMP = "/ETSI.RFC3161"
_LAST_BYTES = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """One signature as it stands in the file.

    ``embedded`` is pyHanko's object for further questions, None when the signature could not be read;
    ``certificate`` is DER. A document time stamp counts as no signature of a person (``is_timestamp``).
    """

    field: str
    byte_range: tuple[int, ...]
    intact: bool
    covers: Covers
    changes_after: ChangesAfter
    level: Level
    signed_at: datetime | None
    certificate: bytes | None = dataclasses.field(repr=False)
    is_timestamp: bool
    reason: str
    embedded: EmbeddedPdfSignature | None = dataclasses.field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A PDF's signatures, in the order they were given, and the names of its empty signature fields."""

    signatures: tuple[Reading, ...]
    empty_fields: frozenset[str]
    reader: PdfFileReader = dataclasses.field(repr=False, compare=False)
    archive: Archive = dataclasses.field(repr=False, compare=False)

    def signature(self, name: str) -> Reading | None:
        """Return the signature in a field."""
        return next((reading for reading in self.signatures if reading.field == name), None)


def read_document(stream: BinaryIO, *, pictures: bool = False) -> DocumentReading:
    """Read every signature of a PDF.

    Args:
        stream: seekable; must stay open as long as the reading is asked.
        pictures: judge later changes by drawing the pages too; for files that others made.

    Raises:
        UnreadablePdf: no PDF, damaged beyond reading, or a password is needed.
    """
    listed = contained(lambda: _listed(stream))
    if isinstance(listed, Leak):
        raise UnreadablePdf(listed.kind)
    reader, fields = listed
    if reader.encrypted:
        raise UnreadablePdf("encrypted")
    filled = [(name, node) for name, value, node in fields if value is not None]
    opened = [(name, contained(lambda: _embedded(reader, name, node))) for name, node in filled]  # noqa: B023
    archive = Archive.of(reader, _stamps(opened)) if filled else Archive()
    read = _Signatures(archive, pictures=pictures)
    return DocumentReading(
        signatures=tuple(_ordered(_distinct(read.reading(name, each) for name, each in opened))),
        empty_fields=frozenset(name for name, value, _ in fields if value is None),
        reader=reader,
        archive=archive,
    )


def _listed(stream: BinaryIO) -> tuple[PdfFileReader, list[tuple[str, object, IndirectObject]]]:
    reader = PdfFileReader(stream, strict=False)
    if reader.encrypted:
        return reader, []
    listed = [(str(name), value, node) for name, value, node in enumerate_sig_fields(reader)]
    if not listed:
        orphans = contained(lambda: list(orphaned_signatures(reader)))
        listed = [] if isinstance(orphans, Leak) else orphans
    return reader, listed


def _distinct(readings: Iterator[Reading]) -> list[Reading]:
    """Keep one of each: signatures are known by their byte range.

    Nobody signs the same bytes in two fields: the second field is a forgery that borrows the first one's
    signature, so neither what it says nor what the first one covers can be believed.
    """
    kept: dict[object, Reading] = {}
    for reading in readings:
        key = reading.byte_range or reading.field
        if key in kept:
            first = kept[key]
            reason = first.reason or "duplicated"
            kept[key] = dataclasses.replace(first, changes_after=ChangesAfter.FORBIDDEN, reason=reason)
        else:
            kept[key] = reading
    return list(kept.values())


def _ordered(readings: list[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: sum(reading.byte_range[2:4]))


@dataclass(frozen=True, slots=True)
class _Signatures:
    """Reads the signatures of one document."""

    archive: Archive
    _: dataclasses.KW_ONLY
    pictures: bool

    def reading(self, name: str, embedded: EmbeddedPdfSignature | Leak) -> Reading:
        """Read one signature; what cannot be read does not hold."""
        if isinstance(embedded, Leak):
            return _unread(None, name, embedded.kind)
        measured = contained(lambda: self._measured(embedded, name))
        return _unread(embedded, name, measured.kind) if isinstance(measured, Leak) else measured

    def _measured(self, embedded: EmbeddedPdfSignature, name: str) -> Reading:
        is_timestamp = _is_timestamp(embedded)
        sound = embedded.evaluate_signature_coverage() is not SignatureCoverageLevel.UNCLEAR
        holds = sound and (
            stamp_holds(embedded.signed_data, embedded.compute_digest)
            if is_timestamp
            else signature_holds(embedded.signed_data, embedded.signer_cert, embedded.compute_digest)
        )
        changes = _changes_after(embedded, pictures=self.pictures)
        return Reading(
            field=name,
            byte_range=_byte_range(embedded),
            intact=holds,
            covers=_covers(embedded, changes),
            changes_after=changes,
            level=level_of(embedded, self.archive),
            signed_at=embedded.self_reported_timestamp,
            certificate=embedded.signer_cert.dump(),
            is_timestamp=is_timestamp,
            reason="" if holds else "byte_range" if not sound else "digest",
            embedded=embedded,
        )


def _embedded(reader: PdfFileReader, name: str, node: IndirectObject) -> EmbeddedPdfSignature:
    return EmbeddedPdfSignature(reader, node.get_object(), name)  # type: ignore[no-untyped-call]


def _stamps(opened: list[tuple[str, EmbeddedPdfSignature | Leak]]) -> list[EmbeddedPdfSignature]:
    """Return the document time stamps among the signatures, oldest first."""
    sound = [each for _, each in opened if not isinstance(each, Leak)]
    stamps = [each for each in sound if contained(lambda: _is_timestamp(each)) is True]  # noqa: B023
    return sorted(stamps, key=_end)


def _is_timestamp(embedded: EmbeddedPdfSignature) -> bool:
    subfilter = str(embedded.sig_object.get("/SubFilter"))
    return embedded.sig_object_type == "/DocTimeStamp" or subfilter == _STAMP


def _end(embedded: EmbeddedPdfSignature) -> int:
    return sum(_byte_range(embedded)[2:4])


def _covers(embedded: EmbeddedPdfSignature, changes: ChangesAfter) -> Covers:
    """Return what is covered: all that was there when it was signed, or less than that."""
    coverage = embedded.evaluate_signature_coverage()
    if coverage is SignatureCoverageLevel.UNCLEAR:
        return Covers.PART
    stream, end = embedded.reader.stream, _end(embedded)
    stream.seek(max(0, end - _LAST_BYTES))
    if not stream.read(min(end, _LAST_BYTES)).rstrip().endswith(b"%%EOF"):
        return Covers.PART
    return Covers.FILE if changes is ChangesAfter.NONE else Covers.REVISION


def _changes_after(embedded: EmbeddedPdfSignature, *, pictures: bool) -> ChangesAfter:
    """Judge what was appended; what cannot be compared is not proved harmless."""
    if embedded.evaluate_signature_coverage() is SignatureCoverageLevel.UNCLEAR:
        return ChangesAfter.FORBIDDEN
    result = contained(
        lambda: changes_since(
            embedded.reader.stream, _end(embedded), _permission(embedded), pictures=pictures
        )
    )
    return ChangesAfter.FORBIDDEN if isinstance(result, Leak) else result


def _permission(embedded: EmbeddedPdfSignature) -> Permission:
    certified, lock = embedded.docmdp_level, embedded.fieldmdp
    level = None if certified is None else certified.value
    if lock is None:
        return Permission(level)
    named = frozenset(lock.fields or ())
    if lock.action is FieldMDPAction.INCLUDE:
        return Permission(level, locked=named)
    return Permission(level, locks_all_but=named)


def _byte_range(embedded: EmbeddedPdfSignature | None) -> tuple[int, ...]:
    numbers = contained(lambda: () if embedded is None else tuple(int(each) for each in embedded.byte_range))
    return () if isinstance(numbers, Leak) else numbers


def _unread(embedded: EmbeddedPdfSignature | None, name: str, reason: str) -> Reading:
    """Describe a signature of which not everything could be read: it does not hold."""
    certificate = contained(lambda: embedded.signer_cert.dump() if embedded is not None else None)
    return Reading(
        field=name,
        byte_range=_byte_range(embedded),
        intact=False,
        covers=Covers.PART,
        changes_after=ChangesAfter.FORBIDDEN,
        level=Level.CMS,
        signed_at=None,
        certificate=None if isinstance(certificate, Leak) else certificate,
        is_timestamp=False,
        reason=reason,
        embedded=None,
    )
