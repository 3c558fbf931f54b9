"""See the outbox: what waits for the portal, since when, and what was answered lately."""

from dataclasses import dataclass
from datetime import datetime

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Right, require
from storage.model import Dossier
from storage.outbox import UNANSWERED, OutboxEntry, OutboxKind, OutboxState
from storage.unit_of_work import UnitOfWork

LATELY = 50
_TAKEN_BACK = "taken_back"
_ORDER = (OutboxState.HELD, OutboxState.SENDING, OutboxState.WAITING)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An intent to ask something of the portal, with its dossier.

    Attributes:
        since: when it was answered, or since when it waits; None where nothing tells it.
    """

    entry: OutboxEntry
    dossier: Dossier
    since: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxSeen:
    """What a person sees of the outbox; `paused_by` is who lets everything wait."""

    rows: tuple[Outgoing, ...]
    paused_by: str | None


def outgoing(desk: Desk, *, lately: int = LATELY) -> OutboxSeen:
    """Return what waits (held first, then what goes out next), then at most `lately` that were answered.

    Raises:
        RightMissing: names of applicants are in it.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        waiting = sorted(work.outbox.unanswered(), key=_place)
        newest = work.outbox.list(limit=len(waiting) + lately)
        answered = tuple(each for each in newest if each.state not in UNANSWERED)[:lately]
        rows = tuple(_outgoing(work, entry) for entry in (*waiting, *answered))
        return OutboxSeen(rows, work.outbox.paused_by)


def _place(entry: OutboxEntry) -> tuple[int, datetime]:
    return _ORDER.index(entry.state), entry.next_attempt_at


def _outgoing(work: UnitOfWork, entry: OutboxEntry) -> Outgoing:
    since = _waits_since(work, entry) if entry.state in UNANSWERED else _answered_at(work, entry)
    return Outgoing(entry, work.dossiers.get(entry.dossier), since)


def _answered_at(work: UnitOfWork, entry: OutboxEntry) -> datetime | None:
    told = work.audit.of(entry.dossier)
    return next((each.at for each in reversed(told) if each.detail.get("key") == entry.key), None)


def _waits_since(work: UnitOfWork, entry: OutboxEntry) -> datetime | None:
    """Return when that came about what is to be told: its files, its last step, the wish to take it back."""
    if entry.kind is OutboxKind.SUBMISSION:
        moments = [each.created_at for each in work.outbox.documents(entry)]
    elif entry.kind is OutboxKind.PROGRESS:
        moments = [each.at for each in work.moves.of(entry.dossier)]
    else:
        moments = [each.at for each in work.audit.of(entry.dossier) if each.step == _TAKEN_BACK]
    return max(moments, default=None)
