"""Time stamps (RFC 3161) from a service on the network."""

import asyncio
import ssl
from functools import cache

import httpx
from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from signing.errors import TimestampUnavailable

_MEDIA_TYPE = "application/timestamp-query"
_LONGEST_ANSWER_BYTES = 1 << 20


class TimestampService(TimeStamper):
    """A time stamp service; keep one object per service: it remembers how large its stamps are.

    The government's service was seen to take between 2 and 131 seconds, hence the long default.
    """

    def __init__(self, url: str, timeout_seconds: float = 150.0) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.url = url
        self.timeout_seconds = timeout_seconds

    def __repr__(self) -> str:
        return f"TimestampService({self.url!r}, {self.timeout_seconds!r})"

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Ask for one time stamp.

        Raises:
            TimestampUnavailable: no answer in time, or the answer is no time stamp for this request.
        """
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (TimestampRequestError, ValueError, TypeError, KeyError) as cause:
            raise TimestampUnavailable(self.url) from cause

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Post one request."""
        return tsp.TimeStampResp.load(await asyncio.to_thread(self._post, req.dump()))

    def _post(self, body: bytes) -> bytes:
        try:
            with httpx.Client(verify=_trusted_web(), timeout=self.timeout_seconds) as client:
                answer = client.post(self.url, content=body, headers={"Content-Type": _MEDIA_TYPE})
            answer.raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as cause:
            raise TimestampUnavailable(self.url) from cause
        if len(answer.content) > _LONGEST_ANSWER_BYTES:
            raise TimestampUnavailable(self.url)
        return answer.content


@cache
def _trusted_web() -> ssl.SSLContext:
    """Load the system's TLS roots once: it costs more than a time stamp."""
    return ssl.create_default_context()
