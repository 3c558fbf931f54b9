"""Take another unit's data in: wards were merged three into one, and each brings a backup.

What was taken in before is known again and left as it is. Numbers of rows are given anew. The code of a
dossier, the name of an account or the number of a receipt that is taken here already becomes the next free
one; the old code stays findable.
"""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from storage.audit import Audit
from storage.backup import continue_numbering, read_contents, read_manifest, read_rows
from storage.database import Storage
from storage.errors import BackupDamaged
from storage.model import DossierCode, Report
from storage.search.index import index_of
from storage.serials import next_serial
from storage.tables import (
    AccountRow,
    AuditRow,
    BookmarkRow,
    ChainRow,
    ClosingRow,
    ComponentRow,
    CounterRow,
    DelegationRow,
    DocumentRow,
    DossierRow,
    DutyRow,
    EquipmentEventRow,
    EquipmentRow,
    HelpRow,
    IssuedRow,
    KeyRow,
    MoveRow,
    OutboxDocumentRow,
    OutboxRow,
    PageEditRow,
    PageRow,
    PageVersionRow,
    PauseRow,
    PaymentRow,
    ProcedureRow,
    RatingRow,
    Row,
    SearchTextRow,
    SerialRow,
    TicketEventRow,
    TicketRow,
    TicketSeriesRow,
    UpgradeRow,
    table_of,
)
from storage.writes import Writes

Values = dict[str, Any]

_FRONT_DESK = (
    TicketRow,
    TicketSeriesRow,
    TicketEventRow,
    CounterRow,
    RatingRow,
    EquipmentRow,
    EquipmentEventRow,
    HelpRow,
    DutyRow,
)
"""Whoever waits there waits in another hall; its figures and its machines stay in its own backup."""


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """What a merge did: `renamed` are codes of dossiers that were taken here, with what they became."""

    dossiers: int
    known: int
    contents: int
    renamed: dict[DossierCode, DossierCode]


def merge_backup(file: Path, storage: Storage, report: Report, *, actor: str, at: datetime) -> MergeFacts:
    """Take everything of a backup in, in one transaction; the same backup again changes nothing.

    Raises:
        BackupDamaged: cut short, changed, of another version, or its audit contradicts the one known here.
    """
    try:
        with tarfile.open(file, "r:") as tar:
            facts = read_manifest(tar)
            read_contents(tar, storage, report, facts.contents)
            rows = {table.name: read_rows(tar, table) for table in Row.metadata.sorted_tables}
    except (tarfile.TarError, KeyError, ValueError, EOFError) as error:
        raise BackupDamaged(type(error).__name__) from error
    with storage.connection(writing=True) as connection, Session(connection) as session:
        writes = Writes(session, lambda error: error)
        merging = _Merging(session, writes, rows)
        merging.take_all()
        audit = Audit(session, writes)
        detail = {"dossiers": len(merging.codes), "renamed": len(merging.renamed)}
        audit.record("", "merged", actor, at, detail)
        for old, new in merging.renamed.items():
            audit.record(new, "merged", actor, at, {"was": old})
        audit.chain_pending()
        writes.flush()
        session.flush()
        continue_numbering(connection)
        connection.commit()
    return MergeFacts(len(merging.codes), merging.known, facts.contents, merging.renamed)


