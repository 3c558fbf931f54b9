"""A signing service as a source of keys."""

import hashlib
import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from signing.certificate import facts_of, fingerprint_of, is_authority
from signing.errors import (
    AllowanceSpent,
    CertificateNotOnToken,
    RemoteUnavailable,
    RemoteUnusable,
    TokenLocked,
    WrongPin,
)
from signing.keys.meter import Meter
from signing.keys.port import ONE_DOCUMENT, Allowance, Mechanism, PublicCertificate, SigningKey, wipe
from signing.keys.remote.service import Rejected, Service
from signing.keys.signer import algorithm_of
from signing.keys.token.client import python_path
from signing.model import CertificateFacts, Fingerprint

_SHA256 = "2.16.840.1.101.3.4.2.1"
_PSS, _ECDSA = "1.2.840.113549.1.1.10", "1.2.840.10045."


@dataclass(frozen=True, slots=True)
class Credential:
    """A key of a service: its certificates, the signer's own first, DER, and what it can do."""

    name: str
    certificates: tuple[bytes, ...] = field(repr=False)
    algorithms: tuple[str, ...]
    most: int
    binds_hashes: bool

    @property
    def fingerprint(self) -> Fingerprint:
        """Of the signer's certificate."""
        return fingerprint_of(self.certificates[0])

    @property
    def mechanism(self) -> Mechanism:
        """The best that the key offers."""
        if any(each.startswith(_ECDSA) for each in self.algorithms):
            return Mechanism.ECDSA
        return Mechanism.RSASSA_PSS if _PSS in self.algorithms else Mechanism.RSASSA_PKCS1


