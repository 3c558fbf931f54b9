"""What happened to a dossier, in words."""

from clerk_app.i18n import Translate, later

_STEPS = {
    "accept": later("Dossier accepted"),
    "refuse": later("Dossier refused"),
    "process": later("Work begun"),
    "supplement": later("Papers asked for"),
    "supplemented": later("Papers brought"),
    "demand_fee": later("Fee demanded"),
    "fee_paid": later("Fee paid"),
    "fee_taken": later("Fee taken"),
    "fee_voided": later("Receipt of a fee voided"),
    "postpone": later("Due time postponed"),
    "hand_over": later("Handed over"),
    "withdraw": later("Withdrawn by the applicant"),
    "stop": later("Stopped"),
    "solve": later("Solved"),
    "return": later("Returned to the applicant"),
    "filed_online": later("Filed online"),
    "supplement_filed": later("Papers filed online"),
    "signed": later("Papers signed"),
    "signatures upgraded": later("Signatures time-stamped later"),
    "upgrade given up": later("Time stamp given up"),
    "decision drafted": later("Decision drafted"),
    "decision signed": later("Decision signed"),
    "decision countersigned": later("Decision countersigned"),
    "decision sealed": later("Decision numbered and sealed"),
    "portal_accepted": later("Accepted by the portal"),
    "portal_refused": later("Refused by the portal"),
    "portal_held": later("Held in the outbox"),
    "portal_progress_accepted": later("Steps told to the portal"),
    "portal_progress_refused": later("Steps refused by the portal"),
    "portal_withdrawal_accepted": later("Given back by the portal"),
    "portal_withdrawal_refused": later("Taking back refused by the portal"),
    "outbox_retried": later("Sent again"),
    "taken_back": later("Taken back from the portal"),
    "packaged": later("Written into a package for the portal"),
    "answer_imported": later("Answer of the portal read in"),
    "reconciled": later("Compared with the portal and mended"),
    "reused": later("Paper taken over from an earlier dossier"),
    "originals_put": later("Place of the originals noted"),
    "paper_split": later("Paper split"),
    "paper_shrunk": later("Paper made smaller"),
    "removed": later("Removed after its retention"),
    "merged": later("Merged from another database"),
}
_OF_PAGES = "pages_"


def step_words(step: str, translate: Translate) -> str:
    """Return what a step of the audit means to a person."""
    if step.startswith(_OF_PAGES):
        return translate("Pages changed")
    known = _STEPS.get(step)
    return translate(known) if known else translate("Another step: {step}").format(step=step)
