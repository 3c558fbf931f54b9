"""The nouns of signing: certificates, levels, roles, and verdicts as data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any, NewType, Self

Fingerprint = NewType("Fingerprint", str)
"""SHA-256 of a certificate's DER bytes, 64 lower-case hexadecimal digits."""


class Level(Enum):
    """How long a signature can be verified (ETSI EN 319 142-1); CMS is a plain signature outside PAdES."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"
    CMS = "CMS"


class Role(Enum):
    """Who signs a decision, in the order the law demands; the value is the field's name."""

    OFFICIAL = "official"
    LEADER = "leader"
    NUMBER = "number"
    DATE = "date"
    SEAL = "seal"

    @property
    def earlier(self) -> "tuple[Role, ...]":
        """The roles that sign before this one."""
        order = tuple(Role)
        return order[: order.index(self)]


class TrustStatus(Enum):
    """What the check of a certificate found."""

    TRUSTED = "trusted"
    UNKNOWN_ISSUER = "unknown_issuer"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WRONG_USAGE = "wrong_usage"
    WEAK_ALGORITHM = "weak_algorithm"
    UNKNOWN_STATUS = "unknown_status"


class Covers(Enum):
    """How much of the file a signature's byte range covers."""

    FILE = "file"
    REVISION = "revision"
    PART = "part"


class ChangesAfter(Enum):
    """What was appended after the signed revision."""

    NONE = "none"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


class Verdict(Enum):
    """The bottom line about a file; the first that applies."""

    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    BROKEN = "broken"
    ALTERED = "altered"
    UNTRUSTED = "untrusted"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a person needs to know of a certificate.

    ``serial`` is lower-case hexadecimal. ``demonstration`` is what the certificate says of itself (its
    issuer is a demonstration authority); whether it is trusted is the trust store's word.
    """

    fingerprint: Fingerprint
    common_name: str
    organisation: str
    serial: str
    not_before: datetime
    not_after: datetime
    demonstration: bool
    issuer: str


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A signed file that passed the gate; ``level`` is what is really inside, not what was asked.

    ``stamp_expires`` is when its archive time stamp has to have been renewed, None without one.
    """

    path: Path
    level: Level
    wanted_level: Level
    certificate: CertificateFacts
    signed_at: datetime
    sha256: str
    size: int
    stamp_expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """What is known of one signature; ``reason`` is a short English word for the log and for translation."""

    field: str
    signer: str
    organisation: str
    signed_at: datetime | None
    timestamp: datetime | None
    level: Level
    intact: bool
    covers: Covers
    changes_after: ChangesAfter
    trust: TrustStatus
    demonstration: bool
    reason: str

    def as_data(self) -> dict[str, Any]:
        """Return the object that ``verify --json`` prints for one signature."""
        return {
            "field": self.field,
            "signer": self.signer,
            "organisation": self.organisation,
            "signed_at": _iso(self.signed_at),
            "timestamp": _iso(self.timestamp),
            "level": self.level.value,
            "intact": self.intact,
            "covers": self.covers.value,
            "changes_after": self.changes_after.value,
            "trust": self.trust.value,
            "demonstration": self.demonstration,
            "reason": self.reason,
        }

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """Return the verdict that ``as_data`` gave."""
        return cls(
            **{
                **data,
                "signed_at": _moment(data["signed_at"]),
                "timestamp": _moment(data["timestamp"]),
                "level": Level(data["level"]),
                "covers": Covers(data["covers"]),
                "changes_after": ChangesAfter(data["changes_after"]),
                "trust": TrustStatus(data["trust"]),
            }
        )

    @property
    def verdict(self) -> Verdict:
        """The verdict this signature alone would give its file."""
        if not self.intact:
            return Verdict.BROKEN
        if self.changes_after is ChangesAfter.FORBIDDEN or self.covers is Covers.PART:
            return Verdict.ALTERED
        return Verdict.VALID if self.trust is TrustStatus.TRUSTED else Verdict.UNTRUSTED


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What is known of a file and of each of its signatures."""

    file: Path
    verdict: Verdict
    signatures: tuple[SignatureVerdict, ...]

    def as_data(self) -> dict[str, Any]:
        """Return the object that ``verify --json`` prints for one file."""
        return {
            "file": str(self.file),
            "verdict": self.verdict.value,
            "signatures": [signature.as_data() for signature in self.signatures],
        }

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """Return the verdict that ``as_data`` gave."""
        signatures = tuple(SignatureVerdict.of(each) for each in data["signatures"])
        return cls(Path(data["file"]), Verdict(data["verdict"]), signatures)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return a file's verdict from those of its signatures: the first that applies, unsigned without any."""
    found = set(verdicts)
    return next((verdict for verdict in Verdict if verdict in found), Verdict.UNSIGNED)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
