"""Appends what keeps signatures alive: answers about revocation (DSS) and document time stamps."""

import os
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


async def append_evidence(document: BinaryIO, evidence: Evidence) -> None:
    """Append one revision with certificates and answers about revocation, each of them once (PAdES B-LT).

    It comes after the signature and not with it: validators look for it in a later revision.

    Args:
        document: open for reading and writing; it is written at its end.
        evidence: what to add to the document's security store.
    """
    writer = SteadyWriter(document, strict=False)
    _put(writer, evidence)
    writer.write_in_place()  # type: ignore[no-untyped-call]


async def append_timestamp(
    document: BinaryIO, timestamps: TimestampService, evidence: Evidence | None
) -> None:
    """Append one revision: the evidence, and a document time stamp over everything (PAdES B-LTA).

    Args:
        document: open for reading and writing; after a failure it is as long as before.
        timestamps: the service.
        evidence: None when none is to be had.

    Raises:
        TimestampUnavailable: no time stamp is to be had.
    """
    size = document.seek(0, os.SEEK_END)
    writer = SteadyWriter(document, strict=False)
    if evidence is not None:
        _put(writer, evidence)
    stamper = PdfTimeStamper(timestamps)
    try:
        await stamper.async_timestamp_pdf(writer, DIGEST, in_place=True, chunk_size=CHUNK_BYTES)
    except TimestampUnavailable:
        document.truncate(size)
        raise


def _put(writer: SteadyWriter, evidence: Evidence) -> None:
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=evidence.certificates,
        ocsps=evidence.ocsp_answers,
        crls=evidence.revocation_lists,
    )
