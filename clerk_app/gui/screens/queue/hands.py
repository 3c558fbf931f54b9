"""Who signs many decisions at once: the leader countersigns, the records clerk numbers and seals."""

from dataclasses import dataclass

from clerk_app.i18n import later
from signing.model import Role


@dataclass(frozen=True, slots=True)
class Hand:
    """What the list of one of them says, in English.

    Attributes:
        title: above the list, and on the way there.
        hint: on the list: what Space and the PIN do.
        empty: what will be in the list, where nothing is.
        columns: above the columns.
        act: on the primary button; {count} decisions.
        purpose: above the PIN; {count} decisions, {minutes} minutes.
        busy: while the token begins.
        advance: while it goes on; {done} of {total}.
        left: what was not done; {count} decisions.
    """

    role: Role
    title: str
    hint: str
    empty: str
    columns: tuple[str, ...]
    act: str
    purpose: str
    busy: str
    advance: str
    left: str


LEADER = Hand(
    role=Role.LEADER,
    title=later("Decisions to countersign"),
    hint=later("Space marks a decision; what is marked is countersigned with one PIN"),
    empty=later("What the officials have signed appears here, to be countersigned or returned."),
    columns=(later("Decision"), later("Due")),
    act=later("Countersign: {count}"),
    purpose=later("Decisions to countersign: {count}. The PIN is good for these, for {minutes} minutes."),
    busy=later("Countersigning …"),
    advance=later("Countersigned: {done} of {total}"),
    left=later("Not countersigned: {count}. What was signed is kept."),
)
RECORDS = Hand(
    role=Role.SEAL,
    title=later("Decisions to number and seal"),
    hint=later("Space marks a decision; what is marked gets number, date and seal with one PIN"),
    empty=later("What the leader has countersigned appears here, to get number, date and seal."),
    columns=(later("Decision"), later("Number"), later("Due")),
    act=later("Number and seal: {count}"),
    purpose=later("Decisions to number and seal: {count}. The PIN is good for these, for {minutes} minutes."),
    busy=later("Numbering and sealing …"),
    advance=later("Sealed: {done} of {total}"),
    left=later("Not sealed: {count}. What was sealed is kept."),
)
