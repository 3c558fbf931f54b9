"""What a person is told when something goes wrong: what happened, and what to do about it."""

import errno
from dataclasses import dataclass

import signing.errors as signing
import storage.errors as storage
from clerk_app.i18n import Translate, later
from clerk_app.workflow.messages.casework import CASEWORK
from clerk_app.workflow.messages.paper import PAPER
from clerk_app.workflow.messages.records import RECORDS
from clerk_app.workflow.messages.sentences import Sentences
from clerk_app.workflow.messages.signatures import SIGNATURES
from clerk_app.workflow.messages.workstation import WORKSTATION
from clerk_app.workflow.reasons import reason_words
from signing.model import TrustStatus


@dataclass(frozen=True, slots=True)
class Message:
    """Two sentences in the clerk's language."""

    happened: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.happened} {self.next_step}"


_SENTENCES: Sentences = {**PAPER, **SIGNATURES, **RECORDS, **CASEWORK, **WORKSTATION}

_TRIES_LEFT = later("The PIN is wrong. Tries left: {tries_left}.")
_LAST_TRY = later("The PIN is wrong. One try is left: after another wrong PIN the token is locked.")
_REFUSALS = {
    TrustStatus.REVOKED: later("The certificate was revoked; it may not be used for signing."),
    TrustStatus.EXPIRED: later("The certificate has expired; it may not be used for signing."),
    TrustStatus.UNKNOWN_ISSUER: later(
        "The certificate comes from an authority that this workstation does not trust."
    ),
    TrustStatus.WRONG_USAGE: later("The certificate is not meant for signing documents."),
    TrustStatus.WEAK_ALGORITHM: later("The certificate's algorithm is too weak."),
}

_DISTRUST = {
    "expired": later("The portal's certificate has expired or is not valid yet; nothing was sent."),
    "name": later("The portal's certificate bears another name; nothing was sent."),
    "issuer": later(
        "The portal's certificate comes from an authority that is not trusted; nothing was sent."
    ),
    "client": later(
        "The portal misses this workstation's certificate, or does not take it; nothing was sent."
    ),
    "protocol": later("The portal offers only an encryption that is too old; nothing was sent."),
}

_BUG = (
    later("Something went wrong inside Clerk."),
    later("Everything done before is kept. Tell the administrator; the log says more."),
)


def message_for(error: BaseException, translate: Translate) -> Message:
    """Return the sentences for an error: those of its nearest class that has some, else of a bug."""
    happened, next_step = next((_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES), _BUG)
    if getattr(error, "tries_left", None) is not None:
        happened = _LAST_TRY if error.tries_left == 1 else _TRIES_LEFT  # type: ignore[attr-defined]
    elif isinstance(error, signing.CertificateRefused):
        happened = _REFUSALS.get(error.reason, happened)
    elif isinstance(error, storage.PortalUntrusted):
        happened = _DISTRUST.get(error.reason, happened)
    elif getattr(error, "errno", None) == errno.ENOSPC:
        happened, next_step = _SENTENCES[storage.DiskFull]
    facts = _facts(error, translate)
    return Message(translate(happened).format_map(facts), translate(next_step).format_map(facts))


def message_of(name: str, translate: Translate, *, reason: str = "") -> Message:
    """Return the sentences for an error of the records of which only class name and reason were kept."""
    kind = getattr(storage, name, None)
    happened, next_step = _SENTENCES.get(kind, _BUG) if isinstance(kind, type) else _BUG
    if kind is storage.PortalUntrusted:
        happened = _DISTRUST.get(reason, happened)
    facts = _Facts(reason=reason)
    return Message(translate(happened).format_map(facts), translate(next_step).format_map(facts))


def has_own_message(kind: type[BaseException]) -> bool:
    """Return whether a class has sentences of its own."""
    return kind in _SENTENCES


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def _facts(error: BaseException, translate: Translate) -> _Facts:
    facts = _Facts(vars(error))
    if "reason" in facts:
        facts["reason"] = reason_words(facts["reason"], translate)
    facts["filename"] = getattr(error, "filename", None) or "?"
    facts["strerror"] = getattr(error, "strerror", None) or type(error).__name__
    return facts
