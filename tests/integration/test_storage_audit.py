"""The audit shows any change, removal or truncation; the changes of others are heard of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storage.audit import Anchor, Fault, digest_of
from storage.database import Storage
from storage.errors import DayClosed, UnknownPayment
from storage.model import AuditEntry
from storage.payments import Method
from tests.fakes.clock import START, StillClock
from tests.fakes.records import AGENCY, DAY, new_dossier
from tests.places import Places


@pytest.fixture
def storage(places: Places) -> Iterator[Storage]:
    with places.open("home", StillClock()) as opened:
        yield opened


@pytest.fixture
def anchor(storage: Storage) -> Anchor:
    """Write five entries in three transactions; return the end of the chain."""
    for steps in (("one", "two"), ("three",), ("four", "five")):
        with storage.unit_of_work() as work:
            for step in steps:
                work.audit.record("H15-261008-0001", step, "lan", START, {"n": 1.5, "tên": ["đỏ"]})
            work.commit()
    with storage.unit_of_work(read_only=True) as work:
        (end,) = work.audit.anchors()
    return end


def tampered(storage: Storage, *statements: str) -> None:
    with storage.connection(writing=True) as connection:
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def faults(storage: Storage, *anchors: Anchor) -> list[tuple[int, Fault]]:
    with storage.unit_of_work(read_only=True) as work:
        return [(found.number, found.fault) for found in work.audit.faults(anchors)]


def test_an_untouched_chain_has_no_fault(storage: Storage, anchor: Anchor) -> None:
    assert anchor.number == 5
    assert faults(storage, anchor) == []


@pytest.mark.parametrize(
    "change",
    [
        "step = 'another'",
        "actor = 'minh'",
        "subject = 'H15-261008-0002'",
        "detail = '{}'",
        "at = '2026-10-08 02:30:01'",
        "digest = 'ab'",
    ],
)
def test_any_change_of_an_entry_is_seen(storage: Storage, anchor: Anchor, change: str) -> None:
    tampered(storage, f"UPDATE audit SET {change} WHERE number = 3")  # noqa: S608
    assert (3, Fault.CHANGED) in faults(storage)


def test_an_entry_taken_out_is_missed(storage: Storage, anchor: Anchor) -> None:
    tampered(storage, "DELETE FROM audit WHERE number = 2")
    assert (2, Fault.MISSING) in faults(storage)


def test_a_chain_cut_short_is_seen_by_its_end_and_else_by_the_anchor(
    storage: Storage, anchor: Anchor
) -> None:
    with storage.unit_of_work(read_only=True) as work:
        digest = work.audit.of("H15-261008-0001")
    assert len(digest) == 5
    tampered(storage, "DELETE FROM audit WHERE number > 3")
    assert faults(storage) == [(4, Fault.TRUNCATED)]
    tampered(storage, "UPDATE chains SET last = 3, digest = (SELECT digest FROM audit WHERE number = 3)")
    assert faults(storage) == []
    assert faults(storage, anchor) == [(4, Fault.TRUNCATED)]


def test_a_chain_that_was_written_anew_is_seen_by_the_anchor(storage: Storage, anchor: Anchor) -> None:
    """Forge the last entry with all its digests, as somebody who can write to the database could."""
    with storage.connection() as connection:
        before = connection.scalar(text("SELECT digest FROM audit WHERE number = 4"))
    forged = digest_of(anchor.chain, 5, AuditEntry("x", "five", "lan", START, {}), str(before))
    tampered(
        storage,
        f"UPDATE audit SET subject = 'x', detail = '{{}}', digest = '{forged}' WHERE number = 5",  # noqa: S608
        f"UPDATE chains SET digest = '{forged}'",  # noqa: S608
    )
    assert faults(storage) == []
    assert faults(storage, anchor) == [(5, Fault.REPLACED)]


def test_a_chain_taken_away_whole_is_seen_by_the_anchor(storage: Storage, anchor: Anchor) -> None:
    tampered(storage, "DELETE FROM audit", "DELETE FROM chains")
    assert faults(storage) == []
    assert faults(storage, anchor) == [(5, Fault.TRUNCATED)]


def test_what_is_rolled_back_leaves_no_entry_and_no_gap(storage: Storage, anchor: Anchor) -> None:
    with storage.unit_of_work() as work:
        work.audit.record("x", "lost", "lan", START, {})
    with storage.unit_of_work() as work:
        work.audit.record("x", "kept", "lan", START, {})
        work.commit()
        assert [entry.step for entry in work.audit.of("x")] == ["kept"]
        assert work.audit.anchors()[0].number == 6
    assert faults(storage, anchor) == []


@given(st.text(max_size=20), st.text(max_size=20))
def test_two_entries_that_differ_have_different_digests(one: str, other: str) -> None:
    def digest(step: str, actor: str) -> str:
        return digest_of("c", 1, AuditEntry("", step, actor, START, {}), "0" * 64)

    assert (digest(one, other) == digest(other, one)) is (one == other)


def test_a_change_of_another_workstation_is_heard_of(storage: Storage) -> None:
    def open_one() -> None:
        with storage.unit_of_work() as work:
            work.dossiers.open(new_dossier(), DAY)
            work.commit()

    with storage.changes() as changes:
        assert not changes.wait(0.01)
        other = Thread(target=open_one)
        other.start()
        assert changes.wait(30)
        other.join()
        with suppress(StopIteration):
            assert not changes.wait(0.01)


def test_fees_are_numbered_without_gaps_and_a_closed_day_stays_as_it_is(storage: Storage) -> None:
    day = date(2026, 10, 8)
    with storage.unit_of_work() as work:
        code = work.dossiers.open(new_dossier(), DAY).code
        work.commit()
    with storage.unit_of_work() as work:
        work.payments.take(AGENCY, code, 8000, Method.CASH, day, START, "lan")  # rolled back
    with storage.unit_of_work() as work:
        first = work.payments.take(AGENCY, code, 8000, Method.CASH, day, START, "lan")
        second = work.payments.take(AGENCY, code, 30_000, Method.TRANSFER, day, START, "lan")
        work.payments.void(AGENCY, 2026, second.number, START, "twice")
        work.payments.close(AGENCY, day, START, "lan")
        work.commit()
    assert (first.number, second.number) == (1, 2)
    with storage.unit_of_work() as work:
        assert [(each.amount, each.voided_at) for each in work.payments.on(AGENCY, day)] == [
            (8000, None),
            (30_000, START),
        ]
        for refused in (
            lambda: work.payments.take(AGENCY, code, 1, Method.CASH, day, START, "lan"),
            lambda: work.payments.void(AGENCY, 2026, 1, START, "late"),
            lambda: work.payments.close(AGENCY, day, START, "lan"),
        ):
            with pytest.raises(DayClosed):
                refused()
        with pytest.raises(UnknownPayment):
            work.payments.void(AGENCY, 2026, 7, START, "")
