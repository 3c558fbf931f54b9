"""Countersign a bounded set of decisions with one PIN: an outcome for each, and the rest goes on later."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from clerk_app.workflow.check_signer import Unlocked, unlocked
from clerk_app.workflow.decide import current_decision, sign_with
from clerk_app.workflow.desk import Desk, Signatory
from clerk_app.workflow.errors import DecisionChanged, WorkflowError
from clerk_app.workflow.rights import Right, require, require_certificate
from clerk_app.workflow.signers import signer_of
from signing.batch import KEY_IS_OF_NO_USE
from signing.errors import CertificateRefused, SigningError
from signing.keys.port import Allowance, wipe
from signing.model import Role
from signing.trust import Examiner
from storage.model import ContentId, Document, DossierCode

MOST = 100
"""So many decisions at once, and no more."""
MINUTES = round(Allowance().seconds / 60)
"""How long the PIN is good for."""
_ENDING = (*KEY_IS_OF_NO_USE, CertificateRefused, OSError)
"""What will not be better for the next decision: the token, the certificate, the disk."""


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision as it was shown to the leader; no other version of it is signed."""

    dossier: DossierCode
    content: ContentId


@dataclass(frozen=True, slots=True)
class Countersigned:
    """What came of one decision: the signed document or an error, never both."""

    dossier: DossierCode
    document: Document | None = None
    error: SigningError | WorkflowError | OSError | None = None


def countersign_all(
    desk: Desk, shown: Sequence[ShownDecision], pin: bytearray
) -> Generator[Countersigned, None, None]:
    """Countersign one decision after the other, each recorded before the next begins.

    A decision that cannot be signed does not stop the others. An error of the token, the certificate or the
    disk ends the batch: the decisions after it get no outcome and are still to be countersigned. The PIN is
    good for so many documents and minutes, is wiped whatever happens, and the token is left at the end.

    Raises:
        RightMissing, NotYourCertificate.
        ValueError: more than `MOST`.
        SigningError: the certificate is refused, the PIN is wrong ...; nothing was signed.
    """
    try:
        require(desk.actor, Right.COUNTERSIGN)
        if len(shown) > MOST:
            raise ValueError(len(shown))
        leader, examiner = signer_of(desk, Role.LEADER), Examiner(desk.trust())
        require_certificate(desk.actor, leader.fingerprint)
        with unlocked(examiner, leader.keys, leader.fingerprint, pin, documents=len(shown)) as opened:
            for each in shown:
                outcome = _countersigned(desk, each, leader, opened, examiner)
                yield outcome
                if isinstance(outcome.error, _ENDING):
                    return
    finally:
        wipe(pin)


def _countersigned(
    desk: Desk, shown: ShownDecision, leader: Signatory, opened: Unlocked, examiner: Examiner
) -> Countersigned:
    try:
        decision = current_decision(desk, shown.dossier)
        if decision is None or decision.content != shown.content:
            raise DecisionChanged(shown.dossier)
        return Countersigned(shown.dossier, sign_with(desk, decision, leader, opened, examiner))
    except (SigningError, WorkflowError, OSError) as error:
        return Countersigned(shown.dossier, error=error)
