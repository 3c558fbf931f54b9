"""Time stamps (RFC 3161) from a service on the network."""

import asyncio
import ssl
import time
from datetime import UTC, datetime, timedelta
from functools import cache

import httpx
from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation

from signing.errors import TimestampUnavailable

_MEDIA_TYPE = "application/timestamp-query"
_LONGEST_ANSWER_BYTES = 1 << 20
_DIGEST = "sha256"
_REST_SECONDS = 60.0
"""How long a service that did not answer is left alone: a batch must not wait for each of its documents."""


class TimestampService(TimeStamper):
    """A time stamp service; keep one object per service: it remembers how large its stamps are.

    The government's service was seen to take between 2 and 131 seconds, hence the long default.
    ``clock_ahead`` is how far its clock was ahead of ours at the last answer.
    """

    def __init__(self, url: str, timeout_seconds: float = 150.0) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.url = url
        self.timeout_seconds = timeout_seconds
        self.clock_ahead = timedelta(0)
        self._resting_until = 0.0

    def __repr__(self) -> str:
        return f"TimestampService({self.url!r}, {self.timeout_seconds!r})"

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Ask for one time stamp.

        Raises:
            TimestampUnavailable: no answer in time, or the answer is no time stamp for this request.
        """
        if time.monotonic() < self._resting_until:
            raise TimestampUnavailable(self.url)
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            self.clock_ahead = stamped_at(token["content"]) - datetime.now(UTC)
        except TimestampUnavailable:
            self._resting_until = time.monotonic() + _REST_SECONDS
            raise
        except (TimestampRequestError, ValueError, TypeError, KeyError) as cause:
            raise TimestampUnavailable(self.url) from cause
        return token

    def certificates(self) -> tuple[bytes, tuple[bytes, ...]]:
        """Return the service's own certificate and its issuers', DER, from its first answer.

        Raises:
            TimestampUnavailable: it does not answer.
        """
        token = asyncio.run(self.async_dummy_response(_DIGEST))
        try:
            found = extract_certs_for_validation(token["content"])
        except ValueError as cause:
            raise TimestampUnavailable(self.url) from cause
        return found.signer_cert.dump(), tuple(each.dump() for each in found.other_certs)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Post one request."""
        return tsp.TimeStampResp.load(await asyncio.to_thread(self._post, req.dump()))

    def _post(self, body: bytes) -> bytes:
        try:
            with httpx.Client(verify=trusted_web(), timeout=self.timeout_seconds) as client:
                answer = client.post(self.url, content=body, headers={"Content-Type": _MEDIA_TYPE})
            answer.raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as cause:
            raise TimestampUnavailable(self.url) from cause
        if len(answer.content) > _LONGEST_ANSWER_BYTES:
            raise TimestampUnavailable(self.url)
        return answer.content


def stamped_at(token: cms.SignedData) -> datetime:
    """Return the moment a time stamp token states, aware."""
    moment: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


@cache
def trusted_web() -> ssl.SSLContext:
    """Load the system's TLS roots once: it costs more than a time stamp."""
    return ssl.create_default_context()
