"""The nouns of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.model import DossierCode


class OutboxKind(StrEnum):
    """What the portal is asked: to take a dossier, to note its steps, to give a dossier back."""

    SUBMISSION = "submission"
    PROGRESS = "progress"
    WITHDRAWAL = "withdrawal"


class OutboxState(StrEnum):
    """Where an intent to send stands; the last three are final, what is held waits for a person."""

    WAITING = "waiting"
    SENDING = "sending"
    HELD = "held"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


UNANSWERED = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.HELD)
"""Where the portal's word is still to come."""


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """An intent to ask something of the portal; `key` is the idempotency key it sees.

    `last_error` is the class name of what kept the last attempt from ending, or of why it is held; `reason`
    what the portal said on refusal, one reason a line; `note` why a person takes a dossier back.
    """

    id: int
    key: str
    dossier: DossierCode
    state: OutboxState
    attempts: int
    next_attempt_at: datetime
    last_error: str | None
    receipt: str | None
    reason: str | None
    kind: OutboxKind = OutboxKind.SUBMISSION
    note: str = ""
