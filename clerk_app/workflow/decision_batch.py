"""Sign a bounded set of decisions with one PIN: an outcome for each, and the rest goes on later."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from clerk_app.workflow.check_signer import Unlocked, unlocked
from clerk_app.workflow.decide import current_decision, marks_of, sign_with
from clerk_app.workflow.desk import Desk, Signatory
from clerk_app.workflow.errors import DecisionChanged, WorkflowError
from clerk_app.workflow.issued import next_issue
from clerk_app.workflow.rights import require, require_certificate
from clerk_app.workflow.signers import RIGHT_TO_SIGN, signer_of
from signing.batch import KEY_IS_OF_NO_USE
from signing.errors import CertificateRefused, SigningError
from signing.keys.port import Allowance, wipe
from signing.model import Role
from signing.trust import Examiner
from storage.errors import NumberSkipped, NumberTaken
from storage.model import ContentId, Document, DossierCode

MOST = 100
"""So many decisions at once, and no more."""
MINUTES = round(Allowance().seconds / 60)
"""How long the PIN is good for."""
_ENDING = (*KEY_IS_OF_NO_USE, CertificateRefused, OSError)
"""What will not be better for the next decision: the token, the certificate, the disk."""


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision as it was shown to who signs; no other version of it is signed."""

    dossier: DossierCode
    content: ContentId


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """What came of one decision: the signed document or an error, never both; `number` if it got one."""

    dossier: DossierCode
    document: Document | None = None
    error: Exception | None = None
    number: int = 0


def sign_decisions(
    desk: Desk, role: Role, shown: Sequence[ShownDecision], pin: bytearray
) -> Generator[DecisionOutcome, None, None]:
    """Countersign or seal one decision after the other, each recorded before the next begins.

    What is sealed gets the next number of the register, one after the other. A decision that cannot be signed
    does not stop the others, and its number goes to the next. An error of the token, the certificate or the
    disk ends the batch: the decisions after it get no outcome and still wait. The PIN is good for so many
    documents and minutes, is wiped whatever happens, and the token is left at the end.

    Raises:
        RightMissing, NotYourCertificate.
        ValueError: more than `MOST`.
        SigningError: the certificate is refused, the PIN is wrong ...; nothing was signed.
    """
    try:
        require(desk.actor, RIGHT_TO_SIGN[role])
        if len(shown) > MOST:
            raise ValueError(len(shown))
        person, examiner = signer_of(desk, role), Examiner(desk.trust())
        require_certificate(desk.actor, person.fingerprint)
        issue = next_issue(desk) if role is Role.SEAL else None
        count = len(shown) * len(marks_of(desk, role, person.name, issue))
        with unlocked(examiner, person.keys, person.fingerprint, pin, documents=count) as opened:
            for each in shown:
                outcome = _signed(desk, each, person, opened, examiner)
                yield outcome
                if isinstance(outcome.error, _ENDING):
                    return
    finally:
        wipe(pin)


def _signed(
    desk: Desk, shown: ShownDecision, person: Signatory, opened: Unlocked, examiner: Examiner
) -> DecisionOutcome:
    try:
        decision = current_decision(desk, shown.dossier)
        if decision is None or decision.content != shown.content:
            raise DecisionChanged(shown.dossier)
        issue = next_issue(desk) if person.role is Role.SEAL else None
        document = sign_with(desk, decision, person, opened, examiner, issue)
    except (SigningError, WorkflowError, NumberTaken, NumberSkipped, OSError) as error:
        return DecisionOutcome(shown.dossier, error=error)
    return DecisionOutcome(shown.dossier, document, number=issue.number if issue else 0)
