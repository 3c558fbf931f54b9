"""With what it is signed, and which level can be had with it now."""

from dataclasses import dataclass, field
from datetime import timedelta

from signing.errors import CertificateRefused, ClockWrong, TimestampUnavailable
from signing.keys.port import Mechanism, SigningKey
from signing.model import Level, TrustStatus
from signing.timestamp import TimestampService
from signing.trust.check import Evidence
from signing.trust.examine import Examination, Examiner

_WRONG_CLOCK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Means:
    """The key, who examines certificates, the time stamps to be had (None: none), and the level asked.

    ``scheme`` is what the site demands of RSA keys: some portals verify no PSS. None takes the best.

    One object serves a whole batch: what the examiner found is not asked again for each document.
    """

    key: SigningKey
    examiner: Examiner
    timestamps: TimestampService | None
    level: Level
    scheme: Mechanism | None = None


@dataclass(frozen=True, slots=True)
class Attainable:
    """The highest level to be had now, and what has to be put into the document for it."""

    level: Level
    evidence: Evidence = field(default=Evidence(), repr=False)


def attainable(means: Means) -> Attainable:
    """Find out what can be had before anything is signed.

    Raises:
        CertificateRefused: the certificate must not sign.
        ClockWrong: this workstation's clock is wrong.
    """
    signer = means.examiner.signer(means.key.certificate, means.key.chain)
    refuse(signer)
    if means.timestamps is None or means.level is Level.B_B:
        return Attainable(Level.B_B)
    try:
        stamper = means.examiner.timestamper(*means.timestamps.certificates())
    except TimestampUnavailable:
        return Attainable(Level.B_B)
    check_clock(means.timestamps.clock_ahead)
    if stamper.is_refused:
        # a time stamp of a service that nobody trusts proves nothing
        return Attainable(Level.B_B)
    known = signer.status is stamper.status is TrustStatus.TRUSTED
    if not known or means.level is Level.B_T:
        return Attainable(Level.B_T)
    return Attainable(means.level, signer.evidence | stamper.evidence)


def refuse(examination: Examination) -> None:
    """Refuse before signing what no verdict would accept afterwards (TT 15/2025).

    Raises:
        CertificateRefused: the certificate must not sign.
        ClockWrong: it seems not to be valid yet, or the answers about it come from the future.
    """
    check_clock(examination.clock_late)
    early = examination.certificate.not_before - examination.examined_at
    if early > timedelta(0):
        raise ClockWrong(round(early / timedelta(minutes=1)))
    if examination.is_refused:
        raise CertificateRefused(examination.status)


def check_clock(behind: timedelta) -> None:
    """Compare our clock with a service's.

    Args:
        behind: how far our clock is behind; negative when it is ahead.

    Raises:
        ClockWrong: by more than five minutes.
    """
    if abs(behind) > _WRONG_CLOCK:
        raise ClockWrong(round(behind / timedelta(minutes=1)))