@dataclass(slots=True)
class _Merging:
    """One merge under way: what the other unit's codes, names and numbers became here."""

    session: Session
    writes: Writes
    rows: dict[str, list[Values]]
    codes: dict[DossierCode, DossierCode] = field(default_factory=dict)
    renamed: dict[DossierCode, DossierCode] = field(default_factory=dict)
    known: int = 0
    pages: dict[int, int] = field(default_factory=dict)
    edits: dict[int, int] = field(default_factory=dict)
    documents: dict[int, int] = field(default_factory=dict)
    entries: dict[int, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def take_all(self) -> None:
        for take in self.steps().values():
            take()
        self.session.flush()

    def steps(self) -> dict[str, Callable[[], None]]:
        """Return what is done for each table, in the order that references need."""
        return {
            SerialRow.__tablename__: self._serials,
            DossierRow.__tablename__: self._dossiers,
            ComponentRow.__tablename__: lambda: self._of_dossiers(ComponentRow),
            PageRow.__tablename__: lambda: self._of_dossiers(PageRow, self.pages),
            PageEditRow.__tablename__: lambda: self._of_dossiers(PageEditRow, self.edits),
            PageVersionRow.__tablename__: self._page_versions,
            DocumentRow.__tablename__: lambda: self._of_dossiers(DocumentRow, self.documents),
            MoveRow.__tablename__: lambda: self._of_dossiers(MoveRow),
            SearchTextRow.__tablename__: self._texts,
            OutboxRow.__tablename__: lambda: self._of_dossiers(OutboxRow, self.entries),
            OutboxDocumentRow.__tablename__: self._outbox_documents,
            BookmarkRow.__tablename__: _leave,  # each unit reads its own inbox
            KeyRow.__tablename__: _leave,  # receipts of the other unit show the state only
            PauseRow.__tablename__: _leave,  # that another unit paused is no reason to pause here
            UpgradeRow.__tablename__: lambda: self._of_dossiers(UpgradeRow),
            ProcedureRow.__tablename__: self._procedures,
            ChainRow.__tablename__: self._chains,
            AuditRow.__tablename__: self._audit,
            AccountRow.__tablename__: self._accounts,
            DelegationRow.__tablename__: self._delegations,
            PaymentRow.__tablename__: self._payments,
            ClosingRow.__tablename__: self._closings,
            IssuedRow.__tablename__: self._issued,
            **{kind.__tablename__: _leave for kind in _FRONT_DESK},
        }

    def _of(self, kind: type[Row]) -> list[Values]:
        return self.rows[kind.__tablename__]

    def _put(self, kind: type[Row], values: Values) -> int:
        """Insert a row, its number given anew if it has one; return that number."""
        table = table_of(kind)
        bare = {name: value for name, value in values.items() if name != "id" or not _counted(table)}
        inserted = self.session.execute(insert(table).values(bare)).inserted_primary_key  # type: ignore[attr-defined]
        return int(inserted[0]) if _counted(table) else 0

    def _serials(self) -> None:
        for values in self._of(SerialRow):
            row = self.session.get(SerialRow, (values["agency_code"], values["day"]))
            if row is None:
                self._put(SerialRow, values)
            else:
                row.last = max(row.last, values["last"])
        self.session.flush()

    def _dossiers(self) -> None:
        for values in self._of(DossierRow):
            if self._exists(DossierRow, request_key=values["request_key"]):
                self.known += 1
                continue
            old, new = DossierCode(values["code"]), self._free_code(values["code"])
            self.codes[old] = new
            if new != old:
                self.renamed[old] = new
            self._put(DossierRow, {**values, "code": new})

    def _free_code(self, code: str) -> DossierCode:
        if not self._exists(DossierRow, code=code):
            return DossierCode(code)
        head, day, _serial = code.rsplit("-", 2)
        return DossierCode(f"{head}-{day}-{next_serial(self.session.connection(), head, day):04d}")

    def _of_dossiers(self, kind: type[Row], numbers: dict[int, int] | None = None) -> None:
        """Take the rows of the dossiers that were taken."""
        for values in self._of(kind):
            if (code := self.codes.get(values["dossier"])) is not None:
                number = self._put(kind, {**values, "dossier": code})
                if numbers is not None:
                    numbers[values["id"]] = number

    def _page_versions(self) -> None:
        for values in self._of(PageVersionRow):
            edit, page = self.edits.get(values["edit"]), self.pages.get(values["page"])
            if edit is not None and page is not None:
                self._put(PageVersionRow, {**values, "edit": edit, "page": page})

    def _texts(self) -> None:
        index = index_of(self.session.get_bind().dialect.name)
        for values in self._of(SearchTextRow):
            code = self.codes.get(values["dossier"])
            if code is None:
                continue
            page = values["page"] and self.pages.get(values["page"], 0)
            text = values["text"] if code == values["dossier"] else f"{code}\n{values['text']}"
            index.put(self.writes, code, page, text)

    def _outbox_documents(self) -> None:
        for values in self._of(OutboxDocumentRow):
            entry, document = self.entries.get(values["entry"]), self.documents.get(values["document"])
            if entry is not None and document is not None:
                self._put(OutboxDocumentRow, {"entry": entry, "document": document})

    def _procedures(self) -> None:
        for values in self._of(ProcedureRow):
            if not self._exists(ProcedureRow, code=values["code"], version=values["version"]):
                self._put(ProcedureRow, values)

    def _chains(self) -> None:
        for values in self._of(ChainRow):
            row = self.session.get(ChainRow, values["id"])
            if row is None:
                self._put(ChainRow, {**values, "own": False})
            elif not row.own and values["last"] > row.last:
                row.last, row.digest = values["last"], values["digest"]
        self.session.flush()

    def _audit(self) -> None:
        last: dict[str, int] = {}
        for values in self._of(AuditRow):
            chain = values["chain"]
            if chain not in last:
                query = select(func.max(AuditRow.number)).where(AuditRow.chain == chain)
                last[chain] = self.session.scalar(query) or 0
            if values["number"] > last[chain]:
                self._put(AuditRow, values)
            elif not self._exists(AuditRow, **{key: values[key] for key in ("chain", "number", "digest")}):
                raise BackupDamaged(AuditRow.__tablename__)

    def _accounts(self) -> None:
        for values in self._of(AccountRow):
            name = values["name"]
            if self._exists(AccountRow, name=name, password_hash=values["password_hash"]):
                continue
            free = _first_free(name, lambda tried: self._exists(AccountRow, name=tried))
            self.names[name] = free
            self._put(AccountRow, {**values, "name": free})

    def _delegations(self) -> None:
        for values in self._of(DelegationRow):
            absent, deputy = self.names.get(values["absent"]), self.names.get(values["deputy"])
            if absent is not None and deputy is not None:
                self._put(DelegationRow, {**values, "absent": absent, "deputy": deputy})

    def _payments(self) -> None:
        for values in self._of(PaymentRow):
            code = self.codes.get(values["dossier"])
            if code is None:
                continue
            place = {key: values[key] for key in ("agency_code", "year", "number")}
            if self._exists(PaymentRow, **place):
                series = f"fee-{values['year'] % 100:02d}"
                number = next_serial(self.session.connection(), values["agency_code"], series)
                values = {**values, "number": number}
            self._put(PaymentRow, {**values, "dossier": code})

    def _closings(self) -> None:
        for values in self._of(ClosingRow):
            if not self._exists(ClosingRow, day=values["day"], agency_code=values["agency_code"]):
                self._put(ClosingRow, values)

    def _issued(self) -> None:
        """Take the other unit's register over; a number that stands on a paper is never given anew."""
        for values in self._of(IssuedRow):
            place = {key: values[key] for key in ("agency_code", "year", "number")}
            if not self._exists(IssuedRow, **place):
                dossier = values["dossier"] and self.codes.get(values["dossier"], values["dossier"])
                self._put(IssuedRow, {**values, "dossier": dossier})

    def _exists(self, kind: type[Row], **wanted: object) -> bool:
        columns = table_of(kind).columns
        where = [columns[name] == value for name, value in wanted.items()]
        return self.session.execute(select(1).select_from(table_of(kind)).where(*where)).first() is not None


def _counted(table: Table) -> bool:
    return table.autoincrement_column is not None


def _first_free(name: str, taken: Callable[[str], bool]) -> str:
    candidates: Iterable[str] = (name, *(f"{name}.{number}" for number in range(2, 1000)))
    return next(each for each in candidates if not taken(each))


def _leave() -> None:
    """Take nothing over."""
