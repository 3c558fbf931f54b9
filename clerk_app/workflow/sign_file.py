"""Sign one PDF that belongs to no dossier: a prepared field, or a digitised copy."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_app.workflow.check_signer import scheme_of, unlocked
from clerk_app.workflow.desk import Desk
from signing.appearance import AttachmentText, CopyText, CornerText, HandwrittenMark, Mark, SealMark
from signing.certificate import facts_of
from signing.countersign import sign_field
from signing.keys.port import KeySource, SigningKey, wipe
from signing.layout import corner_box, has_signature_fields, is_prepared
from signing.means import Means
from signing.model import FileVerdict, Fingerprint, Level, Role, SignedFile
from signing.placement import FieldBox
from signing.rebuild import rebuild
from signing.sign import sign_copy
from signing.timestamp import TimestampService
from signing.trust import Examiner
from signing.validate import verify


@dataclass(frozen=True, slots=True)
class SignatureRequest:
    """What is asked; `fingerprint` None where the source holds one certificate only.

    `place` is where the text of a copy or an attachment goes, None for free space at the top right of the
    first page. `attached_to` is number and notation of the letter that the file is an attachment of.
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
    attached_to: str = ""


@dataclass(frozen=True, slots=True)
class FileSigned:
    """A signed file, and what it is worth to this workstation."""

    signed: SignedFile
    judged: FileVerdict


def sign_file(desk: Desk, request: SignatureRequest, pin: bytearray) -> FileSigned:
    """Sign the field of a role, or where nothing was prepared, the whole as a copy or an attachment.

    The official alone signs copies, the records clerk attachments, with the agency's key (NĐ 30/2020). What
    has no signature fields yet is written anew first. The PIN is wiped whatever happens.

    Raises:
        SigningError: wrong PIN, no field for this role ...; nothing was written.
    """
    try:
        text = _corner_text(desk, request)
        with unlocked(request.examiner, request.keys, request.fingerprint, pin) as opened:
            if text is None:
                signed = sign_role(desk, request, opened.key)
            else:
                signed = _sign_whole(desk, request, opened.key, text)
    finally:
        wipe(pin)
    return FileSigned(signed, verify(signed.path, store=desk.trust()))


def _corner_text(desk: Desk, request: SignatureRequest) -> CornerText | None:
    """Return the text for a file that is signed as a whole, None where a prepared field is signed."""
    if request.attached_to and request.role is Role.SEAL:
        return AttachmentText(request.attached_to)
    if request.role is not Role.OFFICIAL or is_prepared(request.source):
        return None
    return CopyText(desk.settings.signing.copy_form, desk.settings.agency.name)


def _sign_whole(desk: Desk, request: SignatureRequest, key: SigningKey, text: CornerText) -> SignedFile:
    moment = desk.clock.now()
    with TemporaryDirectory(prefix=".sign-", dir=request.target.parent) as folder:
        source = request.source
        if not has_signature_fields(source):
            source = Path(folder) / "anew.pdf"
            rebuild(request.source, source)
        return sign_copy(
            source,
            request.target,
            text=text,
            means=_means(desk, request, key),
            moment=moment,
            box=request.place or corner_box(source, text, moment),
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
