"""What a signing service says about a key that it holds (CSC API 1.0.4.0, ``credentials/info``)."""

from base64 import b64decode
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Self

from signing.certificate import fingerprint_of
from signing.keys.port import Mechanism
from signing.model import Fingerprint

_PSS, _ECDSA = "1.2.840.113549.1.1.10", "1.2.840.10045."


class Mode(Enum):
    """How a service wants to be told that its key may sign."""

    EXPLICIT = "explicit"
    """PIN or one-time code come from this workstation."""
    IMPLICIT = "implicit"
    """The service asks the person its own way, as on a telephone."""
    BROWSER = "oauth2code"
    """The person agrees on a page of the service."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A key of a service: its certificates, the signer's own first, DER, and what it can do.

    Attributes:
        name: the service's.
        certificates: the signer's own first.
        algorithms: object identifiers.
        most: signatures that one permission may be for (``multisign``).
        binds_hashes: a permission is for named digests only (SCAL 2).
        mode: how permission is given.
        takes_pin: a PIN is part of it.
        takes_code: a one-time code is part of it.
        sends_code: the service sends that code when asked.
    """

    name: str
    certificates: tuple[bytes, ...] = field(repr=False)
    algorithms: tuple[str, ...]
    most: int
    binds_hashes: bool
    mode: Mode
    takes_pin: bool
    takes_code: bool
    sends_code: bool

    @classmethod
    def of(cls, name: str, told: dict[str, Any]) -> Self:
        """Read the answer to ``credentials/info``.

        Raises:
            KeyError, ValueError, TypeError, AttributeError: it is no such answer.
        """
        mode = Mode(told["authMode"])
        explicit = mode is Mode.EXPLICIT
        pin, code = told.get("PIN", {}), told.get("OTP", {})
        takes_code = explicit and _is_present(code, default=False)
        return cls(
            name=name,
            certificates=tuple(b64decode(each) for each in told["cert"]["certificates"]),
            algorithms=tuple(map(str, told["key"]["algo"])),
            most=max(1, int(told.get("multisign", 1))),
            binds_hashes=str(told.get("SCAL", "1")) == "2",
            mode=mode,
            takes_pin=explicit and _is_present(pin, default=not takes_code),
            takes_code=takes_code,
            sends_code=code.get("type") == "online",
        )

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


def _is_present(described: dict[str, Any], *, default: bool) -> bool:
    """What is optional is not asked for."""
    said = described.get("presence")
    return default if said is None else str(said).lower() == "true"
