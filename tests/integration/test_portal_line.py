"""A line that breaks at any byte: in the end every dossier is at the portal, whole and once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from storage.database import Storage
from storage.model import DossierCode
from storage.outbox import Outbox, OutboxState
from storage.portal.rest import RestPortal
from tests.fakes.clock import StillClock
from tests.fakes.records import ignore, queue, stored_dossier
from tests.fakes.sandbox import sandbox
from tests.saboteurs.proxy import breaking_line


@pytest.mark.parametrize(("dossiers", "seed"), [(100, 1), pytest.param(1000, 7, marks=pytest.mark.soak)])
def test_every_dossier_arrives_whole_and_once(tmp_path: Path, dossiers: int, seed: int) -> None:
    clock = StillClock()
    with (
        Storage.open(tmp_path / "home", clock=clock) as storage,
        sandbox(tmp_path / "portal") as url,
        breaking_line(int(url.rpartition(":")[2]), seed) as (broken_url, line),
    ):
        codes = _queued(storage, dossiers)
        _deliver_all(storage, clock, broken_url, dossiers)
        found = httpx.get(f"{url}/dossiers", trust_env=False).json()
        assert line.broken > dossiers // 10, "the line was never broken"
        assert sorted(each["code"] for each in found) == sorted(codes)
        assert len({each["receipt"] for each in found}) == dossiers
        with storage.unit_of_work(read_only=True) as work:
            for each in found:
                (entry,) = work.outbox.of(each["code"])
                sent = {document.content for document in work.documents.of(each["code"])}
                assert (entry.state, entry.receipt) == (OutboxState.ACCEPTED, each["receipt"])
                assert {file["sha256"] for file in each["files"]} == sent


def _queued(storage: Storage, dossiers: int) -> list[DossierCode]:
    codes = []
    for number in range(dossiers):
        size = 20_000 + 997 * number % 60_000
        dossier = stored_dossier(storage, f"mark {number}", request_key=str(number), padding=size)
        queue(storage, dossier.code)
        codes.append(dossier.code)
    return codes


def _deliver_all(storage: Storage, clock: StillClock, url: str, dossiers: int) -> None:
    """Deliver again and again, hours apart, each time as a program started anew, until nothing waits."""
    for _run in range(10 * dossiers):
        portal = RestPortal(url, timeout_seconds=10)
        Outbox(storage, portal, clock, at_once=2).deliver(ignore)
        portal.close()
        with storage.unit_of_work(read_only=True) as work:
            left = [each for each in work.outbox.list(limit=dossiers) if each.state is OutboxState.WAITING]
        if not left:
            return
        clock.advance(timedelta(hours=2))
    pytest.fail("entries still wait")
