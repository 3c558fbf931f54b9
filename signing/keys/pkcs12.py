"""A key in a password-protected file (PKCS#12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from asn1crypto import pkcs12
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12

from signing.certificate import fingerprint_of
from signing.errors import AllowanceSpent, CertificateNotOnToken, UnreadableKeyFile, WrongPin
from signing.keys.meter import Meter
from signing.keys.port import ONE_DOCUMENT, Allowance, Mechanism, SigningKey, wipe
from signing.model import CertificateFacts, Fingerprint

_DIGEST = hashes.SHA256()


@dataclass(frozen=True, slots=True)
class FileKey:
    """A private key in memory, lent by `Pkcs12Keys`."""

    certificate: bytes
    chain: tuple[bytes, ...]
    mechanism: Mechanism
    _meter: Meter = field(repr=False)
    _private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = field(repr=False)

    def sign_raw(self, data: bytes, *, mechanism: Mechanism) -> bytes:
        """Return the signature of SHA-256(data).

        Raises:
            AllowanceSpent: the password was given for less.
        """
        spent = self._meter.spend()
        if spent is not None:
            raise AllowanceSpent(spent)
        if isinstance(self._private, ec.EllipticCurvePrivateKey):
            return self._private.sign(data, ec.ECDSA(_DIGEST))
        if mechanism is Mechanism.RSASSA_PSS:
            pss = padding.PSS(mgf=padding.MGF1(_DIGEST), salt_length=_DIGEST.digest_size)
            return self._private.sign(data, pss, _DIGEST)
        return self._private.sign(data, padding.PKCS1v15(), _DIGEST)


@dataclass(frozen=True, slots=True)
class Pkcs12Keys:
    """The one key of a PKCS#12 file."""

    path: Path

    def certificates(self) -> tuple[CertificateFacts, ...]:
        """Return nothing: the certificates of such a file are under its password too."""
        return ()

    def public(self, fingerprint: Fingerprint | None = None) -> None:
        """Return nothing, for the same reason."""

    @contextmanager
    def unlock(
        self,
        pin: bytearray,
        fingerprint: Fingerprint | None = None,
        allowance: Allowance = ONE_DOCUMENT,
    ) -> Iterator[SigningKey]:
        """Lend the file's key.

        Raises:
            WrongPin: the password opens nothing.
            UnreadableKeyFile: no PKCS#12, or without key, or a kind of key that cannot sign.
            CertificateNotOnToken: the file holds another certificate.
        """
        try:
            key = _key_of(_opened(self.path.read_bytes(), bytes(pin)), Meter.of(allowance))
        finally:
            wipe(pin)
        if fingerprint is not None and fingerprint_of(key.certificate) != fingerprint:
            raise CertificateNotOnToken(fingerprint)
        yield key


def _opened(data: bytes, password: bytes) -> PKCS12KeyAndCertificates:
    """Decrypt the file; cryptography says ValueError for damage and for a wrong password, so look first."""
    try:
        pkcs12.Pfx.load(data).native  # noqa: B018 - parses the whole outer structure
    except (ValueError, TypeError) as cause:
        raise UnreadableKeyFile("no_pkcs12") from cause
    try:
        return load_pkcs12(data, password)
    except ValueError:
        # without the cause: nothing that saw the password goes up with the exception
        raise WrongPin(tries_left=None) from None


def _key_of(opened: PKCS12KeyAndCertificates, meter: Meter) -> FileKey:
    private, own = opened.key, opened.cert
    if own is None or not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UnreadableKeyFile("no_signing_key")
    others = tuple(other.certificate.public_bytes(Encoding.DER) for other in opened.additional_certs)
    mechanism = Mechanism.RSASSA_PSS if isinstance(private, rsa.RSAPrivateKey) else Mechanism.ECDSA
    return FileKey(own.certificate.public_bytes(Encoding.DER), others, mechanism, meter, private)
