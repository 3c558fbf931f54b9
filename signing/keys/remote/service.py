"""The conversation with a signing service: one JSON request, one JSON answer."""

import ipaddress
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

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

    def ask(self, method: str, wish: dict[str, Any]) -> dict[str, Any]:
        """Post one request.

        Args:
            method: as in ``credentials/info``.
            wish: what JSON can say.

        Raises:
            RemoteUnavailable: no answer, or the service is in trouble.
            RemoteUnusable: it answers something else than CSC, or others could listen.
            Rejected: it says no.
        """
        headers = {"Content-Type": "application/json"}
        if self.bearer:
            headers["Authorization"] = f"Bearer {self.bearer}"
        address = f"{self.url.rstrip('/')}/{method}"
        return posted(address, json.dumps(wish).encode(), headers, self.timeout_seconds)


def posted(url: str, content: bytes, headers: dict[str, str], seconds: float) -> dict[str, Any]:
    """Post something to an address, and return the JSON object it answers.

    Raises:
        RemoteUnavailable, RemoteUnusable, Rejected: as `Service.ask` says.
    """
    require_privacy(url)
    try:
        with httpx.Client(verify=trusted_web(), timeout=seconds) as client:
            answer = client.post(url, content=content, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as cause:
        raise RemoteUnavailable(url) from cause
    if answer.status_code >= _SERVER_ERRORS:
        raise RemoteUnavailable(url)
    if answer.is_error:
        raise Rejected(_word(answer))
    return _object(url, answer)


def require_privacy(url: str) -> None:
    """Let PINs and permissions go over TLS only, unless they stay on this machine.

    Raises:
        RemoteUnusable: others could listen.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and not _is_here(parts.hostname or ""):
        raise RemoteUnusable(url, "not_https")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _object(url: str, answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json() if len(answer.content) <= _LONGEST_ANSWER_BYTES else None
    except ValueError as cause:
        raise RemoteUnusable(url, "no_json") from cause
    if not isinstance(found, dict):
        raise RemoteUnusable(url, "no_object")
    return found


def _word(answer: httpx.Response) -> str:
    try:
        found = answer.json()
    except ValueError:
        return f"http_{answer.status_code}"
    return str(found.get("error", "")) if isinstance(found, dict) else ""
