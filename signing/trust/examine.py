"""The examination of a certificate before it signs or stamps (TT 15/2025), with the answers that prove it."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from asn1crypto import ocsp, x509

from signing.certificate import facts_of
from signing.model import CertificateFacts, Fingerprint, TrustStatus
from signing.trust.check import Evidence, Finding, finding, released, validation_context
from signing.trust.store import TrustStore

ANNOUNCED = timedelta(days=60)
"""A certificate that runs out within this time is announced whenever it signs."""
_FRESH = timedelta(minutes=10)
"""How long an examination is believed: a batch asks the services once, not for every document."""
_LEAST_BITS = {"rsa": 2048, "rsassa_pss": 2048, "ec": 256}
_TIME_STAMPING = frozenset({"time_stamping"})
_TOLERATED = (TrustStatus.TRUSTED, TrustStatus.UNKNOWN_STATUS)


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found of a certificate at one moment, with the answers that prove it."""

    certificate: CertificateFacts
    status: TrustStatus
    examined_at: datetime
    evidence: Evidence = field(default=Evidence(), repr=False)
    clock_late: timedelta = timedelta(0)
    """How far the newest answer lies in the future of our clock."""

    @property
    def is_refused(self) -> bool:
        """Tell whether the certificate must not sign; an unknown revocation status only warns."""
        return self.status not in _TOLERATED

    @property
    def is_unknown(self) -> bool:
        """Tell whether nobody answered about revocation."""
        return self.status is TrustStatus.UNKNOWN_STATUS

    @property
    def days_left(self) -> int:
        """Whole days until the certificate runs out."""
        return (self.certificate.not_after - self.examined_at).days

    @property
    def expires_soon(self) -> bool:
        """Tell whether the end has to be announced."""
        return timedelta(0) <= self.certificate.not_after - self.examined_at <= ANNOUNCED


class Examiner:
    """Examines certificates against one trust store and remembers what it found for ten minutes.

    One object serves one batch, from the check before the PIN to its last document.
    """

    def __init__(self, store: TrustStore) -> None:
        self.store = store
        self._known: dict[tuple[Fingerprint, bool], Examination] = {}

    def __repr__(self) -> str:
        return f"Examiner({len(self._known)} known)"

    def signer(self, certificate: bytes, chain: tuple[bytes, ...]) -> Examination:
        """Examine a person's or an agency's certificate now; the network is asked about revocation.

        Args:
            certificate: DER.
            chain: certificates of issuers, DER, in any order.
        """
        return self._examined(certificate, chain, frozenset())

    def timestamper(self, certificate: bytes, chain: tuple[bytes, ...]) -> Examination:
        """Examine the certificate of a time stamp service now."""
        return self._examined(certificate, chain, _TIME_STAMPING)

    def _examined(self, certificate: bytes, chain: tuple[bytes, ...], usage: frozenset[str]) -> Examination:
        facts, now = facts_of(certificate), datetime.now(UTC)
        key = facts.fingerprint, bool(usage)
        known = self._known.get(key)
        if known is None or now - known.examined_at > _FRESH:
            known = self._known[key] = asyncio.run(self._examine(certificate, chain, usage, facts))
        return replace(known, examined_at=max(now, known.examined_at))

    async def _examine(
        self, certificate: bytes, chain: tuple[bytes, ...], usage: frozenset[str], facts: CertificateFacts
    ) -> Examination:
        issuers = tuple(x509.Certificate.load(der) for der in chain)
        context = validation_context(self.store, Evidence(issuers), moment=None, fetch=True)
        parsed = x509.Certificate.load(certificate)
        found = await released(finding(parsed, Evidence(issuers), context, extended_usage=usage), context)
        evidence = Evidence(_chain(found, parsed, issuers), tuple(context.ocsps), tuple(context.crls))
        status = TrustStatus.WEAK_ALGORITHM if _is_weak(parsed) else found.status
        now = datetime.now(UTC)
        return Examination(facts, status, now, evidence, _lateness(evidence, now))


def _is_weak(certificate: x509.Certificate) -> bool:
    """Tell whether the key is below RSA 2048 or ECDSA 256, which must not sign any more (TT 15/2025)."""
    least = _LEAST_BITS.get(certificate.public_key.algorithm)
    return least is None or certificate.public_key.bit_size < least


def _chain(
    found: Finding, certificate: x509.Certificate, issuers: tuple[x509.Certificate, ...]
) -> tuple[x509.Certificate, ...]:
    """Return the proved path, root first; without one, what was handed in."""
    return found.path or (*issuers, certificate)


def _lateness(evidence: Evidence, now: datetime) -> timedelta:
    """Return how far in the future an answer was produced; older answers are usual, younger ones are not."""
    produced = [_produced(each) for each in evidence.ocsp_answers]
    produced += [each["tbs_cert_list"]["this_update"].native for each in evidence.revocation_lists]
    return max([timedelta(0), *(each - now for each in produced if each is not None)])


def _produced(answer: ocsp.OCSPResponse) -> datetime | None:
    if answer["response_status"].native != "successful":
        return None
    moment: datetime = answer.response_data["produced_at"].native
    return moment
