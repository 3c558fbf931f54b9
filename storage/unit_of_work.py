"""One use case, one transaction: kept only when it is said so."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.accounts import Accounts
from storage.audit import Audit
from storage.changes import CHANNEL
from storage.clock import Clock
from storage.documents import Documents
from storage.dossiers import Dossiers
from storage.moves import Moves
from storage.outbox.queue import OutboxQueue
from storage.pages import Pages
from storage.payments import Payments
from storage.procedures import Procedures
from storage.retention import Retention
from storage.search import Search
from storage.upgrades import Upgrades

_COMMIT_TOGETHER = text(
    f"SELECT pg_notify('{CHANNEL}', ''), set_config('synchronous_commit', 'off', true);"
    " COMMIT; SELECT pg_logical_emit_message(true, 'clerk', '')"
)
"""Two transactions in one message to the server; only the second waits for the disk."""


class UnitOfWork:
    """A context manager around one transaction; leaving it without `commit` undoes everything.

    Begin late and end soon: on SQLite it holds the write lock from the first question on, so that what was
    read stays true until the commit. Scanning, signing and the network do not belong inside.
    """

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self.dossiers = Dossiers(session)
        self.pages = Pages(session)
        self.documents = Documents(session, clock)
        self.audit = Audit(session)
        self.accounts = Accounts(session)
        self.payments = Payments(session)
        self.moves = Moves(session)
        self.procedures = Procedures(session)
        self.search = Search(session)
        self.outbox = OutboxQueue(session)
        self.retention = Retention(session)
        self.upgrades = Upgrades(session)

    def commit(self) -> None:
        """Keep everything done so far; what follows is a new transaction."""
        self.audit.chain_pending()
        if self._session.get_bind().dialect.name == "postgresql":
            self._commit_together()
        else:
            self._session.commit()

    def _commit_together(self) -> None:
        """Tell the others, let go of the locks before the disk answers, then wait for it together with them.

        The next number and the end of the audit are locked until the transaction ends; with the disk's
        answer inside, ten workstations wait for ten answers one after the other. The second commit waits for
        everything written before it, so that nothing is told to be kept before it is; a crash in between
        loses this transaction and whatever others built on it, never one without the other.
        """
        self._session.connection().execute(_COMMIT_TOGETHER)
        self._session.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()
