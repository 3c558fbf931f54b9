"""A session at the portal: begun with a password, begun anew when it ended."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping

from storage.errors import PortalNotAdmitted
from storage.portal.profile import PortalAccount
from storage.portal.vxp.answer import VxpAnswer, read_answer
from storage.portal.wire import Wire, WireAnswer

_DENIED = (400, 401, 403)
_SESSION_LIMIT = 4000


class Session:
    """Asks services in the name of `account`; several threads share one session."""

    def __init__(self, wire: Wire, account: PortalAccount) -> None:
        self._wire = wire
        self._account = account
        self._lock = threading.Lock()
        self._token: str | None = None

    def ask(self, service: str, **said: object) -> VxpAnswer:
        """Return what `service` answers.

        A failure under a session that was not begun just now is asked again under a new one.

        Raises:
            PortalNotAdmitted: user or password are wrong, or may not use the service.
            PortalUnreachable, PortalProtocol, SecretMissing, KeyringMissing.
        """
        token, fresh = self._session()
        answer = self._post(service, token, said)
        if not (answer.succeeded or answer.exists or fresh):
            self._forget(token)
            answer = self._post(service, self._session()[0], said)
        if answer.session_ended:
            self._forget(token)
            raise PortalNotAdmitted(str(self._wire.url))
        return answer

    def begin(self) -> WireAnswer:
        """Sign in anew, and return what came over the wire.

        Raises:
            PortalNotAdmitted, PortalUnreachable, PortalProtocol, SecretMissing, KeyringMissing.
        """
        with self._lock:
            self._token, answer = self._sign_in()
            return answer

    def _session(self) -> tuple[str, bool]:
        with self._lock:
            if self._token is not None:
                return self._token, False
            self._token, _answer = self._sign_in()
            return self._token, True

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._token == token:
                self._token = None

    def _sign_in(self) -> tuple[str, WireAnswer]:
        password = self._account.password
        told = {"username": self._account.user, "password": password() if password else ""}
        answer = self._send("/login", told)
        if answer.status in _DENIED:
            raise PortalNotAdmitted(str(self._wire.url))
        token = answer.require(200, 201).json_object().get("session")
        if not isinstance(token, str) or not 0 < len(token) <= _SESSION_LIMIT:
            raise PortalNotAdmitted(str(self._wire.url))
        return token, answer

    def _post(self, service: str, token: str, said: Mapping[str, object]) -> VxpAnswer:
        head = {"session": token, "madonvi": self._account.unit, "service": service}
        return read_answer(self._send("/service", {**head, **said}))

    def _send(self, target: str, said: Mapping[str, object]) -> WireAnswer:
        headers = {"Content-Type": "application/json; charset=utf-8", "dstcode": self._account.destination}
        content = json.dumps(said, ensure_ascii=False).encode()
        return self._wire.exchange("POST", target, headers=headers, content=content)
