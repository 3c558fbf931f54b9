"""A signing service as a source of keys."""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from signing.certificate import facts_of, is_authority
from signing.errors import AllowanceSpent, CertificateNotOnToken, RemoteUnusable
from signing.keys.meter import Meter
from signing.keys.port import ONE_DOCUMENT, Allowance, Mechanism, PublicCertificate, SigningKey, wipe
from signing.keys.remote.credential import Credential
from signing.keys.remote.permission import SHA256, Access, Permissions, permissions
from signing.keys.remote.service import Rejected, Service
from signing.keys.signer import algorithm_of
from signing.model import CertificateFacts, Fingerprint


@dataclass(frozen=True, slots=True)
class RemoteKey:
    """A key of a service, lent by `RemoteKeys` as long as its permissions last."""

    credential: Credential
    service: Service
    _meter: Meter = field(repr=False)
    _permissions: Permissions = field(repr=False)

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
            WrongPin, WrongCode, TokenLocked, LoginUnfinished: where permission is asked for each digest.
            RemoteUnavailable: the service does not answer.
            RemoteUnusable: it answers something else than a signature.
        """
        spent = self._meter.spend()
        if spent is not None:
            raise AllowanceSpent(spent)
        digest = _text(hashlib.sha256(data).digest())
        algorithm = algorithm_of(mechanism)
        wish: dict[str, Any] = {
            "credentialID": self.credential.name,
            "SAD": self._permissions.sad(digest),
            "hash": [digest],
            "hashAlgo": SHA256,
            "signAlgo": algorithm["algorithm"].dotted,
        }
        if mechanism is Mechanism.RSASSA_PSS:
            wish["signAlgoParams"] = _text(algorithm["parameters"].dump())
        try:
            return b64decode(self.service.ask("signatures/signHash", wish)["signatures"][0])
        except Rejected as cause:
            raise AllowanceSpent("service") from cause
        except (KeyError, IndexError, ValueError, TypeError) as cause:
            raise RemoteUnusable(self.service.url, "no_signature") from cause


@dataclass(frozen=True, slots=True)
class RemoteKeys:
    """All keys that a service shows, or the one with a name."""

    access: Access
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

    def takes_pin(self, fingerprint: Fingerprint | None = None) -> bool:
        """Tell whether a PIN is part of the permission; else the service asks the person itself.

        Raises:
            CertificateNotOnToken, RemoteUnavailable, RemoteUnusable: as `public` says.
        """
        return self._wanted(fingerprint).takes_pin

    @contextmanager
    def unlock(
        self,
        pin: bytearray,
        fingerprint: Fingerprint | None = None,
        allowance: Allowance = ONE_DOCUMENT,
    ) -> Iterator[SigningKey]:
        """Get the permission for so many signatures, and lend the key.

        A permission that is bound to digests is got when the first digest is known: the key then raises what
        is said here.

        Raises:
            WrongPin: how many tries are left the service does not tell.
            WrongCode: the one-time code was refused.
            TokenLocked: too many wrong PINs.
            LoginUnfinished: the person did not agree in the browser.
            CertificateNotOnToken: not here, or none named and there is not exactly one.
            RemoteUnavailable: the service does not answer.
            RemoteUnusable: it answers something else than CSC, or wants what nobody here can give.
        """
        try:
            wanted = self._wanted(fingerprint)
            with permissions(self.access, wanted, pin, allowance) as lent:
                yield RemoteKey(wanted, self.access.service, Meter.of(allowance), lent)
        finally:
            wipe(pin)

    def _wanted(self, fingerprint: Fingerprint | None) -> Credential:
        fitting = [each for each in self._credentials() if fingerprint in (None, each.fingerprint)]
        if len(fitting) != 1:
            raise CertificateNotOnToken(fingerprint)
        return fitting[0]

    def _credentials(self) -> tuple[Credential, ...]:
        names = [self.credential] if self.credential else self._listed()
        found = (self._described(str(name)) for name in names)
        return tuple(each for each in found if not is_authority(each.certificates[0]))

    def _listed(self) -> list[Any]:
        try:
            return list(self._asked("credentials/list", {})["credentialIDs"])
        except (KeyError, TypeError) as cause:
            raise RemoteUnusable(self.access.service.url, "no_credentials") from cause

    def _described(self, name: str) -> Credential:
        told = self._asked("credentials/info", {"credentialID": name, "certificates": "chain"})
        try:
            return Credential.of(name, told)
        except (KeyError, ValueError, TypeError, AttributeError) as cause:
            raise RemoteUnusable(self.access.service.url, "no_credential") from cause

    def _asked(self, method: str, wish: dict[str, Any]) -> dict[str, Any]:
        try:
            return self.access.service.ask(method, wish)
        except Rejected as cause:
            raise RemoteUnusable(self.access.service.url, cause.reason) from cause


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
