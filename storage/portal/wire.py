"""One request to a portal and its bounded answer, with the failures of the network given their meaning."""

from __future__ import annotations

import ipaddress
import json
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

import httpx

from storage.errors import PortalProtocol, PortalUnreachable, PortalUntrusted
from storage.portal.bounded import BoundedTransport
from storage.portal.profile import TlsMeans
from storage.portal.tls import context_for, distrust

_ANSWER_LIMIT_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 16
_LATER = frozenset({408, 409, 423, 425, 429, 460})
"""Answers that mean "again": busy, too early, or the upload is not where we thought it was."""

_ANSWER_TIMEOUTS = 2
_SYSTEM_TLS = TlsMeans()


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """What came back; `request` names the request for errors, without any content."""

    request: str
    status: int
    headers: Mapping[str, str]
    text: str
    certificate_until: datetime | None = None

    @property
    def seen_at(self) -> datetime | None:
        """What the other side's clock said, None if it did not."""
        try:
            return parsedate_to_datetime(self.headers.get("Date", "")).astimezone(UTC)
        except (ValueError, OverflowError):
            return None

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
    """A connection to the portal at `url`; follows no redirect: data go where they were sent.

    A portal that says nothing for `timeout_seconds`, or not all within twice that, is unreachable.
    """

    def __init__(self, url: str, *, timeout_seconds: float, tls: TlsMeans = _SYSTEM_TLS) -> None:
        self.url = httpx.URL(url.rstrip("/"))
        self._timeout_seconds = timeout_seconds
        self._tls = tls
        self.remembered: dict[str, str] = {}
        """What the other side said of itself, so that it is asked once."""
        self._opening = threading.Lock()
        self._opened: httpx.Client | None = None

    def exchange(
        self,
        method: str,
        target: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | Iterable[bytes] = b"",
    ) -> WireAnswer:
        """Send one request to `target`, a path under the portal's address, and return the answer.

        Raises:
            PortalUnreachable: no answer, or one that asks to come back.
            PortalUntrusted: the other side is not who it should be; nothing was sent.
            PortalProtocol: an endless answer.
            SecretMissing, KeyringMissing: our certificate cannot be used.
        """
        request = f"{method} {target.split('?')[0]}"
        try:
            with self._client().stream(
                method, str(self.url) + target, headers=headers, content=content
            ) as response:
                until = _certificate_until(response)  # while the connection is open
                text = _bounded_text(response, request)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise self._failed(error) from error
        if response.status_code >= 500 or response.status_code in _LATER:
            raise PortalUnreachable(str(self.url))
        return WireAnswer(request, response.status_code, response.headers, text, until)

    def download(self, target: str, file: Path, *, most_bytes: int, moved: Callable[[int], None]) -> None:
        """Write what is at `target` to `file`; `moved` is told how many bytes are there.

        Raises:
            PortalUnreachable: no answer, or it ended early.
            PortalProtocol: another answer than 200, or more than `most_bytes`.
        """
        request = f"GET {target.split('?')[0]}"
        written = 0
        try:
            with self._client().stream("GET", str(self.url) + target) as response, file.open("wb") as sink:
                self._require_file(response, request)
                for chunk in response.iter_raw(_CHUNK_BYTES):
                    written += len(chunk)
                    if written > most_bytes:
                        raise PortalProtocol(f"{request}: longer than announced")
                    sink.write(chunk)
                    moved(written)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise self._failed(error) from error

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
        if self._opened is not None:
            self._opened.close()

    def _client(self) -> httpx.Client:
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> httpx.Client:
        transport = BoundedTransport(
            _ANSWER_TIMEOUTS * self._timeout_seconds, verify=self._context(), proxy=_proxy_for(self.url)
        )
        return httpx.Client(
            timeout=self._timeout_seconds,
            follow_redirects=False,
            trust_env=False,
            transport=transport,
            headers={"Accept-Encoding": "identity"},  # a packed answer could not be bounded
        )

    def _context(self) -> ssl.SSLContext:
        if self.url.scheme == "https":
            return context_for(self._tls, str(self.url))
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # never used; loading the authorities takes a while

    def _failed(self, error: httpx.RequestError) -> PortalUnreachable:
        reason = distrust(error)
        return PortalUntrusted(str(self.url), reason) if reason else PortalUnreachable(str(self.url))


def _bounded_text(response: httpx.Response, request: str) -> str:
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > _ANSWER_LIMIT_BYTES:
            raise PortalProtocol(f"{request}: answer too long")
    return body.decode("utf-8", errors="replace")


def _certificate_until(response: httpx.Response) -> datetime | None:
    connection = response.extensions["network_stream"].get_extra_info("ssl_object")
    if connection is None:
        return None
    ends = ssl.cert_time_to_seconds(connection.getpeercert()["notAfter"])
    return datetime.fromtimestamp(ends, UTC)


def _proxy_for(url: httpx.URL) -> str | None:
    """Return the system's proxy to `url`; none can reach this machine."""
    if _is_loopback(url.host) or proxy_bypass(url.host):
        return None
    return getproxies().get(url.scheme)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
