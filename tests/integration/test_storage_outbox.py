"""The outbox between a real database and the real sandbox: each dossier arrives once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from storage.database import Storage
from storage.model import Dossier, DossierCode, Progress
from storage.outbox import Outbox, OutboxState
from storage.outbox.delivery import delay
from storage.portal.rest import RestPortal
from storage.portal.sandbox import Faults, Limits
from tests.fakes.clock import StillClock
from tests.fakes.portal import FakePortal
from tests.fakes.records import document, ignore, pdf, queue, queued, stored_dossier
from tests.fakes.sandbox import sandbox
from tests.places import Places
from tests.saboteurs import storage_children as children


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def storage(places: Places, clock: StillClock) -> Iterator[Storage]:
    with places.open("home", clock) as opened:
        yield opened


def _dossier(storage: Storage, code: DossierCode) -> Dossier:
    with storage.unit_of_work(read_only=True) as work:
        return work.dossiers.get(code)


@contextmanager
def _outbox(storage: Storage, clock: StillClock, url: str) -> Iterator[Outbox]:
    portal = RestPortal(url, timeout_seconds=10)
    yield Outbox(storage, portal, clock)
    portal.close()


def _accepted(url: str) -> list[dict[str, object]]:
    with httpx.Client(trust_env=False) as client:
        found: list[dict[str, object]] = client.get(f"{url}/dossiers").json()
    return found


def _received_bytes(url: str) -> int:
    with httpx.Client(trust_env=False) as client:
        return int(client.get(f"{url}/health").json()["received_bytes"])


def _sizes(url: str) -> list[int]:
    files = [file for found in _accepted(url) for file in _as_list(found["files"])]
    return [int(file["bytes"]) for file in files]


def _as_list(value: object) -> list[dict[str, int]]:
    assert isinstance(value, list)
    return value


def test_a_queued_dossier_is_delivered_with_everything_that_follows(
    storage: Storage, clock: StillClock, tmp_path: Path
) -> None:
    dossier = queued(storage, "one", "two")
    with sandbox(tmp_path / "portal") as url, _outbox(storage, clock, url) as outbox:
        (entry,) = outbox.deliver(ignore)
        assert outbox.deliver(ignore, force=True) == ()
        assert len(_accepted(url)) == 1
    assert (entry.state, entry.attempts, entry.receipt) == (OutboxState.ACCEPTED, 1, "DVC-20261008-000001")
    assert _dossier(storage, dossier.code).portal_receipt == entry.receipt
    with storage.unit_of_work() as work:
        (step,) = work.audit.of(dossier.code)
    assert (step.step, step.actor) == ("portal_accepted", "outbox")
    assert step.detail == {"key": entry.key, "receipt": entry.receipt}


def test_a_portal_that_is_away_and_comes_back_gets_the_dossier_once(
    storage: Storage, clock: StillClock, tmp_path: Path
) -> None:
    dossier = queued(storage, "one")
    with sandbox(tmp_path / "portal") as url:
        port = int(url.rsplit(":", 1)[1])
    with _outbox(storage, clock, url) as outbox:
        (waiting,) = outbox.deliver(ignore)
        assert (waiting.state, waiting.last_error) == (OutboxState.WAITING, "PortalUnreachable")
        assert waiting.next_attempt_at == clock.now() + delay(waiting)
        with sandbox(tmp_path / "portal", port=port):
            assert outbox.deliver(ignore) == ()
            clock.advance(timedelta(minutes=1))
            (entry,) = outbox.deliver(ignore)
            assert [found["code"] for found in _accepted(url)] == [dossier.code]
    assert (entry.state, entry.attempts, entry.last_error) == (OutboxState.ACCEPTED, 2, None)


def test_several_workstations_share_the_work_and_deliver_nothing_twice(
    storage: Storage, clock: StillClock
) -> None:
    for number in range(40):
        queue(storage, stored_dossier(storage, f"mark {number}", request_key=str(number)).code)
    portal = FakePortal()
    with ThreadPoolExecutor(4) as threads:
        runs = [
            threads.submit(Outbox(storage, portal, clock, at_once=at_once).deliver, ignore)
            for at_once in (1, 1, 2, 2)
        ]
    delivered = [entry for run in runs for entry in run.result()]
    assert {entry.state for entry in delivered} == {OutboxState.ACCEPTED}
    assert len(delivered) == len(portal.submissions) == len({entry.dossier for entry in delivered}) == 40


def test_a_portal_that_cannot_be_reached_is_tried_once_however_many_send(
    storage: Storage, clock: StillClock
) -> None:
    queued(storage, "one")
    portal = FakePortal()
    portal.reachable = False
    outbox = Outbox(storage, portal, clock, at_once=4)
    tried = [len(outbox.deliver(ignore, force=True)) for _press in range(30)]
    assert tried == [1] * 30


def test_what_was_added_later_takes_the_place_of_what_was_sent(
    storage: Storage, clock: StillClock, tmp_path: Path
) -> None:
    dossier = queued(storage, "one")
    with sandbox(tmp_path / "portal") as url, _outbox(storage, clock, url) as outbox:
        (first,) = outbox.deliver(ignore)
        with storage.unit_of_work() as work:
            content = storage.contents.put(pdf("supplement"))
            work.documents.put(document(dossier.code, content, "G01"))
            work.outbox.queue(dossier.code, clock.now())
            work.commit()
        (second,) = outbox.deliver(ignore)
        assert [len(_as_list(found["files"])) for found in _accepted(url)] == [2]
    assert (second.state, second.receipt) == (OutboxState.ACCEPTED, first.receipt)


def test_an_answer_lost_after_acceptance_comes_with_the_next_attempt(
    storage: Storage, clock: StillClock, tmp_path: Path
) -> None:
    dossier = queued(storage, "one")
    faults = Faults(dropped_answers=1)
    with sandbox(tmp_path / "portal", faults=faults) as url, _outbox(storage, clock, url) as outbox:
        (lost,) = outbox.deliver(ignore)
        sent = _received_bytes(url)
        (known,) = _accepted(url)
        (entry,) = outbox.deliver(ignore, force=True)
        assert _accepted(url) == [known]
        assert _received_bytes(url) == sent
    assert (lost.state, entry.state) == (OutboxState.WAITING, OutboxState.ACCEPTED)
    assert entry.receipt == known["receipt"] == _dossier(storage, dossier.code).portal_receipt


def test_an_unavailable_portal_is_tried_again_without_sending_the_files_again(
    storage: Storage, clock: StillClock, tmp_path: Path
) -> None:
    queued(storage, "one", padding=10_000)
    faults = Faults(unavailable_submissions=2)
    with sandbox(tmp_path / "portal", faults=faults) as url, _outbox(storage, clock, url) as outbox:
        states = [outbox.deliver(ignore, force=True)[0].state for _ in range(3)]
        total = _received_bytes(url)
        assert total == sum(_sizes(url))
    assert states == [OutboxState.WAITING, OutboxState.WAITING, OutboxState.ACCEPTED]


def test_an_upload_cut_in_the_middle_goes_on_at_the_byte(
    storage: Storage, clock: StillClock, tmp_path: Path
) -> None:
    queued(storage, "one", padding=5_000_000)
    faults = Faults(cut_upload_after=2_345_678)
    with sandbox(tmp_path / "portal", faults=faults) as url, _outbox(storage, clock, url) as outbox:
        (entry,) = outbox.deliver(ignore)
        assert _received_bytes(url) == sum(_sizes(url))
    assert entry.state is OutboxState.ACCEPTED


def test_an_upload_ended_by_a_restart_of_both_sides_goes_on_at_the_byte(
    storage: Storage, clock: StillClock, tmp_path: Path
) -> None:
    queued(storage, "one", padding=5_000_000)

    def cancel_after_three_megabytes(progress: Progress) -> None:
        if progress.done >= 3 << 20:
            raise KeyboardInterrupt

    with sandbox(tmp_path / "portal") as url, _outbox(storage, clock, url) as outbox:
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver(cancel_after_three_megabytes)
        first = _received_bytes(url)
    with sandbox(tmp_path / "portal") as url, _outbox(storage, clock, url) as outbox:
        (entry,) = outbox.deliver(ignore)
        assert first == 3 << 20
        assert first + _received_bytes(url) == sum(_sizes(url))
    assert (entry.state, entry.attempts) == (OutboxState.ACCEPTED, 1)


def test_a_refusal_is_final_with_its_reasons(storage: Storage, clock: StillClock, tmp_path: Path) -> None:
    dossier = queued(storage, "UNSIGNED", "BROKEN", "good")
    with sandbox(tmp_path / "portal") as url, _outbox(storage, clock, url) as outbox:
        (entry,) = outbox.deliver(ignore)
        assert outbox.deliver(ignore, force=True) == ()
    assert (entry.state, entry.receipt) == (OutboxState.REFUSED, None)
    assert entry.reason is not None
    assert [line.split()[-1] for line in entry.reason.split("\n")] == ["marked", "marked"]
    assert _dossier(storage, dossier.code).portal_receipt is None


def test_a_file_too_big_is_refused_before_it_is_sent(
    storage: Storage, clock: StillClock, tmp_path: Path
) -> None:
    queued(storage, "one", padding=2_000_000)
    limits = Limits(file_bytes=1_000_000)
    with sandbox(tmp_path / "portal", limits=limits) as url, _outbox(storage, clock, url) as outbox:
        (entry,) = outbox.deliver(ignore)
        assert _received_bytes(url) == 0
    assert entry.reason == "Tệp G00.pdf vượt quá 1 MB"


def test_a_process_killed_after_acceptance_is_followed_by_one_that_gets_the_same_receipt(
    clock: StillClock, tmp_path: Path
) -> None:
    with (
        Storage.open(tmp_path / "home", clock=clock) as storage,
        sandbox(tmp_path / "portal") as url,
        _outbox(storage, clock, url) as outbox,
    ):
        queued(storage, "one")
        child = children.processes().Process(
            target=children.deliver_and_die_on_acceptance, args=(storage.home, url)
        )
        child.start()
        child.join()
        (known,) = _accepted(url)
        with storage.unit_of_work() as work:
            assert [entry.state for entry in work.outbox.list()] == [OutboxState.SENDING]
        (entry,) = outbox.deliver(ignore)
        assert _accepted(url) == [known]
    assert child.exitcode == -signal.SIGKILL
    assert (entry.state, entry.receipt, entry.attempts) == (OutboxState.ACCEPTED, known["receipt"], 2)
