"""Steps told to a portal, and dossiers taken back from it, against a portal in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.accounts import Account, AccountRole
from storage.database import Storage
from storage.errors import PortalProtocol
from storage.model import Dossier, DossierCode, DossierStatus, MoveEntry
from storage.outbox import Outbox, OutboxEntry, OutboxKind, OutboxState
from storage.portal.port import PortalAnswer
from tests.fakes.clock import START, StillClock
from tests.fakes.portal import FakePortal
from tests.fakes.records import document, ignore, queue, queued
from tests.records import with_records


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def storage(tmp_path: Path, clock: StillClock) -> Iterator[Storage]:
    with Storage.open(with_records(tmp_path / "home"), clock=clock) as opened:
        yield opened


@pytest.fixture
def portal() -> FakePortal:
    return FakePortal()


@pytest.fixture
def outbox(storage: Storage, portal: FakePortal, clock: StillClock) -> Outbox:
    return Outbox(storage, portal, clock)


def _step(storage: Storage, dossier: DossierCode, status: DossierStatus, actor: str = "mai") -> None:
    with storage.unit_of_work() as work:
        entry = MoveEntry(dossier, "step", status, START, START, actor, "vì thiếu", "Tờ khai")
        work.moves.record(entry)
        if work.dossiers.get(dossier).portal_receipt:
            work.outbox.queue_progress(dossier, START)
        work.commit()


def _entries(storage: Storage, dossier: DossierCode, kind: OutboxKind) -> tuple[OutboxEntry, ...]:
    with storage.unit_of_work(read_only=True) as work:
        return work.outbox.of(dossier, kind)


def _sent(storage: Storage, outbox: Outbox) -> Dossier:
    dossier = queued(storage, "one")
    _step(storage, dossier.code, DossierStatus.ACCEPTED)
    outbox.deliver(ignore)
    with storage.unit_of_work(read_only=True) as work:
        return work.dossiers.get(dossier.code)


def test_an_accepted_dossier_is_followed_by_its_steps_so_far(
    storage: Storage, outbox: Outbox, portal: FakePortal
) -> None:
    dossier = _sent(storage, outbox)
    assert {number: step.status for number, step in portal.steps[dossier.code].items()} == {
        1: DossierStatus.ACCEPTED
    }
    (entry,) = _entries(storage, dossier.code, OutboxKind.PROGRESS)
    assert (entry.state, entry.receipt) == (OutboxState.ACCEPTED, dossier.portal_receipt)


def test_a_dossier_without_steps_tells_none(storage: Storage, outbox: Outbox) -> None:
    dossier = queued(storage, "one")
    outbox.deliver(ignore)
    assert _entries(storage, dossier.code, OutboxKind.PROGRESS) == ()


def test_steps_that_come_while_the_portal_is_away_are_told_together_and_once(
    storage: Storage, outbox: Outbox, portal: FakePortal
) -> None:
    dossier = _sent(storage, outbox)
    portal.reachable = False
    _step(storage, dossier.code, DossierStatus.IN_PROCESS)
    outbox.deliver(ignore)
    _step(storage, dossier.code, DossierStatus.SOLVED)
    portal.reachable = True
    told: list[int] = []
    tell = portal.tell

    def counting(*arguments: object, **named: object) -> PortalAnswer:
        told.extend(step.number for step in arguments[1])  # type: ignore[attr-defined]
        return tell(*arguments, **named)  # type: ignore[arg-type]

    portal.tell = counting  # type: ignore[method-assign]
    outbox.deliver(ignore, force=True)
    assert told == [2, 3]
    assert portal.held([dossier.code])[0].status is DossierStatus.SOLVED


def test_a_step_names_the_official_and_says_why(storage: Storage, outbox: Outbox, portal: FakePortal) -> None:
    with storage.unit_of_work() as work:
        work.accounts.put(Account("mai", "Lê Thị Mai", frozenset({AccountRole.OFFICIAL}), "x", START))
        work.commit()
    dossier = _sent(storage, outbox)
    step = portal.steps[dossier.code][1]
    assert (step.by, step.content, step.at) == ("Lê Thị Mai", "vì thiếu\nTờ khai", START)


def test_a_step_that_is_refused_is_told_with_the_reason_and_holds_nothing_up(
    storage: Storage, outbox: Outbox, portal: FakePortal
) -> None:
    dossier = _sent(storage, outbox)
    portal.forget(dossier.code)
    _step(storage, dossier.code, DossierStatus.IN_PROCESS)
    outbox.deliver(ignore)
    entry = _entries(storage, dossier.code, OutboxKind.PROGRESS)[-1]
    assert entry.state is OutboxState.REFUSED
    assert dossier.code in (entry.reason or "")


def test_steps_that_are_held_do_not_keep_a_result_back(
    storage: Storage, outbox: Outbox, portal: FakePortal, clock: StillClock
) -> None:
    dossier = _sent(storage, outbox)

    def nonsense(*_arguments: object, **_named: object) -> PortalAnswer:
        raise PortalProtocol("POST /steps: 500")

    portal.tell = nonsense  # type: ignore[method-assign]
    _step(storage, dossier.code, DossierStatus.IN_PROCESS)
    for _attempt in range(8):
        outbox.deliver(ignore, force=True)
    assert _entries(storage, dossier.code, OutboxKind.PROGRESS)[-1].state is OutboxState.HELD
    with storage.unit_of_work() as work:
        work.documents.put(document(dossier.code, storage.contents.put(b"%PDF-1.7 two %%EOF"), "G01"))
        work.outbox.queue(dossier.code, clock.now())
        work.commit()
    outbox.deliver(ignore, force=True)
    assert _entries(storage, dossier.code, OutboxKind.SUBMISSION)[-1].state is OutboxState.ACCEPTED


def test_what_is_taken_back_is_gone_there_and_may_be_sent_and_told_of_anew(
    storage: Storage, outbox: Outbox, portal: FakePortal, clock: StillClock
) -> None:
    dossier = _sent(storage, outbox)
    with storage.unit_of_work() as work:
        work.outbox.queue_withdrawal(dossier.code, "nhầm hồ sơ", clock.now())
        work.commit()
    outbox.deliver(ignore)
    assert portal.held([dossier.code]) == ()
    (withdrawal,) = _entries(storage, dossier.code, OutboxKind.WITHDRAWAL)
    assert (withdrawal.state, withdrawal.note) == (OutboxState.ACCEPTED, "nhầm hồ sơ")
    (submission,) = _entries(storage, dossier.code, OutboxKind.SUBMISSION)
    assert submission.state is OutboxState.WITHDRAWN
    with storage.unit_of_work(read_only=True) as work:
        assert work.dossiers.get(dossier.code).portal_receipt is None
    queue(storage, dossier.code)
    outbox.deliver(ignore)
    (held,) = portal.held([dossier.code])
    assert (held.steps, held.receipt == dossier.portal_receipt) == (1, False)


def test_what_still_waits_is_dropped_when_it_is_taken_back(
    storage: Storage, outbox: Outbox, portal: FakePortal, clock: StillClock
) -> None:
    dossier = _sent(storage, outbox)
    with storage.unit_of_work() as work:
        work.documents.put(document(dossier.code, storage.contents.put(b"%PDF-1.7 two %%EOF"), "G01"))
        work.outbox.queue(dossier.code, clock.now())
        work.outbox.queue_withdrawal(dossier.code, "nhầm", clock.now())
        work.commit()
    outbox.deliver(ignore)
    assert len(portal.submissions) == 1
    assert portal.held([dossier.code]) == ()


def test_taking_back_twice_is_one_errand(storage: Storage, outbox: Outbox, clock: StillClock) -> None:
    dossier = _sent(storage, outbox)
    with storage.unit_of_work() as work:
        first = work.outbox.queue_withdrawal(dossier.code, "nhầm", clock.now())
        assert work.outbox.queue_withdrawal(dossier.code, "nhầm", clock.now()) == first


def test_a_withdrawal_whose_answer_was_lost_ends_well(
    storage: Storage, outbox: Outbox, portal: FakePortal, clock: StillClock
) -> None:
    dossier = _sent(storage, outbox)
    with storage.unit_of_work() as work:
        entry = work.outbox.queue_withdrawal(dossier.code, "nhầm", clock.now())
        work.commit()
    portal.withdraw(dossier.code, receipt=dossier.portal_receipt or "", reason="nhầm", key=entry.key)
    outbox.deliver(ignore)
    with storage.unit_of_work(read_only=True) as work:
        assert work.dossiers.get(dossier.code).portal_receipt is None
