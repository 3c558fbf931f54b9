"""One request to a portal and its bounded answer, with the failures of the network given their meaning."""

from __future__ import annotations

import ipaddress
import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from storage.errors import PortalProtocol, PortalUnreachable

_ANSWER_LIMIT_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 16
_LATER = frozenset({408, 409, 423, 425, 429, 460})
"""Answers that mean "again": busy, too early, or the upload is not where we thought it was."""


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """What came back; `request` names the request for errors, without any content."""

    request: str
    status: int
    headers: Mapping[str, str]
    text: str

    def require(self, *expected: int) -> WireAnswer:
        """Return the answer if its status is one of `expected`.

        Raises:
            PortalProtocol: it is another one.
        """
        if self.status not in expected:
            raise self.nonsense(str(self.status))
        return self

    def json_object(self) -> dict[str, object]:
        """Return the body as a JSON object.

        Raises:
            PortalProtocol: it is something else.
        """
        value = self._json()
        if not isinstance(value, dict):
            raise self.nonsense("not an object")
        return value

    def json_array(self) -> list[object]:
        """Return the body as a JSON array.

        Raises:
            PortalProtocol: it is something else.
        """
        value = self._json()
        if not isinstance(value, list):
            raise self.nonsense("not an array")
        return value

    def _json(self) -> object:
        try:
            return json.loads(self.text)
        except ValueError as error:
            raise self.nonsense("not JSON") from error

    def nonsense(self, what: str) -> PortalProtocol:
        """Return the error that says `what` is wrong with this answer."""
        return PortalProtocol(f"{self.request}: {what}")


class Wire:
    """A connection to the portal at `url`; follows no redirect: data go where they were sent."""

    def __init__(self, url: str, *, timeout_seconds: float) -> None:
        self.url = httpx.URL(url.rstrip("/"))
        self._client = httpx.Client(
            timeout=timeout_seconds,
            follow_redirects=False,
            verify=_trust(self.url),
            trust_env=not _is_loopback(self.url.host),  # a proxy cannot reach this machine
            headers={"Accept-Encoding": "identity"},  # a packed answer could not be bounded
        )

    def exchange(
        self, method: str, target: str, *, headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> WireAnswer:
        """Send one request to `target`, a path under the portal's address, and return the answer.

        Raises:
            PortalUnreachable: no answer, or one that asks to come back.
            PortalProtocol: a redirect, or an endless answer.
        """
        request = f"{method} {target.split('?')[0]}"
        try:
            with self._client.stream(
                method, str(self.url) + target, headers=headers, content=content
            ) as response:
                text = _bounded_text(response, request)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise PortalUnreachable(str(self.url)) from error
        if response.status_code >= 500 or response.status_code in _LATER:
            raise PortalUnreachable(str(self.url))
        return WireAnswer(request, response.status_code, response.headers, text)

    def download(self, target: str, file: Path, *, most_bytes: int, moved: Callable[[int], None]) -> None:
        """Write what is at `target` to `file`; `moved` is told how many bytes are there.

        Raises:
            PortalUnreachable: no answer, or it ended early.
            PortalProtocol: another answer than 200, or more than `most_bytes`.
        """
        request = f"GET {target.split('?')[0]}"
        written = 0
        try:
            with self._client.stream("GET", str(self.url) + target) as response, file.open("wb") as sink:
                self._require_file(response, request)
                for chunk in response.iter_raw(_CHUNK_BYTES):
                    written += len(chunk)
                    if written > most_bytes:
                        raise PortalProtocol(f"{request}: longer than announced")
                    sink.write(chunk)
                    moved(written)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise PortalUnreachable(str(self.url)) from error

    def _require_file(self, response: httpx.Response, request: str) -> None:
        if response.status_code >= 500 or response.status_code in _LATER:
            raise PortalUnreachable(str(self.url))
        if response.status_code != 200:
            raise PortalProtocol(f"{request}: {response.status_code}")

    def path_of(self, location: str) -> str:
        """Return the part of `location` under the portal's address.

        Raises:
            PortalProtocol: it is missing, or leads to another server.
        """
        if not location:
            raise PortalProtocol("Location")
        try:
            place = httpx.URL(str(self.url) + "/").join(location)
        except httpx.InvalidURL as error:
            raise PortalProtocol("Location") from error
        if not str(place).startswith(str(self.url) + "/"):
            raise PortalProtocol("Location")
        return str(place).removeprefix(str(self.url))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _bounded_text(response: httpx.Response, request: str) -> str:
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > _ANSWER_LIMIT_BYTES:
            raise PortalProtocol(f"{request}: answer too long")
    return body.decode("utf-8", errors="replace")


def _trust(url: httpx.URL) -> ssl.SSLContext:
    if url.scheme == "https":
        return ssl.create_default_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # never used; loading the authorities would take a while


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
