"""What the leader is told beside a decision: who applies, which papers, whose signatures, which steps."""

from collections.abc import Iterable
from dataclasses import dataclass

from clerk_app.gui.model import Words
from clerk_app.gui.screens.dossier.words import component_cells, facts, move_cells
from clerk_app.gui.verdicts import verdict_words
from clerk_app.i18n import Translate
from clerk_app.workflow.verdict_facts import signature_facts
from clerk_app.workflow.verdicts import explained
from clerk_app.workflow.whole import WholeDossier
from signing.model import SignatureVerdict
from signing.validation import SignatureEvidence, Validation
from storage.model import DocumentKind

_STATED, _CHANGES = 1, 6
"""Of the facts of a signature: when the signer says to have signed, and what was changed after it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines under it."""

    title: str
    lines: tuple[Words, ...]


def dossier_sections(whole: WholeDossier, translate: Translate) -> tuple[Section, ...]:
    """Return who applies, the papers with their state, and the steps so far, the newest first."""
    signed = {each.component: each for each in whole.documents if each.kind is DocumentKind.COMPONENT}
    parts = whole.standing.dossier.components
    papers = (component_cells(part, signed.get(part.code), whole, translate) for part in parts)
    return (
        Section(
            f"{translate('Dossier')} {whole.standing.dossier.code}",
            tuple(Words(f"{each.label}: {each.value}") for each in facts(whole, translate)),
        ),
        Section(
            translate("Papers"),
            tuple(Words(f"{name.text}: {state.text}", state.tone) for name, _pages, state in papers),
        ),
        Section(
            translate("Steps so far"),
            tuple(Words(_joined(move_cells(move, translate))) for move in reversed(whole.moves)),
        ),
    )


def signature_section(checked: Validation | None, translate: Translate) -> Section:
    """Return what a check of the decision found, in one sentence, then each signature; None while it runs."""
    title = translate("The signatures")
    if checked is None:
        return Section(title, (Words(translate("Checking the signatures …")),))
    found = checked.found
    tone = verdict_words(found.verdict, translate).tone
    said = (Words(sentence, tone) for sentence in explained(found, translate))
    pairs = zip(found.signatures, checked.evidence, strict=True)
    each = (_signature(judged, evidence, translate) for judged, evidence in pairs)
    return Section(title, (*said, *each))


def _signature(judged: SignatureVerdict, evidence: SignatureEvidence, translate: Translate) -> Words:
    told = signature_facts(judged, evidence, translate)
    verdict = verdict_words(judged.verdict, translate)
    changes = f"{told[_CHANGES].label}: {told[_CHANGES].value}"
    said = (judged.signer or judged.field, verdict.text, told[_STATED].value, changes)
    return Words(" · ".join(said), verdict.tone)


def _joined(cells: Iterable[Words]) -> str:
    return " · ".join(cell.text for cell in cells if cell.text)
