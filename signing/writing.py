"""One signature into one file: the way through pyHanko that every kind of signature takes."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, general
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSigningSession,
    SigDSSPlacementPreference,
)
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from signing.certificate import facts_of
from signing.errors import (
    CertificateRefused,
    OutputRefused,
    RevocationUnavailable,
    TimestampUnavailable,
    UnreadablePdf,
)
from signing.gate import publish_signed
from signing.keys.port import SigningKey
from signing.keys.signer import DIGEST, KeySigner
from signing.model import Level, SignedFile, TrustStatus
from signing.readings import DocumentReading, read_document
from signing.timestamp import TimestampService
from signing.trust.check import Evidence, check_certificate, meaning, released, validation_context
from signing.trust.store import TrustStore

_LONG_TERM = (Level.B_LT, Level.B_LTA)
_TOLERATED = (TrustStatus.TRUSTED, TrustStatus.UNKNOWN_STATUS)
_DSS = DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE)
_CHUNK_BYTES = 1 << 20


class SteadyWriter(IncrementalPdfFileWriter):
    """Appends a revision and leaves the metadata alone, so that XMP and /Info stay in step (PDF/A)."""

    def _update_meta(self) -> None:
        """Do nothing: a signature does not edit the document."""


@dataclass(frozen=True, slots=True)
class SignatureOrder:
    """What signature is wanted: where it goes, how it looks, what it allows afterwards."""

    field: str
    style: BaseStampStyle
    new_field: fields.SigFieldSpec | None = None
    certify: bool = False


@dataclass(frozen=True, slots=True)
class Means:
    """With what it is signed: the key, whom we trust, the time stamps to be had, and the level asked."""

    key: SigningKey
    store: TrustStore
    timestamps: TimestampService | None
    level: Level


@contextmanager
def opened(source: Path) -> Iterator[DocumentReading]:
    """Read a document that shall be signed.

    Raises:
        UnreadablePdf: it cannot be read, or hides parts of itself from newer readers (hybrid references).
        OSError: it cannot be opened.
    """
    with source.open("rb") as stream:
        reading = read_document(stream)
        if reading.reader.xrefs.hybrid_xrefs_present:
            raise UnreadablePdf("hybrid_references")
        yield reading


def write_signature(
    document: DocumentReading, target: Path, order: SignatureOrder, means: Means, moment: datetime
) -> SignedFile:
    """Sign and publish.

    The level asked is tried first; when a service is down, what can be had now is made and honestly labelled.

    Raises:
        CertificateRefused: the certificate must not sign; an unknown revocation status is tolerated.
        OutputRefused: the gate said no.
        TokenGone: the key vanished.
    """
    _check(means)

    def write(output: BinaryIO) -> None:
        _write_best(document, output, order, means, moment)

    done = publish_signed(document, target, order.field, write)
    return SignedFile(
        path=target,
        level=done.signature.level,
        wanted_level=means.level,
        certificate=facts_of(means.key.certificate),
        signed_at=moment,
        sha256=done.sha256,
        size=done.size,
    )


def _check(means: Means) -> None:
    """Refuse before signing what no verdict would accept afterwards (TT 15/2025).

    For the long-term levels pyHanko asks the revocation services anyway, and demands an answer.
    """
    key, ask = means.key, means.timestamps is None or means.level not in _LONG_TERM
    status = check_certificate(key.certificate, key.chain, means.store, None, fetch_revocation=ask)
    if status not in _TOLERATED:
        raise CertificateRefused(status)


def _write_best(
    document: DocumentReading, output: BinaryIO, order: SignatureOrder, means: Means, moment: datetime
) -> None:
    """Go down from the level asked to what the services of this moment allow; B-B needs none."""
    level = means.level if means.timestamps is not None else Level.B_B
    while True:
        output.seek(0)
        output.truncate()
        try:
            asyncio.run(_write(document, output, order, means, level, moment))
        except RevocationUnavailable:
            level = Level.B_T
        except TimestampUnavailable:
            level = Level.B_B
        else:
            return


async def _write(
    document: DocumentReading,
    output: BinaryIO,
    order: SignatureOrder,
    means: Means,
    level: Level,
    moment: datetime,
) -> None:
    """Write one signature at exactly one level."""
    context = None
    if level in _LONG_TERM:
        evidence = Evidence(tuple(x509.Certificate.load(der) for der in means.key.chain))
        context = validation_context(means.store, evidence, moment=None, fetch=True)
    timestamps = None if level is Level.B_B else means.timestamps
    signer = PdfSigner(
        _metadata(order, level, context),
        KeySigner(means.key),
        timestamper=timestamps,
        stamp_style=order.style,
        new_field_spec=order.new_field,
    )
    work = _through_pyhanko(signer, document, output, moment)
    try:
        await (work if context is None else released(work, context))
    except general.SigningError as cause:
        _translate(cause, means.key.certificate)
    except (PathError, ValidationError) as cause:
        # the signer's own certificate arrives wrapped, so this is the time stamp service's
        if meaning(cause) is TrustStatus.UNKNOWN_STATUS or timestamps is None:
            raise RevocationUnavailable("") from cause
        raise TimestampUnavailable(timestamps.url) from cause


def _metadata(order: SignatureOrder, level: Level, context: ValidationContext | None) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=order.field,
        md_algorithm=DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=order.certify,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS if order.certify else None,  # type: ignore[arg-type]
        embed_validation_info=context is not None,
        use_pades_lta=level is Level.B_LTA,
        validation_context=context,
        signer_key_usage=set(),
        dss_settings=_DSS,
    )


async def _through_pyhanko(
    signer: PdfSigner, document: DocumentReading, output: BinaryIO, moment: datetime
) -> None:
    """Do what `PdfSigner.async_sign_pdf` does, at our moment instead of the clock's."""
    # a reader of its own: pyHanko changes the objects it read, and a second try must not see that
    writer = SteadyWriter(document.reader.stream, strict=False)
    session: PdfSigningSession = signer.init_signing_session(
        writer, existing_fields_only=signer.new_field_spec is None
    )
    session.system_time = moment
    known = await session.perform_presign_validation(writer)
    reserved = await session.estimate_signature_container_size(known)
    prepared = session.prepare_tbs_document(known, reserved)
    digest, result = prepared.digest_tbs_document(output=output, chunk_size=_CHUNK_BYTES)
    signed = await prepared.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=moment),
    )
    await signed.post_signature_processing(result, chunk_size=_CHUNK_BYTES)


def _translate(cause: general.SigningError, certificate: bytes) -> None:
    """Find out why pyHanko would not sign; the useful words are in its cause."""
    reason = cause.__cause__
    if not isinstance(reason, PathError | ValidationError):
        raise OutputRefused(type(cause).__name__) from cause
    status = meaning(reason)
    if status is not TrustStatus.UNKNOWN_STATUS:
        raise CertificateRefused(status) from cause
    parsed = x509.Certificate.load(certificate)
    raise RevocationUnavailable(next(iter(parsed.ocsp_urls), "")) from cause
