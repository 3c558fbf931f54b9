"""The line to a portal: who is on the other side, and how much of anything it may send."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.errors import PortalProtocol, PortalUnreachable, PortalUntrusted, SecretMissing
from storage.portal.profile import TlsMeans
from storage.portal.rest import RestPortal
from storage.portal.wire import Wire, WireAnswer
from tests.pki.portal_certificates import Authority, Pair
from tests.saboteurs.raw_server import Speak, raw_server

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 17\r\nConnection: close\r\n\r\n{"name": "there"}'


def _say(data: bytes) -> Speak:
    return lambda connection: connection.sendall(data)


@dataclass(frozen=True, slots=True)
class Room:
    """Our authority and one that nobody knows, a good certificate for a server, and one for us."""

    ours: Authority
    strange: Authority
    server: Pair
    client: Pair


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    folder = tmp_path_factory.mktemp("certificates")
    ours, strange = Authority(folder, "ours"), Authority(folder, "strange")
    client = ours.issue("client", passphrase=b"mat khau")
    return Room(ours, strange, ours.issue("server"), client)


def _context(pair: Pair, *, least: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = least
    context.load_cert_chain(pair.certificate, pair.key)
    return context


def _ask(context: ssl.SSLContext, tls: TlsMeans, speak: Speak | None = None) -> WireAnswer:
    with raw_server(speak or _say(OK), context) as port:
        return _get(f"https://127.0.0.1:{port}", tls)


def _get(url: str, tls: TlsMeans | None = None, *, seconds: float = 5.0) -> WireAnswer:
    with closing(Wire(url, timeout_seconds=seconds, tls=tls or TlsMeans())) as wire:
        return wire.exchange("GET", "/health")


def test_a_portal_of_the_sites_authority_is_trusted_and_tells_how_long(room: Room) -> None:
    answer = _ask(_context(room.server), TlsMeans(room.ours.file))
    assert answer.json_object() == {"name": "there"}
    assert answer.certificate_until is not None
    assert timedelta(days=29) < answer.certificate_until - datetime.now(UTC) < timedelta(days=31)


@pytest.mark.parametrize(
    ("issue", "reason"),
    [
        (lambda room: room.ours.issue("expired", ends=timedelta(days=-1)), "expired"),
        (lambda room: room.ours.issue("elsewhere", address="192.0.2.1"), "name"),
        (lambda room: room.strange.issue("unknown"), "issuer"),
    ],
)
def test_a_certificate_that_is_not_right_ends_it_before_anything_is_sent(
    room: Room, issue: Callable[[Room], Pair], reason: str
) -> None:
    heard: list[bool] = []
    with pytest.raises(PortalUntrusted) as caught:
        _ask(_context(issue(room)), TlsMeans(room.ours.file), lambda _connection: heard.append(True))
    assert caught.value.reason == reason
    assert heard == []


def test_the_systems_authorities_are_asked_where_the_site_names_none(room: Room) -> None:
    with pytest.raises(PortalUntrusted) as caught:
        _ask(_context(room.server), TlsMeans())
    assert caught.value.reason == "issuer"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
def test_an_old_encryption_is_refused(room: Room) -> None:
    context = _context(room.server, least=ssl.TLSVersion.TLSv1_1)
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.raises(PortalUntrusted) as caught:
        _ask(context, TlsMeans(room.ours.file))
    assert caught.value.reason == "protocol"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_portal_that_demands_our_certificate_gets_it_and_else_says_no(
    room: Room, version: ssl.TLSVersion
) -> None:
    context = _context(room.server)
    context.minimum_version = context.maximum_version = version
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(room.ours.file)
    ours = TlsMeans(room.ours.file, room.client.certificate, room.client.key, lambda: "mat khau")
    assert _ask(context, ours).status == 200
    with pytest.raises(PortalUntrusted) as caught:
        _ask(context, TlsMeans(room.ours.file))
    assert caught.value.reason == "client"


def test_our_certificate_needs_its_passphrase(room: Room) -> None:
    def missing() -> str:
        raise SecretMissing("portal-passphrase")

    for passphrase, error in ((lambda: "wrong", PortalUntrusted), (missing, SecretMissing)):
        means = TlsMeans(room.ours.file, room.client.certificate, room.client.key, passphrase)
        with pytest.raises(error):
            _ask(_context(room.server), means)


def test_a_missing_file_of_authorities_trusts_nobody(room: Room, tmp_path: Path) -> None:
    with pytest.raises(PortalUntrusted):
        _ask(_context(room.server), TlsMeans(tmp_path / "gone.pem"))


def test_no_secret_is_in_what_is_shown_of_the_means(room: Room) -> None:
    assert "mat khau" not in repr(TlsMeans(room.ours.file, passphrase=lambda: "mat khau"))


def test_a_look_tells_why_a_portal_is_not_trusted(room: Room) -> None:
    with raw_server(_say(OK), _context(room.strange.issue("looked-at"))) as port:
        url = f"https://127.0.0.1:{port}"
        with closing(RestPortal(url, timeout_seconds=5, tls=TlsMeans(room.ours.file))) as portal:
            seen = portal.check()
    assert (seen.reachable, seen.detail, seen.reason) == (False, "PortalUntrusted", "issuer")


class _Drip:
    """Sends one byte after the other until the client has enough of it."""

    def __init__(self, head: bytes, drops: bytes) -> None:
        self._head = head
        self._drops = drops
        self.sent = 0
        self.ended = threading.Event()

    def __call__(self, connection: socket.socket) -> None:
        connection.sendall(self._head)
        try:
            while not self.ended.wait(0.02):
                connection.sendall(self._drops)
                self.sent += len(self._drops)
        finally:
            self.ended.set()


@pytest.mark.parametrize(
    ("head", "drops"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n"),
    ],
)
def test_an_answer_that_drips_for_ever_is_given_up(head: bytes, drops: bytes) -> None:
    drip = _Drip(head, drops)
    with raw_server(drip) as port:
        with pytest.raises(PortalUnreachable):
            _get(f"http://127.0.0.1:{port}", seconds=0.2)
        drip.ended.set()
    assert drip.sent > 0


def _flood() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(1_000_000):
        yield f"X-{number}: {'y' * 1000}\r\n".encode()


def test_a_flood_of_headers_is_cut_off() -> None:
    sent = [0]

    def speak(connection: socket.socket) -> None:
        for part in _flood():
            connection.sendall(part)
            sent[0] += len(part)

    with raw_server(speak) as port, pytest.raises(PortalUnreachable):
        _get(f"http://127.0.0.1:{port}")
    assert sent[0] < 50_000_000


def test_an_endless_answer_is_cut_off() -> None:
    sent = [0]

    def speak(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65_536)
            sent[0] += 65_536

    with raw_server(speak) as port, pytest.raises(PortalProtocol):
        _get(f"http://127.0.0.1:{port}")
    assert sent[0] < 50_000_000


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode()
    with raw_server(_say(head + bomb)) as port:
        answer = _get(f"http://127.0.0.1:{port}")
    assert len(answer.text) <= len(bomb)
    with pytest.raises(PortalProtocol):
        answer.json_object()


def test_the_offices_proxy_is_used_and_bounded_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    drip = _Drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x")
    with raw_server(_say(OK)) as good, raw_server(drip) as slow:
        monkeypatch.setenv("no_proxy", "")
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{good}")
        assert _get("http://portal.invalid").json_object() == {"name": "there"}
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{slow}")
        with pytest.raises(PortalUnreachable):
            _get("http://portal.invalid", seconds=0.2)
        drip.ended.set()
    assert drip.sent > 0


def test_no_proxy_stands_between_us_and_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with raw_server(_say(OK)) as port:
        assert _get(f"http://127.0.0.1:{port}").status == 200
