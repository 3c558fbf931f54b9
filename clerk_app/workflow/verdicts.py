"""What a verdict means, in sentences for whoever has to act on it."""

from collections.abc import Iterator

from clerk_app.i18n import Translate, later
from signing.model import FileVerdict, SignatureVerdict, TrustStatus, Verdict

VERDICTS = {
    Verdict.VALID: later("valid"),
    Verdict.UNTRUSTED: later("signer not trusted"),
    Verdict.ALTERED: later("changed after signing"),
    Verdict.BROKEN: later("signature broken"),
    Verdict.UNSIGNED: later("not signed"),
    Verdict.UNREADABLE: later("cannot be read"),
}
_OF_FILES = {
    Verdict.UNREADABLE: later("This is no PDF, or it needs a password. Ask for a copy that can be opened."),
    Verdict.UNSIGNED: later("Nobody signed this file."),
    Verdict.VALID: later("All signatures hold, and nothing was changed after them."),
}
_REWRITTEN = later(
    "The whole file was written anew after it was signed, as programs do that compress, merge or print"
    " to PDF; that breaks signatures without ill will. Ask for the file as it was signed."
)
_CHANGED_BYTES = later(
    "What {signer} signed is no longer what this file holds. Ask for the file as it was signed."
)
_ALTERED = later("After {signer} signed, something was changed that the signature does not permit.")
_OF_TRUST = {
    TrustStatus.UNKNOWN_ISSUER: later("The certificate of {signer} comes from an unknown authority."),
    TrustStatus.EXPIRED: later("The certificate of {signer} had expired, or nothing proves that it had not."),
    TrustStatus.REVOKED: later("The certificate of {signer} was revoked."),
    TrustStatus.WRONG_USAGE: later("The certificate of {signer} is not meant for signing."),
    TrustStatus.WEAK_ALGORITHM: later("The signature of {signer} uses an algorithm that is too weak."),
    TrustStatus.UNKNOWN_STATUS: later("Nobody answers whether the certificate of {signer} was revoked."),
}


def explained(found: FileVerdict, translate: Translate) -> Iterator[str]:
    """Yield why a file has its verdict, one sentence for each signer who is to blame."""
    if found.verdict in _OF_FILES:
        yield translate(_OF_FILES[found.verdict])
        return
    blamed = [each for each in found.signatures if each.verdict is found.verdict]
    if found.verdict is Verdict.BROKEN and all(each.reason != "digest" for each in blamed):
        yield translate(_REWRITTEN)
        return
    told = (
        translate(_sentence(found.verdict, each)).format(signer=each.signer or each.field) for each in blamed
    )
    yield from dict.fromkeys(told)


def _sentence(verdict: Verdict, signature: SignatureVerdict) -> str:
    if verdict is Verdict.BROKEN:
        return _CHANGED_BYTES
    return _ALTERED if verdict is Verdict.ALTERED else _OF_TRUST[signature.trust]
