"""One signature into one file: the way through pyHanko that every kind of signature takes."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pyhanko.sign import fields, general
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import BaseStampStyle

from signing.archive import CHUNK_BYTES, SteadyWriter, append_evidence, append_timestamp
from signing.certificate import facts_of
from signing.errors import OutputRefused, TimestampUnavailable, UnreadablePdf
from signing.gate import publish_signed
from signing.keys.signer import DIGEST, KeySigner
from signing.means import Attainable, Means, attainable
from signing.model import Level, SignedFile
from signing.readings import DocumentReading, read_document

_SIGNATURE_BYTES = 2048
"""RSA 4096 and the signed attributes, with room to spare; certificates and time stamp come on top."""
_LONG_TERM = (Level.B_LT, Level.B_LTA)


@dataclass(frozen=True, slots=True)
class SignatureOrder:
    """What signature is wanted: where it goes, how it looks, what it allows afterwards."""

    field: str
    style: BaseStampStyle
    new_field: fields.SigFieldSpec | None = None
    certify: bool = False


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
        ClockWrong: this workstation's clock is wrong.
        OutputRefused: the gate said no.
        TokenGone: the key vanished.
    """
    best = attainable(means)

    def write(output: BinaryIO) -> None:
        asyncio.run(_write_best(document, output, order, means, best, moment))

    done = publish_signed(document, target, order.field, write)
    made = done.document.signature(order.field)
    return SignedFile(
        path=target,
        level=Level.B_B if made is None else made.level,
        wanted_level=means.level,
        certificate=facts_of(means.key.certificate),
        signed_at=moment,
        sha256=done.sha256,
        size=done.size,
        stamp_expires=done.document.archive.expires,
    )


async def _write_best(
    document: DocumentReading,
    output: BinaryIO,
    order: SignatureOrder,
    means: Means,
    best: Attainable,
    moment: datetime,
) -> None:
    """Write at the level that seemed attainable; B-B, which needs nobody, when the time stamps stop now."""
    try:
        await _write(document, output, order, means, best.level, moment)
    except TimestampUnavailable:
        output.seek(0)
        output.truncate()
        await _write(document, output, order, means, Level.B_B, moment)
        return
    if best.level is Level.B_LTA and means.timestamps is not None:
        with suppress(TimestampUnavailable):
            await append_timestamp(output, means.timestamps, best.evidence)
            return
    if best.level in _LONG_TERM:
        await append_evidence(output, best.evidence)


async def _write(
    document: DocumentReading,
    output: BinaryIO,
    order: SignatureOrder,
    means: Means,
    level: Level,
    moment: datetime,
) -> None:
    """Write one signature, with a time stamp unless it is B-B."""
    # a reader of its own: pyHanko changes the objects it read, and a second try must not see that
    writer = SteadyWriter(document.reader.stream, strict=False)
    signer = PdfSigner(
        _metadata(order),
        KeySigner(means.key, means.scheme),
        timestamper=None if level is Level.B_B else means.timestamps,
        stamp_style=order.style,
        new_field_spec=order.new_field,
    )
    try:
        await _through_pyhanko(signer, writer, output, await _reserved(means, level), moment)
    except general.SigningError as cause:
        raise OutputRefused(type(cause).__name__) from cause


async def _reserved(means: Means, level: Level) -> int:
    """Return how many hexadecimal digits the signature may take."""
    size = _SIGNATURE_BYTES + len(means.key.certificate) + sum(map(len, means.key.chain))
    if level is not Level.B_B and means.timestamps is not None:
        token = await means.timestamps.async_dummy_response(DIGEST)
        size += len(token.dump()) * 5 // 4
    return 2 * size


def _metadata(order: SignatureOrder) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=order.field,
        md_algorithm=DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=order.certify,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS if order.certify else None,  # type: ignore[arg-type]
        signer_key_usage=set(),
    )


async def _through_pyhanko(
    signer: PdfSigner, writer: SteadyWriter, output: BinaryIO, reserved: int, moment: datetime
) -> None:
    """Do what `PdfSigner.async_sign_pdf` does, at our moment instead of the clock's.

    Nothing is signed on trial to see how large it gets: that would double the work.
    """
    session: PdfSigningSession = signer.init_signing_session(
        writer, existing_fields_only=signer.new_field_spec is None
    )
    session.system_time = moment
    prepared = session.prepare_tbs_document(None, reserved)
    digest, result = prepared.digest_tbs_document(output=output, chunk_size=CHUNK_BYTES)
    signed = await prepared.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=moment),
    )
    await signed.post_signature_processing(result, chunk_size=CHUNK_BYTES)
