"""Who signs here: with a token of one's own, or with the one that the workstation is set up for."""

from collections.abc import Mapping
from types import MappingProxyType

from clerk_app.settings import SigningSettings
from clerk_app.workflow.desk import Desk, Signatory
from clerk_app.workflow.errors import SignsElsewhere
from clerk_app.workflow.rights import Right
from signing.model import CertificateFacts, Fingerprint, Role

SIGNERS = (Role.OFFICIAL, Role.LEADER, Role.SEAL)
RIGHT_TO_SIGN: Mapping[Role, Right] = MappingProxyType(
    {
        Role.OFFICIAL: Right.DRAFT_DECISION,
        Role.LEADER: Right.COUNTERSIGN,
        Role.SEAL: Right.NUMBER_AND_SEAL,
    }
)


def certificates_of(signing: SigningSettings) -> Mapping[Role, str]:
    """Return the certificate that is set for each who signs, empty for none."""
    return {Role.OFFICIAL: signing.official, Role.LEADER: signing.leader, Role.SEAL: signing.seal}


def signing_here(desk: Desk) -> tuple[Role, ...]:
    """Return in which roles whoever is at the workstation signs; everybody does in the demonstration."""
    own = desk.actor.certificate and tuple(role for role in SIGNERS if _may(desk, role))
    named = certificates_of(desk.settings.signing)
    return own or tuple(role for role in SIGNERS if named[role]) or SIGNERS


def signer_of(desk: Desk, role: Role) -> Signatory:
    """Return who signs in a role: a person with the certificate of its account, if any.

    Raises:
        CertificateNotOnToken: no token that is plugged in bears it.
        SignsElsewhere: no certificate is known here for this role.
    """
    own = desk.actor.certificate
    if own and _may(desk, role):
        return desk.bearer(role, Fingerprint(own))
    return desk.signatory(role)


def leader_of(desk: Desk) -> str:
    """Return the name of the leader as it is written on a decision.

    Raises:
        SignsElsewhere: the leader does not sign here, and nobody said who it is; the demonstration's leader
            does not stand on a paper that an official signs with legal effect.
    """
    if desk.settings.agency.leader:
        return desk.settings.agency.leader
    leader = signer_of(desk, Role.LEADER)
    if leader.demonstration and not signer_of(desk, Role.OFFICIAL).demonstration:
        raise SignsElsewhere(Role.LEADER)
    return leader.name


def certificates_here(desk: Desk) -> tuple[CertificateFacts, ...]:
    """Return the certificates on tokens that are plugged in, with the demonstration's where it signs."""
    found = {each.fingerprint: each for each in desk.plugged()}
    if desk.settings.signing.is_simulated:
        for signer in map(desk.signatory, SIGNERS):
            seen = (each for each in signer.keys.certificates() if each.fingerprint == signer.fingerprint)
            found |= {each.fingerprint: each for each in seen}
    return tuple(found.values())


def _may(desk: Desk, role: Role) -> bool:
    return desk.actor.may(RIGHT_TO_SIGN[role])
