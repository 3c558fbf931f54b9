"""Sign one PDF that belongs to no dossier: a prepared field, or a digitised copy."""

from dataclasses import dataclass
from pathlib import Path

from clerk_app.workflow.check_signer import scheme_of, unlocked
from clerk_app.workflow.desk import Desk
from signing.appearance import CopyText, HandwrittenMark, Mark, SealMark
from signing.certificate import facts_of
from signing.countersign import sign_field
from signing.keys.port import KeySource, SigningKey, wipe
from signing.layout import copy_box, is_prepared
from signing.means import Means
from signing.model import FileVerdict, Fingerprint, Level, Role, SignedFile
from signing.placement import FieldBox
from signing.sign import sign_copy
from signing.timestamp import TimestampService
from signing.trust import Examiner
from signing.validate import verify


@dataclass(frozen=True, slots=True)
class SignatureRequest:
    """What is asked; `fingerprint` None where the source holds one certificate only.

    `place` is where the text of a copy goes, None for free space at the top right of the first page.
    """

    source: Path
    target: Path
    role: Role
    keys: KeySource
    fingerprint: Fingerprint | None
    level: Level
    timestamps: TimestampService | None
    examiner: Examiner
    place: FieldBox | None = None


@dataclass(frozen=True, slots=True)
class FileSigned:
    """A signed file, and what it is worth to this workstation."""

    signed: SignedFile
    judged: FileVerdict


def sign_file(desk: Desk, request: SignatureRequest, pin: bytearray) -> FileSigned:
    """Sign the field of a role, or where nothing was prepared, the whole as a digitised copy.

    The official alone signs copies. The PIN is wiped whatever happens.

    Raises:
        SigningError: wrong PIN, no field for this role ...; nothing was written.
    """
    try:
        as_copy = request.role is Role.OFFICIAL and not is_prepared(request.source)
        with unlocked(request.examiner, request.keys, request.fingerprint, pin) as opened:
            signed = _copy(desk, request, opened.key) if as_copy else sign_role(desk, request, opened.key)
    finally:
        wipe(pin)
    return FileSigned(signed, verify(signed.path, store=desk.trust()))


def _copy(desk: Desk, request: SignatureRequest, key: SigningKey) -> SignedFile:
    text = CopyText(desk.settings.signing.copy_form, desk.settings.agency.name)
    moment = desk.clock.now()
    return sign_copy(
        request.source,
        request.target,
        text=text,
        means=_means(desk, request, key),
        moment=moment,
        box=request.place or copy_box(request.source, text, moment),
    )


def sign_role(desk: Desk, request: SignatureRequest, key: SigningKey, mark: Mark | None = None) -> SignedFile:
    """Sign the field of a role with an unlocked key; without a mark by what the certificate says.

    Raises:
        SigningError: out of order, no such field ...; nothing was written.
    """
    return sign_field(
        request.source,
        request.target,
        role=request.role,
        mark=mark or _mark(request.role, key),
        means=_means(desk, request, key),
        moment=desk.clock.now(),
    )


def _means(desk: Desk, request: SignatureRequest, key: SigningKey) -> Means:
    return Means(key, request.examiner, request.timestamps, request.level, scheme_of(desk))


def _mark(role: Role, key: SigningKey) -> HandwrittenMark | SealMark:
    facts = facts_of(key.certificate)
    if role is Role.SEAL:
        return SealMark(None, facts.common_name)
    return HandwrittenMark(None, facts.common_name, title="")
