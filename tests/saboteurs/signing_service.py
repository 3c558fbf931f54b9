"""A strict signing service (CSC API 1.0.4.0) over the demonstration's keys; started with the
authority's home and the PIN.

Certomancer's does the signing. It gives permissions to anybody and for ever: what a real service watches over
is added here. Each profile below is a service of its own under ``/NAME/csc/v1``; ``/NAME/asked`` tells which
methods were called, in order.
"""

import asyncio
import hashlib
import json
import os
import secrets
import sys
import time
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aiohttp import web
from certomancer.registry import CertomancerConfig
from csc_dummy.csc_dummy_server import CSCAuthorization, CSCWithCertomancer, DummyServiceParams

from signing.demonstration import DemonstrationAuthority

CODE = "246810"
"""The one-time code that is right."""
CLIENT = "clerk"
_SECRET = b"secret"


@dataclass(frozen=True)
class Profile:
    """What a service demands."""

    scal: str = "1"
    most: int = 100
    mode: str = "explicit"
    pin: bool = True
    code: bool = False
    extends: bool = True
    said_seconds: int = 3600
    real_seconds: float = 3600
    needs_login: bool = False


PROFILES = {
    "plain": Profile(),
    "bound": Profile(scal="2"),
    "single": Profile(scal="2", most=1, extends=False),
    "code": Profile(scal="2", most=1, code=True, extends=False),
    "short": Profile(scal="2", said_seconds=0),
    "false": Profile(scal="2", real_seconds=0),
    "implicit": Profile(mode="implicit", pin=False),
    "browser": Profile(scal="2", mode="oauth2code", pin=False, needs_login=True),
}


@dataclass
class Permission:
    """What was given: for which credential and digests, how often, until when."""

    credential: str
    hashes: frozenset[str]
    left: int
    end: float


@dataclass
class Asked:
    """A login that waits for its code to be exchanged."""

    query: dict[str, str]
    client: str = field(default=CLIENT)


