"""The conversation with a signing service: one JSON request, one JSON answer."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from signing.errors import RemoteUnavailable, RemoteUnusable
from signing.timestamp import trusted_web

_LONGEST_ANSWER_BYTES = 1 << 20
_SERVER_ERRORS = 500


class Rejected(Exception):
    """The service understood and said no; ``reason`` is its word, as in ``invalid_pin``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Service:
    """A service by its address up to ``/csc/v1``; ``bearer`` is what an OAuth login gave, empty for none."""

    url: str
    timeout_seconds: float = 60.0
    bearer: str = field(default="", repr=False)

    def ask(self, method: str, content: bytes) -> dict[str, Any]:
        """Post one request.

        Args:
            method: as in ``credentials/info``.
            content: a JSON object.

        Raises:
            RemoteUnavailable: no answer, or the service is in trouble.
            RemoteUnusable: it answers something else than CSC.
            Rejected: it says no.
        """
        headers = {"Content-Type": "application/json"}
        if self.bearer:
            headers["Authorization"] = f"Bearer {self.bearer}"
        try:
            with httpx.Client(verify=trusted_web(), timeout=self.timeout_seconds) as client:
                answer = client.post(f"{self.url.rstrip('/')}/{method}", content=content, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as cause:
            raise RemoteUnavailable(self.url) from cause
        if answer.status_code >= _SERVER_ERRORS:
            raise RemoteUnavailable(self.url)
        if answer.is_error:
            raise Rejected(_word(answer))
        return self._object(answer)

    def _object(self, answer: httpx.Response) -> dict[str, Any]:
        try:
            found = answer.json() if len(answer.content) <= _LONGEST_ANSWER_BYTES else None
        except ValueError as cause:
            raise RemoteUnusable(self.url, "no_json") from cause
        if not isinstance(found, dict):
            raise RemoteUnusable(self.url, "no_object")
        return found


def _word(answer: httpx.Response) -> str:
    try:
        found = answer.json()
    except ValueError:
        return f"http_{answer.status_code}"
    return str(found.get("error", "")) if isinstance(found, dict) else ""
