"""A paper for a phone: one file at one address, and nothing for anybody else, over real lines."""

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from clerk_app.settings import FrontdeskSettings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NoLocalNetwork, RightMissing
from clerk_app.workflow.frontdesk import hand_over
from clerk_app.workflow.frontdesk.hand_over import checklist_to_offer, local_address, offer, scan_to_offer
from clerk_app.workflow.frontdesk.link_server import LinkLimits, LinkServer, OfferedFile
from clerk_app.workflow.rights import Actor
from scanning.model import silent
from tests.desks import PROCEDURE, desk_in
from tests.fakes.scanner import FakeScanner
from tests.papers import write_sheets

FILE = OfferedFile("scan-20261128-0900.pdf", b"%PDF-" + bytes(range(256)) * 200)
LIMITS = LinkLimits(seconds=60, downloads=3)
OTHER_PHONE = "127.0.0.2"


@contextmanager
def served(limits: LinkLimits = LIMITS, file: OfferedFile = FILE) -> Iterator[LinkServer]:
    server = LinkServer(file, "127.0.0.1", 0, limits)
    try:
        yield server
    finally:
        server.close()


def get(server: LinkServer, method: str = "GET", *, phone: str = "127.0.0.1") -> httpx.Response:
    with httpx.Client(transport=httpx.HTTPTransport(local_address=phone), timeout=20) as client:
        return client.request(method, server.address)


def line_to(server: LinkServer) -> socket.socket:
    url = httpx.URL(server.address)
    return socket.create_connection((url.host, url.port), timeout=20)


def raw(server: LinkServer, request: bytes) -> bytes:
    """Send bytes as they are, which no client would; return what comes until the line ends."""
    with line_to(server) as line:
        line.sendall(request)
        return rest_of(line)


def rest_of(line: socket.socket) -> bytes:
    found = b""
    try:
        while data := line.recv(65536):
            found += data
    except ConnectionError:
        pass
    return found


def test_a_phone_gets_the_file_and_keeps_no_trace_in_between() -> None:
    with served() as server:
        answer = get(server)
    assert answer.status_code == 200
    assert answer.content == FILE.data
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="scan-20261128-0900.pdf"'
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_no_two_addresses_are_alike_and_none_is_guessed() -> None:
    with served() as one, served() as other:
        first, second = (httpx.URL(each.address).path for each in (one, other))
    assert first != second
    assert re.fullmatch(r"/[\w-]{22}", first)  # 128 bits


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/x", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "*", "/\xff\xfe"),
        *("{secret}/", "/.{secret}", "/..{secret}", "{secret}?x", "{secret}%00", "http://127.0.0.1{secret}"),
        "/..\\..\\windows",
    ],
)
def test_every_other_path_leads_nowhere(path: str) -> None:
    with served() as server:
        target = path.replace("{secret}", httpx.URL(server.address).path)
        answer = raw(server, f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode("latin-1"))
        assert answer.startswith(b"HTTP/1.1 404 ")
        assert FILE.data[:5] not in answer
        assert server.downloads_left == 3


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"])
def test_other_methods_are_refused(method: str) -> None:
    with served() as server:
        assert get(server, method).status_code == 405
        assert server.downloads_left == 3


