"""Permissions to sign (SAD): got with a PIN, a code or in the browser; counted, and bound to digests."""

import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from signing.errors import (
    AllowanceSpent,
    RemoteUnavailable,
    RemoteUnusable,
    SigningError,
    TokenLocked,
    WrongCode,
    WrongPin,
)
from signing.keys.port import Allowance, wipe
from signing.keys.process import Child, ChildGone
from signing.keys.remote.authorise import LOCKED, WRONG_CODE, WRONG_PIN
from signing.keys.remote.credential import Credential, Mode
from signing.keys.remote.login import Browser, Grant, granted, seconds_of
from signing.keys.remote.service import Rejected, Service

_PATIENCE_SECONDS = 30.0
"""Beyond the service's own limit, for the process in between."""
SHA256 = "2.16.840.1.101.3.4.2.1"

AskCode = Callable[[], bytearray]
"""Asks the person for a one-time code."""
Authorise = Callable[[int, "str | None"], Grant]
"""Gets a permission for so many signatures; the digest (base64) is of the first, None where none is named."""


@dataclass(frozen=True, slots=True)
class Access:
    """How the service is reached and the person asked; `browser` and `ask_code` where there are such."""

    service: Service
    ask_code: AskCode | None = None
    browser: Browser | None = None


class Permissions:
    """The permissions of one allowance, got when they are needed.

    A permission that is bound to digests (SCAL 2) is extended by the digest of each next document, so that
    the person is asked once for a batch. Where a service cannot do that, or permits fewer signatures at once,
    it is asked for another one. What the service refused is not tried again.
    """

    def __init__(
        self,
        service: Service,
        credential: Credential,
        authorise: Authorise,
        signatures: int,
        *,
        extends: bool,
    ) -> None:
        self._service = service
        self._credential = credential
        self._authorise = authorise
        self._signatures = signatures
        self._extends = extends
        self._left = 0
        self._end = 0.0
        self._sad = ""
        self._refused: SigningError | None = None

    def begin(self) -> None:
        """Get a permission now, unless it has to name what it is for.

        Raises:
            SigningError: as `sad` says.
        """
        if not self._credential.binds_hashes:
            self._begin(None)

    def sad(self, digest: str) -> str:
        """Return the permission to sign a digest, base64.

        Raises:
            WrongPin, WrongCode, TokenLocked: from the first wrong one on.
            AllowanceSpent: the service permits no more.
            LoginUnfinished: the person did not agree in the browser.
            RemoteUnavailable, RemoteUnusable: the service cannot be used.
        """
        if self._refused is not None:
            raise self._refused
        if self._left <= 0 or time.monotonic() >= self._end:
            self._begin(digest if self._credential.binds_hashes else None)
        elif self._credential.binds_hashes:
            self._extend(digest)
        self._left -= 1
        return self._sad

    def _begin(self, digest: str | None) -> None:
        many = digest is None or self._extends
        count = max(1, min(self._credential.most, self._signatures)) if many else 1
        try:
            grant = self._authorise(count, digest)
        except SigningError as error:
            self._refused = error
            raise
        self._sad, self._left = grant.token, count
        self._end = time.monotonic() + grant.seconds

    def _extend(self, digest: str) -> None:
        wish = {"credentialID": self._credential.name, "hash": [digest], "SAD": self._sad}
        try:
            told = self._service.ask("credentials/extendTransaction", wish)
            self._sad = str(told["SAD"])
        except Rejected as cause:
            raise AllowanceSpent("service") from cause
        except KeyError as cause:
            raise RemoteUnusable(self._service.url, "no_permission") from cause
        self._end = time.monotonic() + seconds_of(told.get("expiresIn"))


@contextmanager
def permissions(
    access: Access, credential: Credential, pin: bytearray, allowance: Allowance
) -> Iterator[Permissions]:
    """Lend what gives permissions; the PIN is wiped here, and ends with the context elsewhere.

    Raises:
        SigningError: as `Permissions.sad` says.
    """
    with _authorising(access, credential, pin, allowance) as authorise:
        lent = Permissions(
            access.service, credential, authorise, allowance.signatures, extends=_extends(access.service)
        )
        lent.begin()
        yield lent


def _extends(service: Service) -> bool:
    try:
        return "credentials/extendTransaction" in service.ask("info", {}).get("methods", ())
    except Rejected:
        return False


def _authorising(
    access: Access, credential: Credential, pin: bytearray, allowance: Allowance
) -> AbstractContextManager[Authorise]:
    if credential.mode is Mode.BROWSER:
        return _in_the_browser(access, credential, pin)
    return _in_a_process(access, credential, pin, allowance)


@contextmanager
def _in_the_browser(access: Access, credential: Credential, pin: bytearray) -> Iterator[Authorise]:
    wipe(pin)
    browser = access.browser
    if browser is None:
        raise RemoteUnusable(access.service.url, "wants_browser")

    def authorise(signatures: int, digest: str | None) -> Grant:
        wish = {"scope": "credential", "credentialID": credential.name, "numSignatures": str(signatures)}
        if digest is not None:
            # in a query a digest is base64url (CSC API 1.0.4.0, oauth2/authorize)
            wish["hash"] = urlsafe_b64encode(b64decode(digest)).decode()
        return granted(access.service, browser, wish)

    yield authorise


@contextmanager
def _in_a_process(
    access: Access, credential: Credential, pin: bytearray, allowance: Allowance
) -> Iterator[Authorise]:
    """Hand the PIN over as raw bytes, never as an object of this process that cannot be wiped."""
    service = access.service
    child = Child("signing.keys.remote.authorise")
    order = {
        "url": service.url,
        "timeout": service.timeout_seconds,
        "bearer": service.bearer,
        "seconds": allowance.seconds,
        "idle": allowance.idle_seconds,
    }

    def authorise(signatures: int, digest: str | None) -> Grant:
        wish: dict[str, Any] = {"credentialID": credential.name, "numSignatures": signatures}
        if digest is not None:
            wish["hash"] = [digest]
        code = _code(access, credential)
        try:
            child.tell({"wish": wish}, code)
            answer = child.heard(service.timeout_seconds + _PATIENCE_SECONDS)
        except ChildGone as cause:
            raise AllowanceSpent("time") from cause
        finally:
            wipe(code)
        return _taken(service, answer)

    try:
        child.tell(order, pin if credential.takes_pin else None)
        wipe(pin)
        child.heard(_PATIENCE_SECONDS)
        yield authorise
    except ChildGone as cause:
        raise RemoteUnusable(service.url, "crashed") from cause
    finally:
        wipe(pin)
        child.close()


def _code(access: Access, credential: Credential) -> bytearray:
    """Return a one-time code, empty where none is needed; the service sends it if it does that."""
    if not credential.takes_code:
        return bytearray()
    if access.ask_code is None:
        raise RemoteUnusable(access.service.url, "wants_code")
    if credential.sends_code:
        try:
            access.service.ask("credentials/sendOTP", {"credentialID": credential.name})
        except Rejected as cause:
            raise RemoteUnusable(access.service.url, cause.reason) from cause
    return access.ask_code()


def _taken(service: Service, answer: dict[str, Any]) -> Grant:
    error = answer.get("error", "")
    known: dict[str, SigningError] = {
        WRONG_PIN: WrongPin(tries_left=None),
        WRONG_CODE: WrongCode(),
        LOCKED: TokenLocked(),
        "unavailable": RemoteUnavailable(service.url),
    }
    if error:
        raise known.get(error) or RemoteUnusable(service.url, error)
    return Grant(answer["SAD"], seconds_of(answer["seconds"]))