class Said:
    """A request with other words."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._told = told

    async def json(self) -> dict[str, Any]:
        return self._told


def refusal(word: str, status: int = 400) -> web.Response:
    return web.json_response({"error": word}, status=status)


class Strict(CSCWithCertomancer):  # type: ignore[misc]
    """One profile."""

    def __init__(self, configuration: CertomancerConfig, name: str, profile: Profile, pin: str) -> None:
        super().__init__(configuration, service_params=DummyServiceParams(multisign=profile.most))
        self._name = name
        self._profile = profile
        self._pin = pin
        self._permissions: dict[str, Permission] = {}
        self._codes: dict[str, Asked] = {}
        self._logins: set[str] = set()
        self._sent: set[str] = set()
        self.asked: list[str] = []

    def routes(self) -> list[web.RouteDef]:
        methods: dict[str, Callable[[web.Request], Awaitable[Any]]] = {
            "info": self.info,
            "credentials/list": self.credentials_list,
            "credentials/info": self.credentials_info,
            "credentials/authorize": self.credentials_authorize,
            "credentials/sendOTP": self.send_code,
            "credentials/extendTransaction": self.extend,
            "signatures/signHash": self.signatures_sign_hash,
        }
        own = f"/{self._name}"
        return [
            *(web.post(f"{own}/csc/v1/{name}", self._noted(name, do)) for name, do in methods.items()),
            web.get(f"{own}/oauth2/authorize", self.show_page),
            web.post(f"{own}/oauth2/token", self.exchange),
            web.get(f"{own}/asked", self.tell),
        ]

    def _noted(self, name: str, do: Callable[[web.Request], Awaitable[Any]]) -> Any:
        async def noted(request: web.Request) -> Any:
            if name != "info" and self._profile.needs_login and not self._is_logged_in(request):
                return refusal("invalid_token", 401)
            self.asked.append(name)
            return await do(request)

        return noted

    def _is_logged_in(self, request: web.Request) -> bool:
        return request.headers.get("Authorization", "").removeprefix("Bearer ") in self._logins

    async def tell(self, _request: web.Request) -> Any:
        return web.json_response(self.asked)

    async def info(self, request: web.Request) -> Any:
        told = json.loads((await super().info(request)).body)
        extended = ["credentials/extendTransaction"] if self._profile.extends else []
        told["methods"] += [*extended, "credentials/sendOTP"]
        if self._profile.needs_login:
            told |= {"authType": ["oauth2code"], "oauth2": f"http://{request.host}/{self._name}"}
        return web.json_response(told)

    async def credentials_info(self, request: web.Request) -> Any:
        told = json.loads((await super().credentials_info(request)).body)
        profile = self._profile
        told |= {"SCAL": profile.scal, "authMode": profile.mode}
        if profile.mode == "explicit":
            told["PIN"] = {"presence": str(profile.pin).lower()}
            told["OTP"] = {"presence": str(profile.code).lower(), "type": "online"}
        return web.json_response(told)

    async def send_code(self, request: web.Request) -> Any:
        self._sent.add((await request.json())["credentialID"])
        return web.json_response({})

    async def credentials_authorize(self, request: web.Request) -> Any:
        wish = await request.json()
        profile, credential = self._profile, wish["credentialID"]
        if profile.pin and wish.get("PIN") == "locked":
            return refusal("locked_pin")
        if profile.mode == "oauth2code" or profile.pin != ("PIN" in wish):
            return refusal("invalid_request")
        if profile.pin and wish["PIN"] != self._pin:
            return refusal("invalid_pin")
        if profile.code and (wish.get("OTP") != CODE or credential not in self._sent):
            return refusal("invalid_otp")
        self._sent.discard(credential)
        return self._permitted(credential, int(wish["numSignatures"]), wish.get("hash"))

    def _permitted(self, credential: str, count: int, hashes: list[str] | None) -> Any:
        bound = self._profile.scal == "2"
        if not 1 <= count <= self._profile.most or bound != bool(hashes) or len(hashes or ()) > count:
            return refusal("invalid_request")
        end = time.monotonic() + self._profile.real_seconds
        sad = self._keep(Permission(credential, frozenset(hashes or ()), count, end))
        return web.json_response({"SAD": sad, "expiresIn": self._profile.said_seconds})

    def _keep(self, permission: Permission) -> str:
        sad = secrets.token_urlsafe(24)
        self._permissions[sad] = permission
        return sad

    def _held(self, wish: dict[str, Any]) -> Permission | None:
        held = self._permissions.get(wish.get("SAD", ""))
        if held is None or held.credential != wish["credentialID"] or time.monotonic() >= held.end:
            return None
        return held if held.left > 0 else None

    async def extend(self, request: web.Request) -> Any:
        wish = await request.json()
        held = self._held(wish)
        if held is None or not self._profile.extends:
            return refusal("invalid_request")
        del self._permissions[wish["SAD"]]  # the one before is good for nothing any more
        sad = self._keep(replace(held, hashes=frozenset(wish["hash"])))
        return web.json_response({"SAD": sad, "expiresIn": self._profile.said_seconds})

    async def signatures_sign_hash(self, request: web.Request) -> Any:
        wish = await request.json()
        held = self._held(wish)
        bound = self._profile.scal == "2"
        if held is None or (bound and not held.hashes.issuperset(wish["hash"])):
            return refusal("invalid_request")
        held.left -= len(wish["hash"])
        if bound:
            held.hashes -= frozenset(wish["hash"])  # no digest is signed twice
        plain = CSCAuthorization(wish["credentialID"], len(wish["hash"]), None).derive_sad(_SECRET)
        return await super().signatures_sign_hash(Said({**wish, "SAD": plain}))

    async def show_page(self, request: web.Request) -> Any:
        """The person agrees at once; a client called ``declined`` is never agreed to."""
        query = dict(request.query)
        there = query["redirect_uri"]
        if query["response_type"] != "code" or query["code_challenge_method"] != "S256":
            return refusal("invalid_request")
        if not there.startswith("http://127.0.0.1:"):
            return refusal("invalid_request")
        code = secrets.token_urlsafe(16)
        self._codes[code] = Asked(query, query["client_id"])
        declined = query["client_id"] == "declined"
        answer = "error=access_denied" if declined else f"code={code}"
        raise web.HTTPFound(f"{there}?{answer}&state={query['state']}")

    async def exchange(self, request: web.Request) -> Any:
        form = await request.post()
        asked = self._codes.pop(str(form["code"]), None)  # a code is good once
        proof = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        if (
            asked is None
            or form["grant_type"] != "authorization_code"
            or form["client_id"] != asked.client
            or form["redirect_uri"] != asked.query["redirect_uri"]
            or urlsafe_b64encode(proof).rstrip(b"=").decode() != asked.query["code_challenge"]
        ):
            return refusal("invalid_grant")
        self.asked.append(f"oauth2/{asked.query['scope']}")
        if asked.query["scope"] == "service":
            token = secrets.token_urlsafe(24)
            self._logins.add(token)
            return web.json_response({"access_token": token, "token_type": "Bearer", "expires_in": 3600})
        hashes = [b64encode(urlsafe_b64decode(each)).decode() for each in asked.query["hash"].split(",")]
        given = self._permitted(asked.query["credentialID"], int(asked.query["numSignatures"]), hashes)
        told = json.loads(given.body)
        if "SAD" not in told:
            return given
        return web.json_response({"access_token": told["SAD"], "token_type": "SAD", "expires_in": 3600})


async def serve(home: Path, pin: str) -> None:
    """Serve until the process is killed."""
    os.chdir(home)
    configuration = CertomancerConfig(DemonstrationAuthority.open(home).recipe, key_search_dir=str(home))
    app = web.Application()
    for name, profile in PROFILES.items():
        app.add_routes(Strict(configuration, name, profile, pin).routes())
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    sys.stdout.write(json.dumps({"port": port}) + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), sys.argv[2]))