@dataclass(frozen=True, slots=True)
class RemoteKey:
    """A key of a service, lent by `RemoteKeys` as long as its permission lasts."""

    credential: Credential
    service: Service
    _meter: Meter = field(repr=False)
    _permission: str = field(repr=False)

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""
        return self.credential.certificates[0]

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates of issuers, DER."""
        return self.credential.certificates[1:]

    @property
    def mechanism(self) -> Mechanism:
        """The best mechanism of the key."""
        return self.credential.mechanism

    def sign_raw(self, data: bytes, *, mechanism: Mechanism) -> bytes:
        """Return the service's signature of SHA-256(data); only the digest leaves this workstation.

        Raises:
            AllowanceSpent: the PIN was given for less, or the service permits no more.
            RemoteUnavailable: the service does not answer.
            RemoteUnusable: it answers something else than a signature.
        """
        spent = self._meter.spend()
        if spent is not None:
            raise AllowanceSpent(spent)
        algorithm = algorithm_of(mechanism)
        wish: dict[str, Any] = {
            "credentialID": self.credential.name,
            "SAD": self._permission,
            "hash": [_text(hashlib.sha256(data).digest())],
            "hashAlgo": _SHA256,
            "signAlgo": algorithm["algorithm"].dotted,
        }
        if mechanism is Mechanism.RSASSA_PSS:
            wish["signAlgoParams"] = _text(algorithm["parameters"].dump())
        try:
            return b64decode(self.service.ask("signatures/signHash", _json(wish))["signatures"][0])
        except Rejected as cause:
            raise AllowanceSpent("service") from cause
        except (KeyError, IndexError, ValueError, TypeError) as cause:
            raise RemoteUnusable(self.service.url, "no_signature") from cause


@dataclass(frozen=True, slots=True)
class RemoteKeys:
    """All keys that a service shows, or the one with a name."""

    service: Service
    credential: str = ""

    def certificates(self) -> tuple[CertificateFacts, ...]:
        """Return the people's certificates.

        Raises:
            RemoteUnavailable: the service does not answer.
            RemoteUnusable: it answers something else than CSC.
        """
        return tuple(facts_of(each.certificates[0]) for each in self._credentials())

    def public(self, fingerprint: Fingerprint | None = None) -> PublicCertificate:
        """Return a certificate and its issuers'.

        Raises:
            CertificateNotOnToken: not here, or none named and there is not exactly one.
            RemoteUnavailable, RemoteUnusable: as `certificates` says.
        """
        found = self._wanted(fingerprint)
        return PublicCertificate(found.certificates[0], found.certificates[1:])

    @contextmanager
    def unlock(
        self,
        pin: bytearray,
        fingerprint: Fingerprint | None = None,
        allowance: Allowance = ONE_DOCUMENT,
    ) -> Iterator[SigningKey]:
        """Get the permission for so many signatures, and lend the key.

        Raises:
            WrongPin: how many tries are left the service does not tell.
            TokenLocked: too many wrong PINs.
            CertificateNotOnToken: not here, or none named and there is not exactly one.
            RemoteUnavailable: the service does not answer.
            RemoteUnusable: it answers something else than CSC, or wants the PIN for each document.
        """
        try:
            wanted = self._wanted(fingerprint)
            if wanted.binds_hashes:
                raise RemoteUnusable(self.service.url, "pin_for_each_document")
            permission = self._authorised(wanted, pin, min(wanted.most, allowance.signatures))
        finally:
            wipe(pin)
        yield RemoteKey(wanted, self.service, Meter.of(allowance), permission)

    def _wanted(self, fingerprint: Fingerprint | None) -> Credential:
        fitting = [each for each in self._credentials() if fingerprint in (None, each.fingerprint)]
        if len(fitting) != 1:
            raise CertificateNotOnToken(fingerprint)
        return fitting[0]

    def _credentials(self) -> tuple[Credential, ...]:
        names = [self.credential] if self.credential else self._asked("credentials/list", {})["credentialIDs"]
        found = (self._described(str(name)) for name in names)
        return tuple(each for each in found if not is_authority(each.certificates[0]))

    def _described(self, name: str) -> Credential:
        told = self._asked("credentials/info", {"credentialID": name, "certificates": "chain"})
        try:
            return Credential(
                name,
                tuple(b64decode(each) for each in told["cert"]["certificates"]),
                tuple(map(str, told["key"]["algo"])),
                int(told.get("multisign", 1)),
                str(told.get("SCAL", "1")) == "2",
            )
        except (KeyError, ValueError, TypeError) as cause:
            raise RemoteUnusable(self.service.url, "no_credential") from cause

    def _asked(self, method: str, wish: dict[str, Any]) -> dict[str, Any]:
        try:
            return self.service.ask(method, _json(wish))
        except Rejected as cause:
            raise RemoteUnusable(self.service.url, cause.reason) from cause

    def _authorised(self, wanted: Credential, pin: bytearray, signatures: int) -> str:
        service = self.service
        order = {
            "url": service.url,
            "seconds": service.timeout_seconds,
            "bearer": service.bearer,
            "credential": wanted.name,
            "signatures": signatures,
        }
        answer = _in_a_process_of_its_own(order, pin, service.timeout_seconds + 30)
        error = answer.get("error", "")
        if error == "wrong_pin":
            raise WrongPin(tries_left=None)
        if error == "locked":
            raise TokenLocked
        if error == "unavailable":
            raise RemoteUnavailable(service.url)
        if error:
            raise RemoteUnusable(service.url, error)
        return answer["sad"]


def _in_a_process_of_its_own(order: dict[str, Any], pin: bytearray, seconds: float) -> dict[str, str]:
    """Hand the PIN over as raw bytes, never as an object of this process that cannot be wiped."""
    process = subprocess.Popen(
        [sys.executable, "-m", "signing.keys.remote.authorise"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env={**os.environ, "PYTHONPATH": python_path()},
        start_new_session=True,
    )
    with process:
        if process.stdin is not None:
            process.stdin.write(_json(order) + b"\n")
            process.stdin.write(pin)
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return {"error": "unavailable"}
    answer: dict[str, str] = json.loads(output) if output else {"error": "crashed"}
    return answer


def _json(wish: dict[str, Any]) -> bytes:
    return json.dumps(wish).encode()


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
