"""A line that breaks at any byte: in the end every dossier is at the portal, whole and once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from storage.database import Storage
from storage.model import DossierCode, DossierStatus, MoveEntry
from storage.outbox import Outbox, OutboxKind, OutboxState
from storage.portal.rest import RestPortal
from tests.fakes.clock import START, StillClock
from tests.fakes.records import ignore, queue, stored_dossier
from tests.fakes.sandbox import sandbox
from tests.records import with_records
from tests.saboteurs.proxy import breaking_line


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("dossiers", "seed"), [(100, 1), pytest.param(1000, 7, marks=pytest.mark.soak)])
def test_every_dossier_arrives_whole_and_once(tmp_path: Path, dossiers: int, seed: int) -> None:
    clock, theirs = StillClock(), StillClock(START - timedelta(hours=3))  # clocks apart
    with Storage.open(with_records(tmp_path / "home"), clock=clock) as storage:
        codes = _queued(storage, dossiers)
        with (
            sandbox(tmp_path / "portal", clock=theirs) as url,
            breaking_line(_port(url), seed) as (broken_url, line),
        ):
            _deliver(storage, clock, broken_url, runs=dossiers // 2)
        with (
            sandbox(tmp_path / "portal", clock=theirs) as url,  # the portal was started anew
            breaking_line(_port(url), seed + 1) as (broken_url, more),
        ):
            _deliver(storage, clock, broken_url, runs=20 * dossiers)
            found = httpx.get(f"{url}/dossiers", trust_env=False).json()
        assert line.broken + more.broken > dossiers // 10, "the line was never broken"
        assert sorted(each["code"] for each in found) == sorted(codes)
        assert len({each["receipt"] for each in found}) == dossiers
        for each in found:
            _require_same(storage, each)


def _require_same(storage: Storage, there: dict[str, Any]) -> None:
    """Demand that both sides know the same files, receipt, status and steps."""
    with storage.unit_of_work(read_only=True) as work:
        dossier = work.dossiers.get(there["code"])
        (submission,) = work.outbox.of(there["code"], OutboxKind.SUBMISSION)
        states = {entry.state for entry in work.outbox.of(there["code"])}
        sent = {document.content for document in work.documents.of(there["code"])}
        steps = len(work.moves.of(there["code"]))
    assert states == {OutboxState.ACCEPTED}
    assert (submission.receipt, dossier.portal_receipt) == (there["receipt"], there["receipt"])
    assert {file["sha256"] for file in there["files"]} == sent
    assert (there["steps"], there["status"]) == (steps, DossierStatus.IN_PROCESS)


def _queued(storage: Storage, dossiers: int) -> list[DossierCode]:
    codes = []
    for number in range(dossiers):
        size = 20_000 + 997 * number % 60_000
        code = stored_dossier(storage, f"mark {number}", request_key=str(number), padding=size).code
        queue(storage, code)
        with storage.unit_of_work() as work:
            work.moves.record(
                MoveEntry(code, "process", DossierStatus.IN_PROCESS, START, START, "mai", "", "")
            )
            work.commit()
        codes.append(code)
    return codes


def _deliver(storage: Storage, clock: StillClock, url: str, *, runs: int) -> None:
    """Deliver again and again, hours apart, each time as a program started anew, until nothing waits."""
    for _run in range(runs):
        portal = RestPortal(url, timeout_seconds=10)
        tried = Outbox(storage, portal, clock, at_once=2).deliver(ignore)
        portal.close()
        if not tried and not _let_go_on(storage, clock):
            return
        clock.advance(timedelta(hours=2))


def _let_go_on(storage: Storage, clock: StillClock) -> bool:
    """Tell whether anything waits; what was held after much nonsense goes on, as a person would have it."""
    with storage.unit_of_work() as work:
        entries = work.outbox.list(limit=10_000)
        for entry in entries:
            if entry.state is OutboxState.HELD:
                work.outbox.retry(entry.dossier, clock.now())
        work.commit()
    return any(entry.state in (OutboxState.WAITING, OutboxState.HELD) for entry in entries)


def _port(url: str) -> int:
    return int(url.rpartition(":")[2])
