"""The port to private keys: every source of keys looks like this."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from signing.model import CertificateFacts, Fingerprint


class Mechanism(Enum):
    """How a key signs; always over SHA-256, PSS with MGF1-SHA-256 and 32 bytes of salt."""

    RSASSA_PSS = "rsassa_pss"
    RSASSA_PKCS1 = "rsassa_pkcs1v15"
    ECDSA = "ecdsa"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one PIN is given for: a set of documents that was shown, and some minutes.

    A document may take two signatures: one that is thrown away when its time stamp is not to be had.
    """

    documents: int = 1
    seconds: float = 900.0
    idle_seconds: float = 300.0

    @property
    def signatures(self) -> int:
        """How many signatures the key may give."""
        return 2 * self.documents


ONE_DOCUMENT = Allowance()


class SigningKey(Protocol):
    """An unlocked private key with its certificate."""

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates of issuers found beside the key, DER, in no order."""

    @property
    def mechanism(self) -> Mechanism:
        """The best mechanism the key offers: PSS before PKCS#1 v1.5 for RSA."""

    def sign_raw(self, data: bytes, *, mechanism: Mechanism) -> bytes:
        """Return the signature of SHA-256(data); ECDSA as DER.

        Raises:
            TokenGone: the key is no longer there.
            AllowanceSpent: the PIN was given for fewer documents, or for a shorter time.
        """


@dataclass(frozen=True, slots=True)
class PublicCertificate:
    """A signer's certificate and those of its issuers beside it, DER, as they are seen without a PIN."""

    certificate: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(repr=False)


class KeySource(Protocol):
    """A place with private keys, locked by a PIN."""

    def certificates(self) -> tuple[CertificateFacts, ...]:
        """Return the people's certificates that can be seen without a PIN; authorities are left out."""

    def public(self, fingerprint: Fingerprint | None = None) -> PublicCertificate | None:
        """Return a certificate for the check before the PIN is asked; None where it is under the PIN too.

        Args:
            fingerprint: which certificate; None when the source is known to hold one only.

        Raises:
            CertificateNotOnToken: no such certificate here.
        """

    def unlock(
        self,
        pin: bytearray,
        fingerprint: Fingerprint | None = None,
        allowance: Allowance = ONE_DOCUMENT,
    ) -> AbstractContextManager[SigningKey]:
        """Lend the key of one certificate until the context ends; the PIN is wiped whatever happens.

        Args:
            pin: UTF-8; zeroed before the key is lent and before any error is raised.
            fingerprint: which certificate; None when the source is known to hold one only.
            allowance: what the PIN is given for.

        Raises:
            WrongPin: the PIN was refused; nothing tries again by itself.
            CertificateNotOnToken: no such certificate here.
        """


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in place."""
    secret[:] = bytes(len(secret))
