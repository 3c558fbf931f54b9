"""The check of a signer's certificate before the PIN is asked (TT 15/2025)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from clerk_app.i18n import Translate
from clerk_app.workflow.desk import Desk, Signatory
from clerk_app.workflow.signers import signer_of
from signing.errors import CertificateNotOnToken
from signing.keys.port import Allowance, KeySource, Mechanism, SigningKey, wipe
from signing.means import refuse
from signing.model import Fingerprint, Role
from signing.trust import Examination, Examiner


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A key ready to sign, and what the check before its PIN found (None: it was hidden)."""

    key: SigningKey
    check: Examination | None


def check_signer(desk: Desk, role: Role) -> Examination:
    """Check the certificate of a role's person, for showing what it says before a PIN is typed.

    Raises:
        CertificateRefused: it must not sign.
        ClockWrong: this workstation's clock is wrong.
        CertificateNotOnToken: the token in the slot is another one.
    """
    person = signer_of(desk, role)
    found = checked(Examiner(desk.trust()), person.keys, person.fingerprint)
    if found is None:
        raise CertificateNotOnToken(person.fingerprint)
    return found


@dataclass(frozen=True, slots=True)
class ReadySigner:
    """Somebody who may be asked for the PIN now, and what the check found."""

    signatory: Signatory
    check: Examination


def ready_signer(desk: Desk, role: Role) -> ReadySigner:
    """Return whose PIN to ask for, after the check of the certificate.

    Raises:
        SigningError: as `check_signer` says.
    """
    return ReadySigner(signer_of(desk, role), check_signer(desk, role))


def checked(examiner: Examiner, keys: KeySource, fingerprint: Fingerprint | None) -> Examination | None:
    """Examine what can be seen without a PIN; None where even the certificate is under it.

    Raises:
        CertificateRefused: it must not sign.
        ClockWrong: this workstation's clock is wrong.
        CertificateNotOnToken: it is not there, or none was named and there is not exactly one.
    """
    seen = keys.public(fingerprint)
    if seen is None:
        return None
    examination = examiner.signer(seen.certificate, seen.chain)
    refuse(examination)
    return examination


@contextmanager
def unlocked(
    examiner: Examiner,
    keys: KeySource,
    fingerprint: Fingerprint | None,
    pin: bytearray,
    *,
    documents: int = 1,
) -> Iterator[Unlocked]:
    """Check the certificate, and only then let the PIN reach the token; it is wiped whatever happens.

    The key gives signatures for so many documents, and no more.

    Raises:
        SigningError: refused certificate, wrong PIN ...
    """
    try:
        check = checked(examiner, keys, fingerprint)
        with keys.unlock(pin, fingerprint, Allowance(documents)) as key:
            yield Unlocked(key, check)
    finally:
        wipe(pin)


def scheme_of(desk: Desk) -> Mechanism | None:
    """Return the signature scheme that this site demands of RSA keys, None for the best they have.

    Raises:
        ValueError: the settings name one that does not exist.
    """
    named = desk.settings.signing.scheme
    return Mechanism(named) if named else None


def warnings_of(examination: Examination, translate: Translate) -> Iterator[str]:
    """Yield what the signer has to be told before the PIN."""
    if examination.is_unknown:
        yield translate("It could not be found out whether the certificate was revoked; this is recorded.")
    if examination.expires_soon:
        told = translate("The certificate of {name} runs out in {days} days; ask for a new one in time.")
        yield told.format(name=examination.certificate.common_name, days=examination.days_left)


def as_record(examination: Examination | None) -> dict[str, object]:
    """Return what the history keeps of a check: whose certificate, what was found, and by what."""
    if examination is None:
        return {}
    return {
        "certificate": examination.certificate.fingerprint,
        "status": examination.status.value,
        "examined_at": examination.examined_at.isoformat(),
        "days_left": examination.days_left,
        "answers": len(examination.evidence.ocsp_answers) + len(examination.evidence.revocation_lists),
    }
