"""The nouns of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.model import DossierCode


class OutboxState(StrEnum):
    """Where an intent to send stands; the last two are final, what is held waits for a person."""

    WAITING = "waiting"
    SENDING = "sending"
    HELD = "held"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """An intent to send a dossier; `key` is the idempotency key the portal sees.

    `last_error` is the class name of what kept the last attempt from ending, or of why it is held; `reason`
    what the portal said on refusal, one reason a line.
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
