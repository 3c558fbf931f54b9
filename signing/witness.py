"""A time stamp over a digest of anything: proof that it existed then."""

import asyncio
from datetime import datetime

from asn1crypto import cms
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_tst_signed_data

from signing.contained import Leak, contained
from signing.timestamp import TimestampService
from signing.trust.check import Evidence, validation_context
from signing.trust.store import TrustStore

_ALGORITHM = "sha256"


def witness(service: TimestampService, digest: bytes) -> bytes:
    """Return a time stamp token (RFC 3161, DER) over a SHA-256 digest.

    Raises:
        TimestampUnavailable: the service does not answer.
    """
    token: bytes = asyncio.run(service.async_timestamp(digest, _ALGORITHM)).dump()
    return token


def witnessed_at(token: bytes, digest: bytes, store: TrustStore) -> datetime | None:
    """Return the time that a token proves for a SHA-256 digest.

    None if the token is none, is of another digest, or its service is not trusted.
    """
    found = contained(lambda: asyncio.run(_checked(token, digest, store)))
    return None if isinstance(found, Leak) else found


async def _checked(token: bytes, digest: bytes, store: TrustStore) -> datetime | None:
    signed = cms.ContentInfo.load(token)["content"]
    inside = Evidence(certificates=tuple(extract_certs_for_validation(signed).other_certs))
    context = validation_context(store, inside, moment=None, fetch=False, required=False)
    found = await validate_tst_signed_data(signed, context, lambda _algorithm: digest)
    moment: datetime = found["timestamp"]
    return moment if found["intact"] and found["valid"] and found["trust_problem_indic"] is None else None
