"""Login in the system's browser: OAuth 2.0 with an authorisation code, for a program without a server.

RFC 6749 (clause 4.1), PKCE (RFC 7636) and a redirect to 127.0.0.1 (RFC 8252, clause 7.3), as the CSC API
(1.0.4.0, oauth2/authorize) asks for it. What is given lives in memory only.
"""

import hashlib
import hmac
import queue
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from signing.errors import LoginUnfinished, RemoteUnusable
from signing.keys.remote.service import Rejected, Service, posted, require_privacy

_PATH = "/callback"
_POLL_SECONDS = 0.1
_SLOW_BROWSER_SECONDS = 10
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Clerk</title>
<p>Đã nhận phản hồi; có thể đóng trang này và quay lại chương trình.
<p>You can close this page and go back to the program.
<p>Vous pouvez fermer cette page et revenir au programme.</html>"""
_USUAL_SECONDS = 3600.0
"""What a permission lasts whose service does not say (CSC API 1.0.4.0, credentials/authorize)."""


def _nothing() -> None:
    """Nobody cancels."""


@dataclass(frozen=True, slots=True)
class Browser:
    """How this program asks people to log in.

    Attributes:
        client: the name under which the service knows this program.
        show: opens an address in the system's browser.
        secret: of the client; services that follow RFC 8252 give none.
        seconds: how long the person has.
        still_wanted: called while waiting; whatever it raises ends the login.
    """

    client: str
    show: Callable[[str], object]
    secret: str = field(default="", repr=False)
    seconds: float = 300.0
    still_wanted: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Grant:
    """A token, for the service or (SAD) for some signatures, and how long it is good."""

    token: str = field(repr=False)
    seconds: float = _USUAL_SECONDS


def logged_in(service: Service, browser: Browser) -> Service:
    """Return the service with what a login gave (scope ``service``).

    Raises:
        LoginUnfinished: the person declined, or took too long.
        RemoteUnavailable: the service does not answer.
        RemoteUnusable: it has no such login, or breaks its rules.
    """
    grant = granted(service, browser, {"scope": "service"})
    return replace(service, bearer=grant.token)


def granted(service: Service, browser: Browser, wish: Mapping[str, str]) -> Grant:
    """Ask in the browser for what ``wish`` says, and take what is given.

    Args:
        service: names its authorisation server itself.
        browser: opened once.
        wish: ``scope`` (``service`` or ``credential``) with its parameters.

    Raises:
        LoginUnfinished, RemoteUnavailable, RemoteUnusable: as `logged_in` says.
    """
    server = _server_of(service)
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
    with _listening(state) as redirect:
        asked = {
            "response_type": "code",
            "client_id": browser.client,
            "redirect_uri": redirect.address,
            "state": state,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
            **wish,
        }
        browser.show(f"{server}/oauth2/authorize?{urlencode(asked)}")
        code = redirect.code(browser)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": browser.client,
        "redirect_uri": redirect.address,
        "code_verifier": verifier,
    }
    return _exchanged(service, server, form | ({"client_secret": browser.secret} if browser.secret else {}))


def seconds_of(said: object) -> float:
    """Return how long a permission lasts, as a service says or leaves out."""
    return float(said) if isinstance(said, int | float) else _USUAL_SECONDS


def _server_of(service: Service) -> str:
    try:
        server = str(service.ask("info", {}).get("oauth2", "")).rstrip("/")
    except Rejected as cause:
        raise RemoteUnusable(service.url, cause.reason) from cause
    if not server:
        raise RemoteUnusable(service.url, "no_oauth2")
    require_privacy(server)
    return server


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _exchanged(service: Service, server: str, form: dict[str, str]) -> Grant:
    try:
        told = posted(f"{server}/oauth2/token", urlencode(form).encode(), _FORM, service.timeout_seconds)
        return Grant(str(told["access_token"]), seconds_of(told.get("expires_in")))
    except Rejected as cause:
        raise RemoteUnusable(server, cause.reason) from cause
    except KeyError as cause:
        raise RemoteUnusable(server, "no_token") from cause


class _Redirect(ThreadingHTTPServer):
    """Takes one answer of the browser; requests that do not know the state are nobody's answer."""

    daemon_threads = True

    def __init__(self, state: str) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self._state = state
        self._answers: queue.Queue[dict[str, str]] = queue.Queue(1)

    @property
    def address(self) -> str:
        """Where the browser shall be sent."""
        return f"http://127.0.0.1:{self.server_port}{_PATH}"

    def take(self, host: str, target: str) -> bool:
        """Take an answer, and tell whether it was the one."""
        said = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        known = hmac.compare_digest(said.get("state", "").encode(), self._state.encode())
        if not known or urlsplit(target).path != _PATH or host != f"127.0.0.1:{self.server_port}":
            return False
        try:
            self._answers.put_nowait(said)
        except queue.Full:
            return False
        return True

    def code(self, browser: Browser) -> str:
        """Wait for the code.

        Raises:
            LoginUnfinished: none came.
        """
        end = time.monotonic() + browser.seconds
        while time.monotonic() < end:
            browser.still_wanted()
            try:
                said = self._answers.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if said.get("code"):
                return said["code"]
            raise LoginUnfinished("declined")
        raise LoginUnfinished("time")


class _Visit(BaseHTTPRequestHandler):
    """One request of a browser; nothing of it is logged, for it carries the code."""

    server: _Redirect
    timeout = _SLOW_BROWSER_SECONDS

    def do_GET(self) -> None:
        """Answer with a page that says what to do now."""
        taken = self.server.take(self.headers.get("Host", ""), self.path)
        page = _PAGE.encode() if taken else b""
        self.send_response(200 if taken else 400)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_message: object) -> None:
        """Say nothing."""


@contextmanager
def _listening(state: str) -> Iterator[_Redirect]:
    with _Redirect(state) as redirect:
        thread = threading.Thread(target=redirect.serve_forever, args=(_POLL_SECONDS,), daemon=True)
        thread.start()
        try:
            yield redirect
        finally:
            redirect.shutdown()
            thread.join()
