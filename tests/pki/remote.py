"""A strict signing service on loopback: import the fixture you need into your test module."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest

from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person
from signing.keys.remote import Access, RemoteKeys
from signing.keys.remote.login import Browser
from signing.keys.remote.permission import AskCode
from signing.keys.remote.service import Service
from tests.pki import ROOT

OFFICER = f"demonstration/{Person.OFFICER.value}"


@dataclass(frozen=True)
class SigningService:
    """All profiles of `tests.saboteurs.signing_service`."""

    port: int

    def at(self, profile: str, bearer: str = "") -> Service:
        return Service(f"http://127.0.0.1:{self.port}/{profile}/csc/v1", 20, bearer)

    def keys(
        self,
        profile: str,
        *,
        ask_code: AskCode | None = None,
        browser: Browser | None = None,
        bearer: str = "",
    ) -> RemoteKeys:
        return RemoteKeys(Access(self.at(profile, bearer), ask_code, browser), OFFICER)

    def asked(self, profile: str) -> list[str]:
        """Return which methods were called so far, in order."""
        answer = httpx.get(f"http://127.0.0.1:{self.port}/{profile}/asked", timeout=20)
        return [str(each) for each in answer.json()]


@pytest.fixture(scope="module")
def csc(authority: DemonstrationAuthority) -> Iterator[SigningService]:
    with signing_service(authority) as service:
        yield service


@contextmanager
def signing_service(
    authority: DemonstrationAuthority, pin: str = DEMONSTRATION_PIN
) -> Iterator[SigningService]:
    command = [sys.executable, "-m", "tests.saboteurs.signing_service", str(authority.home), pin]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        yield SigningService(json.loads(process.stdout.readline())["port"])
        process.kill()
