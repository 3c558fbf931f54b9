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
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from signing.contained import Leak, contained
from signing.errors import UnreadablePdf
from signing.levels import level_of
from signing.model import ChangesAfter, Covers, Level
from signing.orphans import orphaned_signatures
from signing.stamps import stamp_holds

_STRICT_POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),  # type: ignore[no-untyped-call]
        DocInfoRule().as_qualified(ModificationLevel.LTA_UPDATES),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
        MetadataUpdateRule().as_qualified(ModificationLevel.LTA_UPDATES),  # type: ignore[no-untyped-call]
    ],
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldCreationRule(), SigFieldModificationRule()],  # type: ignore[no-untyped-call]
    ),
)
"""pyHanko's default without its rule for text fields, which lets a payee change after signing."""

_COVERS = {
    SignatureCoverageLevel.ENTIRE_FILE: Covers.FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Covers.REVISION,
}


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

    def signature(self, name: str) -> Reading | None:
        """Return the signature in a field."""
        return next((reading for reading in self.signatures if reading.field == name), None)


def read_document(stream: BinaryIO) -> DocumentReading:
    """Read every signature of a PDF.

    Args:
        stream: seekable; must stay open as long as the reading is asked.

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
    return DocumentReading(
        signatures=tuple(_ordered(_distinct(_reading(reader, name, node) for name, node in filled))),
        empty_fields=frozenset(name for name, value, _ in fields if value is None),
        reader=reader,
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
    """Keep one of each: a signature dictionary in two fields is one signature, known by its byte range."""
    kept: dict[object, Reading] = {}
    for reading in readings:
        kept.setdefault(reading.byte_range or reading.field, reading)
    return list(kept.values())


def _ordered(readings: list[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: sum(reading.byte_range[2:4]))


def _reading(reader: PdfFileReader, name: str, node: IndirectObject) -> Reading:
    embedded = contained(lambda: _embedded(reader, name, node))
    if isinstance(embedded, Leak):
        return _unread(None, name, embedded.kind)
    measured = contained(lambda: _measured(embedded, name))
    return _unread(embedded, name, measured.kind) if isinstance(measured, Leak) else measured


def _embedded(reader: PdfFileReader, name: str, node: IndirectObject) -> EmbeddedPdfSignature:
    return EmbeddedPdfSignature(reader, node.get_object(), name)  # type: ignore[no-untyped-call]


def _measured(embedded: EmbeddedPdfSignature, name: str) -> Reading:
    is_timestamp = embedded.sig_object_type == "/DocTimeStamp"
    embedded.compute_integrity_info(skip_diff=True)  # type: ignore[no-untyped-call]
    covers, sound = _covers(embedded)
    holds = sound and (
        stamp_holds(embedded.signed_data, embedded.compute_digest)
        if is_timestamp
        else all(_digest_holds(embedded))
    )
    return Reading(
        field=name,
        byte_range=_byte_range(embedded),
        intact=holds,
        covers=covers,
        changes_after=_changes_after(embedded),
        level=level_of(embedded),
        signed_at=embedded.self_reported_timestamp,
        certificate=embedded.signer_cert.dump(),
        is_timestamp=is_timestamp,
        reason="" if holds else "byte_range" if not sound else "digest",
        embedded=embedded,
    )


def _covers(embedded: EmbeddedPdfSignature) -> tuple[Covers, bool]:
    """Return what is covered, and whether the byte range leaves out nothing but the signature itself."""
    coverage = embedded.evaluate_signature_coverage()
    return _COVERS.get(coverage, Covers.PART), coverage is not SignatureCoverageLevel.UNCLEAR


def _changes_after(embedded: EmbeddedPdfSignature) -> ChangesAfter:
    """Judge what was appended; the comparison of pictures will stand beside this, the stricter counts."""
    if embedded.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE:
        return ChangesAfter.NONE
    result = contained(lambda: embedded.evaluate_modifications(_STRICT_POLICY))
    if isinstance(result, Leak | SuspiciousModification):
        # what cannot be compared is not proved harmless
        return ChangesAfter.FORBIDDEN
    permitted = embedded.docmdp_level
    level = result.modification_level
    if level is ModificationLevel.OTHER or (permitted is not None and level.value > permitted.value):
        return ChangesAfter.FORBIDDEN
    return ChangesAfter.ALLOWED


def _digest_holds(embedded: EmbeddedPdfSignature) -> tuple[bool, bool]:
    """Tell whether the document has the signed digest, and whether the digest has the signature."""
    content = embedded.signed_data["encap_content_info"]["content_type"].native
    digest = embedded.compute_digest()
    return validate_sig_integrity(embedded.signer_info, embedded.signer_cert, content, digest)


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
