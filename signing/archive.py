"""Appends what keeps signatures alive: answers about revocation (DSS) and document time stamps."""

from typing import BinaryIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from signing.errors import TimestampUnavailable
from signing.keys.signer import DIGEST
from signing.timestamp import TimestampService
from signing.trust.check import Evidence

CHUNK_BYTES = 1 << 20


class SteadyWriter(IncrementalPdfFileWriter):
    """Appends a revision and leaves the metadata alone, so that XMP and /Info stay in step (PDF/A)."""

    def _update_meta(self) -> None:
        """Do nothing: a signature does not edit the document."""


def put_evidence(writer: SteadyWriter, evidence: Evidence) -> None:
    """Add certificates and answers about revocation to a document's security store, each of them once."""
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=evidence.certificates,
        ocsps=evidence.ocsp_answers,
        crls=evidence.revocation_lists,
    )


async def append_timestamp(
    document: BinaryIO, timestamps: TimestampService, evidence: Evidence | None = None
) -> None:
    """Append one revision: the evidence, and a document time stamp over everything (PAdES B-LTA).

    Args:
        document: open for reading and writing; it is written at its end. What a failure leaves there is not
            to be used.
        timestamps: the service.
        evidence: None when the document holds it already.

    Raises:
        TimestampUnavailable: no time stamp is to be had.
    """
    writer = SteadyWriter(document, strict=False)
    if evidence is not None:
        put_evidence(writer, evidence)
    await PdfTimeStamper(timestamps).async_timestamp_pdf(
        writer, DIGEST, in_place=True, chunk_size=CHUNK_BYTES
    )


async def try_timestamp(document: BinaryIO, timestamps: TimestampService) -> bool:
    """Append a document time stamp, or leave the document as it was; tell which."""
    size = document.seek(0, 2)
    try:
        await append_timestamp(document, timestamps)
    except TimestampUnavailable:
        document.truncate(size)
        return False
    return True
