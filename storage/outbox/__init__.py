"""What is to be sent to the portal: intended with the change, delivered when the portal is there."""

from storage.outbox.delivery import Outbox
from storage.outbox.model import UNANSWERED, OutboxEntry, OutboxKind, OutboxState

__all__ = ["UNANSWERED", "Outbox", "OutboxEntry", "OutboxKind", "OutboxState"]
