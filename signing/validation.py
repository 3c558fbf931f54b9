"""A verdict together with what it rests on, to be kept and to be reported."""

import dataclasses
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from asn1crypto import x509

from signing.levels import Archive, timestamp_token
from signing.model import FileVerdict, Verdict
from signing.readings import Reading
from signing.trust.check import Finding

_BYTES = ("signature", "digest", "stated_digest", "certificate")
_LISTS = ("issuers", "ocsp_answers", "revocation_lists", "timestamps")


@dataclass(frozen=True, slots=True)
class SignatureEvidence:
    """What the verdict on one signature rests on; empty where the signature could not be read.

    Attributes:
        field: the name of the signature's field.
        byte_range: offsets and lengths of the signed bytes.
        sub_filter: the kind of signature in the words of PDF, without the slash.
        digest_algorithm: the hash's name, as in ``sha256``.
        digest: of the signed bytes as they are now.
        stated_digest: what the signer signed.
        signature: the signature's value.
        certificate: the signer's, DER.
        issuers: the certificates above it as far as they are proved, root first, DER.
        ocsp_answers: about the signer and the issuers, DER.
        revocation_lists: DER.
        timestamps: tokens that cover the signature (CMS signed data, DER), its own first.
    """

    field: str
    byte_range: tuple[int, ...] = ()
    sub_filter: str = ""
    digest_algorithm: str = ""
    digest: bytes = dataclasses.field(default=b"", repr=False)
    stated_digest: bytes = dataclasses.field(default=b"", repr=False)
    signature: bytes = dataclasses.field(default=b"", repr=False)
    certificate: bytes = dataclasses.field(default=b"", repr=False)
    issuers: tuple[bytes, ...] = dataclasses.field(default=(), repr=False)
    ocsp_answers: tuple[bytes, ...] = dataclasses.field(default=(), repr=False)
    revocation_lists: tuple[bytes, ...] = dataclasses.field(default=(), repr=False)
    timestamps: tuple[bytes, ...] = dataclasses.field(default=(), repr=False)

    def as_data(self) -> dict[str, Any]:
        """Return it in values that JSON knows."""
        plain = {"field": self.field, "byte_range": list(self.byte_range), "sub_filter": self.sub_filter}
        single = {name: _text(getattr(self, name)) for name in _BYTES}
        lists = {name: [_text(each) for each in getattr(self, name)] for name in _LISTS}
        return {**plain, "digest_algorithm": self.digest_algorithm, **single, **lists}

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """Return the evidence that ``as_data`` gave."""
        single = {name: b64decode(data[name]) for name in _BYTES}
        lists = {name: tuple(b64decode(each) for each in data[name]) for name in _LISTS}
        return cls(**{**data, "byte_range": tuple(data["byte_range"]), **single, **lists})


@dataclass(frozen=True, slots=True)
class Validation:
    """A verdict, the evidence for each signature in the same order, and which bytes it is about."""

    found: FileVerdict
    evidence: tuple[SignatureEvidence, ...]
    sha256: str
    size: int
    checked_at: datetime

    @classmethod
    def unreadable(cls, path: Path, sha256: str, size: int) -> Self:
        """Return that of a file which nobody could read."""
        return cls(FileVerdict(path, Verdict.UNREADABLE, ()), (), sha256, size, datetime.now(UTC))


def evidence_of(reading: Reading, found: Finding, archive: Archive) -> SignatureEvidence:
    """Collect what a verdict rested on.

    Args:
        reading: the signature.
        found: what the check of its certificate came to.
        archive: of the document.

    Raises:
        Exception: of pyHanko's readers, on signatures that are damaged.
    """
    embedded = reading.embedded
    if embedded is None:
        return SignatureEvidence(reading.field, reading.byte_range, certificate=reading.certificate or b"")
    signer = embedded.signer_info
    algorithm = signer["digest_algorithm"]["algorithm"].native
    token = timestamp_token(embedded)
    stamps = [] if token is None else [token]
    stamps += [each.embedded.signed_data for each in archive.after(embedded)]
    return SignatureEvidence(
        field=reading.field,
        byte_range=reading.byte_range,
        sub_filter=str(embedded.sig_object.get("/SubFilter", "")).lstrip("/"),
        digest_algorithm=algorithm,
        digest=embedded.compute_digest(),
        stated_digest=_stated(signer["signed_attrs"]),
        signature=signer["signature"].native,
        certificate=embedded.signer_cert.dump(),
        issuers=_issuers(found, embedded.signer_cert),
        ocsp_answers=_distinct(found.answers.ocsp_answers),
        revocation_lists=_distinct(found.answers.revocation_lists),
        timestamps=tuple(each.dump() for each in stamps),
    )


def _issuers(found: Finding, signer: x509.Certificate) -> tuple[bytes, ...]:
    own = signer.dump()
    return tuple(der for der in (each.dump() for each in found.path) if der != own)


def _distinct(items: Any) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(each.dump() for each in items))


def _stated(attributes: Any) -> bytes:
    """Return the message digest among the signed attributes, empty without them."""
    for attribute in attributes or ():
        if attribute["type"].native == "message_digest":
            return bytes(attribute["values"][0].native)
    return b""


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
