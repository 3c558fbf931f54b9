"""Fills a prepared field: official, then leader, number and date by the records clerk, seal."""

from datetime import datetime
from pathlib import Path

from signing.appearance import Mark
from signing.certificate import fingerprint_of
from signing.errors import (
    FieldMissing,
    FieldTaken,
    OutOfOrder,
    SignatureBroken,
    WrongSigner,
)
from signing.fields import field_place
from signing.keys.port import SigningKey
from signing.means import Means
from signing.model import ChangesAfter, Role, SignedFile
from signing.readings import DocumentReading
from signing.stamp import stamp_style
from signing.writing import SignatureOrder, opened, write_signature


def sign_field(
    source: Path,
    target: Path,
    *,
    role: Role,
    mark: Mark,
    means: Means,
    moment: datetime,
) -> SignedFile:
    """Give one person's signature to a prepared document.

    Args:
        source: a document from `prepare`, signed so far in order.
        target: where the signed file goes, whole or not at all; may be the source.
        role: whose signature; the official certifies, the seal locks everything.
        mark: what the signature looks like.
        means: the unlocked key, and the level wanted; the answer says what was to be had.
        moment: aware signing time.

    Raises:
        UnreadablePdf: the source cannot be read.
        FieldMissing: the source was not prepared for this role.
        FieldTaken: this role has signed.
        OutOfOrder: a role before this one has not.
        SignatureBroken: an earlier signature does not hold.
        WrongSigner: the leader's certificate is the official's.
        CertificateRefused: the certificate must not sign.
        ClockWrong: this workstation's clock is wrong.
        TokenGone: the key vanished; nothing was written.
        OutputRefused: the gate said no.
    """
    with opened(source) as document:
        _check_order(document, role)
        _check_signer(document, role, means.key)
        order = _order(document, role, mark, moment)
        return write_signature(document, target, order, means, moment)


def _check_order(document: DocumentReading, role: Role) -> None:
    if document.signature(role.value) is not None:
        raise FieldTaken(role.value)
    if role.value not in document.empty_fields:
        raise FieldMissing(role.value)
    for reading in document.signatures:
        if not reading.intact or reading.changes_after is ChangesAfter.FORBIDDEN:
            raise SignatureBroken(reading.field)
    if any(_is_awaited(document, before) for before in role.earlier):
        raise OutOfOrder(role)


def _is_awaited(document: DocumentReading, role: Role) -> bool:
    """Tell whether a signature is still to come; number and date only where fields were prepared for them."""
    demanded = role in (Role.OFFICIAL, Role.LEADER) or role.value in document.empty_fields
    return demanded and document.signature(role.value) is None


def _check_signer(document: DocumentReading, role: Role, key: SigningKey) -> None:
    """Four eyes: the leader is not the official."""
    official = document.signature(Role.OFFICIAL.value)
    if role is not Role.LEADER or official is None or official.certificate is None:
        return
    if fingerprint_of(official.certificate) == fingerprint_of(key.certificate):
        raise WrongSigner(role)


def _order(document: DocumentReading, role: Role, mark: Mark, moment: datetime) -> SignatureOrder:
    place = field_place(document.reader, role.value)
    style = stamp_style(mark, moment, place.box, place.shape.turned)
    return SignatureOrder(role.value, style, certify=role is Role.OFFICIAL)