@pytest.mark.parametrize(
    "request_",
    [
        b"\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\x16\x03\x01\x02\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"A B C D\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused(request_: bytes) -> None:
    with served() as server:
        assert raw(server, request_).startswith(b"HTTP/1.1 400 ")
        assert get(server).status_code == 200


def test_a_head_without_end_is_cut_off() -> None:
    with served() as server:
        assert raw(server, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000) == b""
        assert get(server).status_code == 200


def test_asking_for_the_head_is_no_download() -> None:
    with served() as server:
        answer = get(server, "HEAD")
        assert int(answer.headers["content-length"]) == len(FILE.data)
        assert server.downloads_left == 3


def test_after_the_last_download_nobody_is_there() -> None:
    with served(replace(LIMITS, downloads=2)) as server:
        assert [get(server).status_code for _time in range(2)] == [200, 200]
        server._over.wait(20)
        assert server.is_over
        with pytest.raises(httpx.ConnectError):
            get(server)


def test_it_ends_by_itself() -> None:
    with served(replace(LIMITS, seconds=0.2)) as server:
        assert server._over.wait(20)
        with pytest.raises(httpx.ConnectError):
            get(server)


def test_closing_at_once_leaves_nothing_open() -> None:
    for _time in range(20):
        server = LinkServer(FILE, "127.0.0.1", 0, LIMITS)
        server.close()
        assert server.is_over


def test_closing_ends_a_download_that_runs() -> None:
    large = OfferedFile("scan.pdf", bytes(30_000_000))
    with served(file=large) as server, line_to(server) as line:
        line.sendall(f"GET {httpx.URL(server.address).path} HTTP/1.1\r\n\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 200")
        server.close()
        assert server.is_over
        assert len(rest_of(line)) < len(large.data)


def test_a_download_that_broke_off_does_not_count() -> None:
    large = OfferedFile("scan.pdf", bytes(30_000_000))
    with served(replace(LIMITS, downloads=1), large) as server:
        with line_to(server) as line:
            line.sendall(f"GET {httpx.URL(server.address).path} HTTP/1.1\r\n\r\n".encode())
            line.recv(1000)
            assert server.downloads_left == 0
        assert len(_patiently(server).content) == len(large.data)


def _patiently(server: LinkServer) -> httpx.Response:
    """Ask until the server noticed that the line before broke."""
    while (answer := get(server)).status_code == 410:
        pass
    return answer


def test_slow_drops_have_an_end_and_hinder_nobody() -> None:
    with served(replace(LIMITS, head_seconds=0.5)) as server, line_to(server) as slow:
        slow.settimeout(0.05)
        assert get(server).status_code == 200
        assert _dripped(slow) < 200
        assert get(server).status_code == 200


def _dripped(line: socket.socket) -> int:
    """Send a byte at a time until the other side ends it; return how many went."""
    for count in range(200):
        try:
            line.sendall(b"x")
            if line.recv(1) == b"":
                return count
        except TimeoutError:
            continue
        except ConnectionError:
            return count
    return 200


def test_many_lines_of_one_keep_no_phone_out() -> None:
    with served() as server, ExitStack() as stack:
        lines = [stack.enter_context(line_to(server)) for _number in range(60)]
        ended = [rest_of(each) for each in lines[LIMITS.lines_of_one :]]
        assert set(ended) == {b""}
        assert get(server, phone=OTHER_PHONE).status_code == 200


def test_nothing_of_it_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)
    with served() as server:
        get(server)
        raw(server, b"nonsense\r\n\r\n")
        secret = httpx.URL(server.address).path.strip("/")
    assert secret not in caplog.text
    assert FILE.name not in caplog.text


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path / "desk") as (made, _embedded):
        here = FrontdeskSettings(link_address="127.0.0.1", link_minutes=5, link_downloads=1)
        yield replace(made, settings=replace(made.settings, frontdesk=here))


def test_a_scan_goes_to_the_phone_and_nowhere_else(desk: Desk, tmp_path: Path) -> None:
    scanner = FakeScanner(write_sheets(tmp_path / "sheets", 1))
    before = set((tmp_path / "desk").rglob("*"))
    file = scan_to_offer(replace(desk, scanner=lambda: scanner), desk.settings.profile(), report=silent)
    assert re.fullmatch(desk.settings.portal.name_rule, file.name)
    shown = offer(desk, file)
    assert get(shown.server).content == file.data
    assert file.data.startswith(b"%PDF-")
    shown.server.close()
    left = set((tmp_path / "desk").rglob("*")) - before
    assert [each for each in left if each.suffix in (".pdf", ".png", ".jpg")] == []


def test_what_to_bring_goes_to_the_phone(desk: Desk) -> None:
    shown = offer(desk, checklist_to_offer(desk, PROCEDURE))
    answer = get(shown.server)
    shown.server.close()
    assert answer.content.startswith(b"%PDF-")
    assert "checklist-1.001193.pdf" in answer.headers["content-disposition"]


def test_who_may_not_accept_papers_opens_no_link(desk: Desk) -> None:
    visitor = replace(desk, actor=Actor("hall", frozenset(), personal=False))
    with pytest.raises(RightMissing):
        offer(visitor, FILE)


def test_a_computer_without_a_network_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_over, "_ELSEWHERE", ("127.0.0.1", 9))
    with pytest.raises(NoLocalNetwork):
        local_address()
