"""The check of a certificate: chain, dates, usage, algorithms and revocation."""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.fetchers.api import OwnedFetcherBackend

from signing.model import TrustStatus
from signing.trust.store import TrustStore

_T = TypeVar("_T")

FETCH_SECONDS = 10
_NOW = timedelta(minutes=5)
SIGNING_USAGES = frozenset({"non_repudiation", "digital_signature"})
"""A signer's certificate must allow one of them; the government's authorities set both."""

_MEANINGS: tuple[tuple[type[Exception], TrustStatus], ...] = (
    (RevokedError, TrustStatus.REVOKED),
    (ExpiredError, TrustStatus.EXPIRED),
    (NotYetValidError, TrustStatus.EXPIRED),
    (InsufficientRevinfoError, TrustStatus.UNKNOWN_STATUS),
    (DisallowedAlgorithmError, TrustStatus.WEAK_ALGORITHM),
    (InvalidCertificateError, TrustStatus.WRONG_USAGE),
    (PathBuildingError, TrustStatus.UNKNOWN_ISSUER),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is already known when a certificate is checked: issuers and answers about revocation."""

    certificates: tuple[x509.Certificate, ...] = ()
    ocsp_answers: tuple[ocsp.OCSPResponse, ...] = ()
    revocation_lists: tuple[crl.CertificateList, ...] = ()

    def __or__(self, other: "Evidence") -> "Evidence":
        """Return what both know."""
        return Evidence(
            self.certificates + other.certificates,
            self.ocsp_answers + other.ocsp_answers,
            self.revocation_lists + other.revocation_lists,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """The status of a certificate, and the proved path to it, root first; empty when there is none.

    ``answers`` is what was known about revocation, from the file and from the network.
    """

    status: TrustStatus
    path: tuple[x509.Certificate, ...] = field(default=(), repr=False)
    answers: Evidence = field(default=Evidence(), repr=False)

    @property
    def root(self) -> bytes | None:
        """The root the path begins with, DER."""
        return self.path[0].dump() if self.path else None


def unless_now(moment: datetime | None) -> datetime | None:
    """Return None for a moment so near that the network's answers are about it."""
    return None if moment is None or abs(datetime.now(UTC) - moment) < _NOW else moment


def validation_context(
    store: TrustStore, evidence: Evidence, *, moment: datetime | None, fetch: bool, required: bool = True
) -> ValidationContext:
    """Build the rules of a check.

    Args:
        store: whom to trust.
        evidence: issuers and revocation answers at hand.
        moment: the time of the check; None is now.
        fetch: ask the network for what is missing; only together with ``moment`` None.
        required: every certificate below the root must have an answer about revocation.
    """
    backend = OwnedFetcherBackend(AIOHttpFetcherBackend(per_request_timeout=FETCH_SECONDS)) if fetch else None
    return ValidationContext(
        trust_roots=list(store.anchors),
        other_certs=list(evidence.certificates),
        moment=moment,
        allow_fetching=fetch,
        fetcher_backend=backend,
        ocsps=list(evidence.ocsp_answers),
        crls=list(evidence.revocation_lists),
        revocation_mode="require" if required else "soft-fail",
        # an answer given later tells of an earlier moment too: it names the day of a revocation
        retroactive_revinfo=moment is not None,
    )


async def finding(
    certificate: x509.Certificate,
    evidence: Evidence,
    context: ValidationContext,
    *,
    extended_usage: frozenset[str] = frozenset(),
) -> Finding:
    """Check one certificate under a context; ``extended_usage`` names what a service's one must be for."""
    validator = CertificateValidator(
        certificate, intermediate_certs=list(evidence.certificates), validation_context=context
    )
    try:
        path = await validator.async_validate_usage(set(), set(extended_usage))  # type: ignore[no-untyped-call]
    except (PathError, ValidationError) as cause:
        return Finding(meaning(cause))
    if not extended_usage and not _may_sign(certificate):
        return Finding(TrustStatus.WRONG_USAGE)
    return Finding(TrustStatus.TRUSTED, tuple(path))


def meaning(cause: BaseException) -> TrustStatus:
    """Translate the validator's exception; what is none of the known kinds counts as not proved."""
    return next((status for kind, status in _MEANINGS if isinstance(cause, kind)), TrustStatus.UNKNOWN_STATUS)


async def released(work: Awaitable[_T], context: ValidationContext) -> _T:
    """Await and then close the connections that the context opened, inside the same event loop."""
    try:
        return await work
    finally:
        await context.aclose()  # type: ignore[no-untyped-call]


def _may_sign(certificate: x509.Certificate) -> bool:
    usages = certificate.key_usage_value
    return usages is None or bool(SIGNING_USAGES & set(usages.native))
