"""One use case, one transaction: kept only when it is said so."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session

from storage.accounts import Accounts
from storage.audit import Audit
from storage.bookmarks import Bookmarks
from storage.clock import Clock
from storage.documents import Documents
from storage.dossiers import Dossiers
from storage.edits import Edits
from storage.equipment import EquipmentRegister
from storage.guidance import Guidance
from storage.issued import IssuedNumbers
from storage.keys import Keys
from storage.moves import Moves
from storage.outbox.queue import OutboxQueue
from storage.pages import Pages
from storage.payments import Payments
from storage.procedures import Procedures
from storage.retention import Retention
from storage.search import Search
from storage.tickets import Tickets
from storage.upgrades import Upgrades
from storage.writes import Meaning, Writes


class UnitOfWork:
    """A context manager around one transaction; leaving it without `commit` undoes everything.

    Begin late and end soon: on SQLite it holds the write lock from the first question on, so that what was
    read stays true until the commit. Scanning, signing and the network do not belong inside.
    """

    def __init__(self, session: Session, clock: Clock, meaning: Meaning) -> None:
        self._session = session
        self._writes = writes = Writes(session, meaning)
        self.dossiers = Dossiers(session)
        self.pages = Pages(session)
        self.edits = Edits(session, self.pages)
        self.documents = Documents(session, clock)
        self.audit = Audit(session, writes)
        self.accounts = Accounts(session)
        self.payments = Payments(session)
        self.moves = Moves(session, writes)
        self.procedures = Procedures(session)
        self.search = Search(session, writes)
        self.outbox = OutboxQueue(session)
        self.retention = Retention(session)
        self.upgrades = Upgrades(session)
        self.bookmarks = Bookmarks(session)
        self.tickets = Tickets(session)
        self.keys = Keys(session)
        self.equipment = EquipmentRegister(session)
        self.guidance = Guidance(session)
        self.issued = IssuedNumbers(session)

    def commit(self) -> None:
        """Keep everything done so far; what follows is a new transaction."""
        self.audit.chain_pending()
        self._writes.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()
