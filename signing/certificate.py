"""What a certificate says of itself."""

import hashlib

from asn1crypto import x509

from signing.model import CertificateFacts, Fingerprint

DEMONSTRATION_MARK = "(Demonstration)"
"""Ends the common name of every demonstration authority: the mark is in the certificate, not beside it."""


def fingerprint_of(certificate: bytes) -> Fingerprint:
    """Return the SHA-256 of the certificate's DER bytes."""
    return Fingerprint(hashlib.sha256(certificate).hexdigest())


def facts_of(certificate: bytes) -> CertificateFacts:
    """Read what people need from a certificate in DER.

    Raises:
        ValueError: these bytes are no certificate.
    """
    parsed = x509.Certificate.load(certificate)
    subject, issuer = parsed.subject.native, parsed.issuer.native
    issuer_name = _text(issuer, "common_name") or _text(issuer, "organization_name")
    organisation = _text(subject, "organization_name")
    return CertificateFacts(
        fingerprint=fingerprint_of(certificate),
        common_name=_text(subject, "common_name") or organisation,
        organisation=organisation,
        serial=f"{parsed.serial_number:x}",
        not_before=parsed.not_valid_before,
        not_after=parsed.not_valid_after,
        demonstration=issuer_name.endswith(DEMONSTRATION_MARK),
        issuer=issuer_name,
    )


def is_authority(certificate: bytes) -> bool:
    """Tell whether the certificate may issue others, and so does not belong to a person."""
    return bool(x509.Certificate.load(certificate).ca)


def _text(name: dict[str, object], key: str) -> str:
    """Return one part of a name; a repeated part is joined, an absent one empty."""
    value = name.get(key, "")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
