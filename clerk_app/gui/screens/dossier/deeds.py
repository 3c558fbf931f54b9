"""What can be done with a dossier, by state and role: one row for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from clerk_app.i18n import later
from clerk_app.workflow.moves import Move, moves_from
from clerk_app.workflow.progress import ENDED
from clerk_app.workflow.rights import Actor, Right
from storage.model import DossierStatus
from storage.payments import Method


class Ask(Enum):
    """What a person says before something is done."""

    REASON = auto()
    WANTED_PAPERS = auto()
    BROUGHT_PAPERS = auto()
    PERSON = auto()
    WAY_BACK = auto()
    PLACE = auto()
    DUE = auto()
    MONEY = auto()


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done with a dossier.

    Attributes:
        name: object name of its action.
        key: does it.
        words: on the action.
        question: what the dialog says.
        asks: what the dialog asks for.
        move: the step that is taken; None where it is none of the dossier's steps.
        right: who lacks it does not see the action.
        is_frequent: it has a button; else it stands in the menu.
    """

    name: str
    key: str
    words: str
    question: str
    asks: frozenset[Ask] = frozenset()
    move: Move | None = None
    right: Right = Right.PROCESS
    is_frequent: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said; `amount` in đồng, None for what the procedure names."""

    reason: str = ""
    note: str = ""
    due: datetime | None = None
    papers: frozenset[str] = frozenset()
    amount: int | None = None
    method: Method = Method.CASH


TAKE_FEE = Deed(
    "takeFee",
    "Ctrl+E",
    later("Take a fee"),
    later("The receipt is numbered and shown; print it for the applicant."),
    frozenset({Ask.MONEY}),
    right=Right.TAKE_FEES,
    is_frequent=True,
)
SAVE_RESULT = Deed(
    "saveResult",
    "Ctrl+Shift+S",
    later("Save the result"),
    later("Save a copy of the result with its signatures"),
    right=Right.READ,
    is_frequent=True,
)
VOID_FEE = Deed(
    "voidFee",
    "Ctrl+Shift+V",
    later("Cancel a receipt"),
    later("Why was the fee taken by mistake? The receipt keeps its number and is no longer counted."),
    frozenset({Ask.REASON}),
    right=Right.TAKE_FEES,
)
PUT_ORIGINALS = Deed(
    "putOriginals",
    "Ctrl+Shift+O",
    later("Where the paper lies"),
    later("Shelf, box and folder of the paper originals, so that they are found again."),
    frozenset({Ask.PLACE}),
)
DEEDS: tuple[Deed, ...] = (
    Deed(
        "askSupplement",
        "Ctrl+B",
        later("Ask for a supplement"),
        later("Which papers are missing, and why? The applicant reads it on form 02; the time stops."),
        frozenset({Ask.WANTED_PAPERS, Ask.REASON}),
        Move.ASK_SUPPLEMENT,
        is_frequent=True,
    ),
    Deed(
        "takeSupplement",
        "Ctrl+B",
        later("Take the supplement"),
        later("Which papers were brought? The time goes on from now."),
        frozenset({Ask.BROUGHT_PAPERS}),
        Move.TAKE_SUPPLEMENT,
        is_frequent=True,
    ),
    Deed(
        "feePaid",
        "Ctrl+Shift+E",
        later("The duty is paid"),
        later("The financial duty was paid? The time goes on from now."),
        move=Move.TAKE_FEE,
        is_frequent=True,
    ),
    Deed(
        "giveBack",
        "Ctrl+G",
        later("Give the result back"),
        later("How does the applicant get the result?"),
        frozenset({Ask.WAY_BACK}),
        Move.RETURN,
        is_frequent=True,
    ),
    TAKE_FEE,
    Deed(
        "handOver",
        "Ctrl+H",
        later("Hand over"),
        later("Who works on the dossier from now on?"),
        frozenset({Ask.PERSON}),
        Move.HAND_OVER,
        is_frequent=True,
    ),
    SAVE_RESULT,
    PUT_ORIGINALS,
    VOID_FEE,
    Deed(
        "beginWork",
        "Ctrl+Shift+G",
        later("Begin to work on it"),
        later("The dossier is complete, and its processing begins?"),
        move=Move.PROCESS,
    ),
    Deed(
        "demandFee",
        "Ctrl+Shift+E",
        later("Wait for a financial duty"),
        later("The applicant has to pay a financial duty first? The time stops until then."),
        move=Move.DEMAND_FEE,
    ),
    Deed(
        "postpone",
        "Ctrl+T",
        later("Apologise, new due time"),
        later("When will it be ready, and why is it late? The applicant reads it on form 04."),
        frozenset({Ask.DUE, Ask.REASON}),
        Move.POSTPONE,
    ),
    Deed(
        "markSolved",
        "Ctrl+Shift+L",
        later("Mark as solved"),
        later("The result is there without a decision made here?"),
        move=Move.SOLVE,
    ),
    Deed(
        "refuseDossier",
        "Ctrl+Shift+R",
        later("Refuse the dossier"),
        later("Why is it refused? The applicant reads it on form 03."),
        frozenset({Ask.REASON}),
        Move.REFUSE,
    ),
    Deed(
        "withdrawDossier",
        "Ctrl+Shift+W",
        later("The applicant withdraws"),
        later("Why does the applicant take the dossier back?"),
        frozenset({Ask.REASON}),
        Move.WITHDRAW,
    ),
    Deed(
        "stopDossier",
        "Ctrl+Shift+D",
        later("Stop processing"),
        later("Why is the processing stopped? The applicant reads it on form 05."),
        frozenset({Ask.REASON}),
        Move.STOP,
    ),
)
"""In the order shown."""

NAMED: Mapping[str, Deed] = {deed.name: deed for deed in DEEDS}


def deeds_for(
    actor: Actor, status: DossierStatus, *, has_result: bool, has_fee: bool = False
) -> tuple[Deed, ...]:
    """Return what a person may do with a dossier in a state."""
    moves = moves_from(status)
    lacking = {deed for deed, there in ((SAVE_RESULT, has_result), (VOID_FEE, has_fee)) if not there}
    return tuple(
        deed for deed in DEEDS if actor.may(deed.right) and deed not in lacking and _fits(deed, status, moves)
    )


def _fits(deed: Deed, status: DossierStatus, moves: frozenset[Move]) -> bool:
    if deed is TAKE_FEE:
        return status not in ENDED and status is not DossierStatus.NEWLY_FILED
    return deed in (PUT_ORIGINALS, SAVE_RESULT, VOID_FEE) or deed.move in moves
