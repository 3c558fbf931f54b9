"""Another unit's data are taken in without a clash and without a loss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.accounts import Account, AccountRole
from storage.backup import write_backup
from storage.database import Storage
from storage.errors import BackupDamaged
from storage.issued import IssuedNumber
from storage.merge import MergeFacts, _Merging, merge_backup
from storage.model import Dossier
from storage.payments import Method
from storage.tables import Row
from storage.writes import Writes
from tests.fakes.clock import START, StillClock
from tests.fakes.records import AGENCY, DAY, ignore, new_dossier, new_page, queue, stored_dossier
from tests.places import Places
from tests.records import with_records


@pytest.fixture
def storage(places: Places) -> Iterator[Storage]:
    with places.open("home", StillClock()) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Storage]:
    with Storage.open(with_records(tmp_path / "other"), clock=StillClock()) as opened:
        yield opened


def filled(storage: Storage, mark: str) -> Dossier:
    """Open a dossier with a page, two documents, a fee, an account and something in the outbox."""
    dossier = stored_dossier(storage, f"{mark}1", f"{mark}2", request_key=mark)
    queue(storage, dossier.code)
    with storage.unit_of_work() as work:
        page = work.pages.add(replace(new_page(dossier), original=storage.contents.put(mark.encode())))
        work.search.index_dossier(dossier)
        work.search.index_page(dossier.code, page.id, f"Giấy chứng sinh {mark}\u2028dòng hai")
        work.payments.take(AGENCY, dossier.code, 8000, Method.CASH, DAY, START, "lan")
        work.accounts.put(Account("lan", f"Lan {mark}", frozenset({AccountRole.OFFICIAL}), mark, START))
        work.audit.record(dossier.code, "opened", "lan", START, {})
        work.commit()
    return dossier


def merged(source: Storage, target: Storage) -> MergeFacts:
    file = source.home / "backup.tar"
    write_backup(source, file, ignore)
    return merge_backup(file, target, ignore, actor="admin", at=START)


def test_every_table_is_taken(storage: Storage) -> None:
    with storage.connection() as connection, Session(connection) as session:
        assert set(_Merging(session, Writes(session, lambda error: error), {}).steps()) == set(
            Row.metadata.tables
        )


def test_two_units_with_the_same_codes_names_and_numbers_become_one(storage: Storage, other: Storage) -> None:
    mine, theirs = filled(storage, "mine"), filled(other, "theirs")
    assert mine.code == theirs.code
    facts = merged(other, storage)
    renamed = facts.renamed[theirs.code]
    assert (facts.dossiers, facts.known, renamed) == (1, 0, f"{AGENCY}-261008-0002")
    with storage.unit_of_work() as work:
        second, first = work.dossiers.list()
        assert (first, second) == (mine, replace(theirs, code=renamed))
        assert [page.original for page in work.pages.of(renamed)] == [storage.contents.put(b"theirs")]
        assert len(work.documents.of(renamed)) == 2
        (entry,) = work.outbox.of(renamed)
        assert len(work.outbox.documents(entry)) == 2
        assert [payment.number for payment in work.payments.of(renamed)] == [2]
        assert [account.full_name for account in work.accounts.list()] == ["Lan mine", "Lan theirs"]
        assert [hit.dossier for hit in work.search.find("chung sinh theirs")] == [renamed]
        assert {hit.dossier for hit in work.search.find(theirs.code)} == {mine.code, renamed}
        assert [entry.detail for entry in work.audit.of(renamed)] == [{"was": theirs.code}]
        assert len(work.audit.anchors()) == 2
        assert list(work.audit.faults()) == []
        for document in work.documents.of(renamed):
            storage.contents.verify(document.content)
        assert work.dossiers.open(new_dossier("next"), DAY).code.endswith("-0003")


def test_the_same_unit_again_changes_nothing_but_what_is_new(storage: Storage, other: Storage) -> None:
    filled(other, "one")
    merged(other, storage)
    again = merged(other, storage)
    assert (again.dossiers, again.known) == (0, 1)
    with other.unit_of_work() as work:
        work.audit.record("", "later", "lan", START, {})
        work.commit()
    stored_dossier(other, "later", request_key="later")
    assert merged(other, storage).dossiers == 1
    with storage.unit_of_work() as work:
        assert len(work.dossiers.list()) == 2
        assert list(work.audit.faults()) == []


def test_an_audit_that_contradicts_what_is_known_is_refused_whole(storage: Storage, other: Storage) -> None:
    filled(other, "one")
    merged(other, storage)
    stored_dossier(other, "later", request_key="later")
    with other.connection(writing=True) as connection:
        connection.execute(text("UPDATE audit SET digest = 'forged'"))
        connection.commit()
    with pytest.raises(BackupDamaged):
        merged(other, storage)
    with storage.unit_of_work() as work:
        assert len(work.dossiers.list()) == 1


def test_a_backup_cut_short_takes_nothing_in(storage: Storage, other: Storage) -> None:
    filled(other, "one")
    file = other.home / "backup.tar"
    write_backup(other, file, ignore)
    file.write_bytes(file.read_bytes()[:-20_000])
    with pytest.raises(BackupDamaged):
        merge_backup(file, storage, ignore, actor="admin", at=START)
    with storage.unit_of_work() as work:
        assert work.dossiers.list() == ()


def test_the_register_of_another_unit_comes_along_and_no_number_is_given_anew(
    storage: Storage, other: Storage
) -> None:
    mine, theirs = filled(storage, "mine"), filled(other, "theirs")
    for place, code in ((storage, mine.code), (other, theirs.code)):
        with place.unit_of_work() as work:
            for agency in (AGENCY, "H01.02") if place is other else (AGENCY,):
                number = IssuedNumber(DAY.year, 1, 1, DAY, "Quyết định", code, "nhung", START)
                work.issued.enter(agency, number)
            work.commit()
    renamed = merged(other, storage).renamed[theirs.code]
    with storage.unit_of_work() as work:
        assert [each.dossier for each in work.issued.of_year(AGENCY, DAY.year)] == [mine.code]
        assert [each.dossier for each in work.issued.of_year("H01.02", DAY.year)] == [renamed]
        assert work.issued.next("H01.02", DAY.year) == 2
