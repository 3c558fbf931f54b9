"""What signatures and the portal said, in words."""

from clerk_app.gui.model import Tone, Words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.messages import message_for, message_of
from signing.errors import WrongPin
from storage.model import Document
from storage.outbox import OutboxEntry, OutboxState

_VERDICTS = {
    "valid": (later("valid"), Tone.GOOD),
    "untrusted": (later("signer not trusted"), Tone.WRONG),
    "altered": (later("changed after signing"), Tone.WRONG),
    "broken": (later("signature broken"), Tone.WRONG),
    "unsigned": (later("not signed"), Tone.WRONG),
    "unreadable": (later("cannot be read"), Tone.WRONG),
}
_DATED = ("B-T", "B-LT", "B-LTA")


def signature_words(document: Document, translate: Translate) -> Words:
    """Return verdict and real level of a signed document, honest about a time stamp that is missing."""
    if document.verdict is None:
        return Words(translate("not signed yet"))
    sentence, tone = _VERDICTS[document.verdict]
    if document.level == document.wanted_level:
        stamped = translate("time-stamped") if document.level in _DATED else translate("without time stamp")
        return Words(f"{translate(sentence)}, {document.level}, {stamped}", tone)
    said = translate("{verdict}, only {level}: the time stamp service did not answer")
    worse = Tone.DOUBT if tone is Tone.GOOD else tone
    return Words(said.format(verdict=translate(sentence), level=document.level), worse)


def outbox_words(entry: OutboxEntry, translate: Translate) -> Words:
    """Return what became of sending a dossier."""
    if entry.state is OutboxState.ACCEPTED:
        said = translate("Accepted by the portal, receipt {receipt}")
        return Words(said.format(receipt=entry.receipt), Tone.GOOD)
    if entry.state is OutboxState.REFUSED:
        reasons = (entry.reason or "").replace("\n", "; ")
        return Words(translate("Refused by the portal: {reasons}").format(reasons=reasons), Tone.WRONG)
    if entry.state is OutboxState.HELD:
        return Words(str(message_of(entry.last_error or "", translate)), Tone.WRONG)
    return Words(translate("Waits in the outbox and goes out by itself"), Tone.DOUBT)


def pin_complaint(error: WrongPin, translate: Translate) -> str:
    """Return what is said above the second try at a PIN."""
    said = str(message_for(error, translate))
    if error.tries_left is None:
        return said
    return f"{said} {translate('Tries left: {tries}.').format(tries=error.tries_left)}"
