"""What signatures and the portal said, in words."""

from clerk_app.gui.model import Tone, Words
from clerk_app.i18n import Translate
from clerk_app.workflow.messages import message_for, message_of
from clerk_app.workflow.verdicts import VERDICTS
from signing.errors import WrongPin
from signing.model import Verdict
from storage.model import Document
from storage.outbox import OutboxEntry, OutboxState

_TONES = {
    Verdict.VALID: Tone.GOOD,
    Verdict.UNTRUSTED: Tone.WRONG,
    Verdict.ALTERED: Tone.WRONG,
    Verdict.BROKEN: Tone.WRONG,
    Verdict.UNSIGNED: Tone.WRONG,
    Verdict.UNREADABLE: Tone.WRONG,
}
_DATED = ("B-T", "B-LT", "B-LTA")


def verdict_words(verdict: Verdict, translate: Translate) -> Words:
    """Return the verdict on a file or a signature that somebody brought."""
    tone = Tone.DOUBT if verdict in (Verdict.UNTRUSTED, Verdict.UNSIGNED) else _TONES[verdict]
    return Words(translate(VERDICTS[verdict]), tone)


def signature_words(document: Document, translate: Translate) -> Words:
    """Return verdict and real level of a signed document, honest about a time stamp that is missing."""
    if document.verdict is None:
        return Words(translate("not signed yet"))
    verdict = Verdict(document.verdict)
    sentence, tone = VERDICTS[verdict], _TONES[verdict]
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
        said = translate("Refused by the portal: {reasons}. Mend it, then sign and send again.")
        return Words(said.format(reasons=reasons), Tone.WRONG)
    if entry.state is OutboxState.HELD:
        return Words(str(message_of(entry.last_error or "", translate)), Tone.WRONG)
    if entry.state is OutboxState.SENDING:
        return Words(translate("Is being sent to the portal"), Tone.DOUBT)
    if entry.state is OutboxState.WITHDRAWN:
        return Words(translate("Taken back from the portal"), Tone.WRONG)
    return Words(translate("Waits in the outbox and goes out by itself"), Tone.DOUBT)


def pin_complaint(error: WrongPin, translate: Translate) -> str:
    """Return what is said above the second try at a PIN."""
    said = str(message_for(error, translate))
    if error.tries_left is None:
        return said
    return f"{said} {translate('Tries left: {tries}.').format(tries=error.tries_left)}"
