"""The outbox and its queue against a portal in memory: what goes when, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import Storage
from storage.errors import PortalProtocol
from storage.model import ContentId, DocumentKind, DossierCode, Progress, Report
from storage.outbox import Outbox, OutboxEntry, OutboxState
from storage.outbox.delivery import delay
from storage.outbox.owner import Owner
from storage.outbox.queue import submission_key
from storage.portal.port import PortalAnswer, Submission
from tests.fakes.clock import StillClock
from tests.fakes.portal import FakePortal
from tests.fakes.records import document, ignore, pdf, queue, queued, stored_dossier
from tests.records import with_records


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def storage(tmp_path: Path, clock: StillClock) -> Iterator[Storage]:
    with Storage.open(with_records(tmp_path / "home"), clock=clock) as opened:
        yield opened


def test_a_person_need_not_wait_for_the_next_attempt(storage: Storage, clock: StillClock) -> None:
    queued(storage, "one")
    portal = FakePortal()
    portal.reachable = False
    outbox = Outbox(storage, portal, clock)
    outbox.deliver(ignore)
    portal.reachable = True
    assert outbox.deliver(ignore) == ()
    (entry,) = outbox.deliver(ignore, force=True)
    assert entry.state is OutboxState.ACCEPTED


def test_queueing_again_is_the_same_entry_until_it_is_refused(storage: Storage, clock: StillClock) -> None:
    dossier = stored_dossier(storage, "UNSIGNED")
    first = queue(storage, dossier.code)
    assert queue(storage, dossier.code) == first
    Outbox(storage, FakePortal(), clock).deliver(ignore)
    second = queue(storage, dossier.code)
    assert (second.state, second.key == first.key) == (OutboxState.WAITING, False)


def test_an_accepted_dossier_is_not_queued_again(storage: Storage, clock: StillClock) -> None:
    dossier = queued(storage, "one")
    (entry,) = Outbox(storage, FakePortal(), clock).deliver(ignore)
    assert queue(storage, dossier.code) == entry


def test_new_documents_take_the_place_of_an_entry_never_tried(storage: Storage, clock: StillClock) -> None:
    dossier = queued(storage, "one")
    with storage.unit_of_work() as work:
        before = work.documents.of(dossier.code)[0]
        work.documents.put(replace(before, content=storage.contents.put(b"new")))
        entry = work.outbox.queue(dossier.code, clock.now())
        work.commit()
    with storage.unit_of_work() as work:
        assert work.outbox.of(dossier.code) == (entry,)
        assert work.outbox.list() == (entry,)


def test_what_was_queued_is_sent_though_documents_change_later(storage: Storage, clock: StillClock) -> None:
    dossier = queued(storage, "one")
    with storage.unit_of_work() as work:
        before = work.documents.of(dossier.code)[0]
        work.documents.put(replace(before, content=storage.contents.put(b"new")))
        work.commit()
    portal = FakePortal()
    Outbox(storage, portal, clock).deliver(ignore)
    assert [file.sha256 for file in portal.submissions[0].files] == [before.content]


def test_the_receipt_for_the_applicant_is_not_sent(storage: Storage, clock: StillClock) -> None:
    dossier = stored_dossier(storage, "one")
    with storage.unit_of_work() as work:
        work.documents.put(replace(document(dossier.code), kind=DocumentKind.RECEIPT, component=None))
        work.commit()
    queue(storage, dossier.code)
    portal = FakePortal()
    Outbox(storage, portal, clock).deliver(ignore)
    assert [file.name for file in portal.submissions[0].files] == ["G00.pdf"]


def test_an_intent_rolled_back_is_never_sent(storage: Storage, clock: StillClock) -> None:
    dossier = stored_dossier(storage, "one")
    with storage.unit_of_work() as work:
        work.outbox.queue(dossier.code, clock.now())
    assert Outbox(storage, FakePortal(), clock).deliver(ignore) == ()


def _many(storage: Storage, clock: StillClock, *priorities: int) -> list[DossierCode]:
    codes = []
    for number, priority in enumerate(priorities):
        dossier = stored_dossier(storage, f"mark {number}", request_key=str(number))
        queue(storage, dossier.code, priority)
        codes.append(dossier.code)
    return codes


def test_the_urgent_go_first(storage: Storage, clock: StillClock) -> None:
    codes = _many(storage, clock, 0, 5, 0)
    portal = FakePortal()
    Outbox(storage, portal, clock).deliver(ignore)
    assert [sent.dossier for sent in portal.submissions] == [codes[1], codes[2], codes[0]]


def test_a_portal_that_is_away_is_asked_once_in_a_run(storage: Storage, clock: StillClock) -> None:
    _many(storage, clock, 0, 0, 0)
    portal = FakePortal()
    portal.reachable = False
    tried = Outbox(storage, portal, clock).deliver(ignore)
    assert len(tried) == 1
    with storage.unit_of_work() as work:
        assert sorted(entry.attempts for entry in work.outbox.list()) == [0, 0, 1]


def _damage(storage: Storage, code: DossierCode) -> ContentId:
    with storage.unit_of_work(read_only=True) as work:
        content = work.documents.of(code)[0].content
    storage.contents.path(content).write_bytes(b"damaged")
    return content


def _newest(storage: Storage, code: DossierCode) -> OutboxEntry:
    with storage.unit_of_work(read_only=True) as work:
        return work.outbox.of(code)[-1]


def test_a_damaged_document_is_set_apart_and_the_others_go_on(storage: Storage, clock: StillClock) -> None:
    codes = _many(storage, clock, 1, 0)
    content = _damage(storage, codes[0])
    portal = FakePortal()
    held, sent = Outbox(storage, portal, clock).deliver(ignore)
    assert (held.dossier, held.state, held.last_error) == (codes[0], OutboxState.HELD, "DamagedContent")
    assert (sent.dossier, sent.state) == (codes[1], OutboxState.ACCEPTED)
    assert Outbox(storage, portal, clock).deliver(ignore, force=True) == ()
    storage.contents.path(content).write_bytes(pdf("mark 0"))
    with storage.unit_of_work() as work:
        assert work.outbox.retry(codes[0], clock.now()) == 1
        work.commit()
    (entry,) = Outbox(storage, portal, clock).deliver(ignore)
    assert (entry.state, entry.attempts) == (OutboxState.ACCEPTED, 1)


class Babbling(FakePortal):
    """A portal whose answers to one dossier make no sense."""

    def __init__(self, dossier: DossierCode) -> None:
        super().__init__()
        self._dossier = dossier

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        if submission.dossier == self._dossier:
            raise PortalProtocol("POST /dossiers: no receipt")
        return super().submit(submission, key=key, report=report)


def test_senseless_answers_for_hours_set_an_entry_apart(storage: Storage, clock: StillClock) -> None:
    codes = _many(storage, clock, 1, 0)
    outbox = Outbox(storage, Babbling(codes[0]), clock)
    first = outbox.deliver(ignore)
    assert [each.last_error for each in first] == ["PortalProtocol"]
    assert [each.dossier for each in outbox.deliver(ignore)] == [codes[1]]
    states: list[OutboxState] = []
    while not states or states[-1] is OutboxState.WAITING:
        clock.advance(timedelta(hours=1))
        states += [each.state for each in outbox.deliver(ignore)]
    assert states == [OutboxState.WAITING] * 6 + [OutboxState.HELD]


def test_new_documents_take_the_place_of_an_entry_set_apart(storage: Storage, clock: StillClock) -> None:
    dossier = queued(storage, "one")
    _damage(storage, dossier.code)
    portal = FakePortal()
    Outbox(storage, portal, clock).deliver(ignore)
    with storage.unit_of_work() as work:
        before = work.documents.of(dossier.code)[0]
        work.documents.put(replace(before, content=storage.contents.put(pdf("new"))))
        work.outbox.queue(dossier.code, clock.now())
        work.commit()
    (entry,) = Outbox(storage, portal, clock).deliver(ignore)
    with storage.unit_of_work(read_only=True) as work:
        assert work.outbox.of(dossier.code) == (entry,)
    assert entry.state is OutboxState.ACCEPTED


def test_nothing_goes_out_during_a_pause(storage: Storage, clock: StillClock) -> None:
    dossier = queued(storage, "one")
    with storage.unit_of_work() as work:
        work.outbox.pause("lan", clock.now())
        work.outbox.pause("minh", clock.now())
        work.commit()
    portal = FakePortal()
    assert Outbox(storage, portal, clock).deliver(ignore, force=True) == ()
    with storage.unit_of_work() as work:
        assert work.outbox.paused_by == "lan"
        work.outbox.resume()
        work.commit()
    assert [each.dossier for each in Outbox(storage, portal, clock).deliver(ignore)] == [dossier.code]


def test_what_comes_now_does_not_wait_for_all_that_waited(storage: Storage, clock: StillClock) -> None:
    codes = _many(storage, clock, *[0] * 8)
    portal = FakePortal()
    Outbox(storage, portal, clock).deliver(ignore)
    order = [codes.index(sent.dossier) for sent in portal.submissions]
    assert order == [0, 7, 1, 6, 2, 5, 3, 4]


def test_the_entries_of_a_dossier_go_one_after_another(storage: Storage, clock: StillClock) -> None:
    dossier = queued(storage, "one")
    mine = Owner.new()
    _claimed_by(storage, clock, mine)
    with storage.unit_of_work() as work:
        before = work.documents.of(dossier.code)[0]
        work.documents.put(replace(before, content=storage.contents.put(pdf("new"))))
        second = work.outbox.queue(dossier.code, clock.now(), priority=9)
        work.commit()
    portal = FakePortal()
    assert Outbox(storage, portal, clock).deliver(ignore, force=True) == ()
    with storage.unit_of_work() as work:
        first = work.outbox.of(dossier.code)[0]
        work.outbox.release(first, mine)
        work.commit()
    assert [each.id for each in Outbox(storage, portal, clock).deliver(ignore)] == [first.id, second.id]


def test_a_cancelled_run_leaves_the_entry_as_it_was(storage: Storage, clock: StillClock) -> None:
    dossier = stored_dossier(storage, "one")
    before = queue(storage, dossier.code)

    def cancel(_progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Outbox(storage, FakePortal(), clock).deliver(cancel)
    with storage.unit_of_work() as work:
        assert work.outbox.of(dossier.code) == (before,)


def _claimed_by(storage: Storage, clock: StillClock, owner: Owner) -> None:
    with storage.unit_of_work() as work:
        until = clock.now() + timedelta(minutes=30)
        assert work.outbox.claim(owner, clock.now(), until, force=False) is not None
        work.commit()


def test_an_entry_of_a_dead_process_is_taken_up_at_once(storage: Storage, clock: StillClock) -> None:
    queued(storage, "one")
    _claimed_by(storage, clock, replace(Owner.new(), process=2**22 + 1))
    (entry,) = Outbox(storage, FakePortal(), clock).deliver(ignore)
    assert (entry.state, entry.attempts) == (OutboxState.ACCEPTED, 2)


@pytest.mark.parametrize("owner", [Owner.new(), Owner("elsewhere", 1, "x")], ids=["living", "elsewhere"])
def test_an_entry_somebody_is_sending_is_left_until_the_lease_is_over(
    storage: Storage, clock: StillClock, owner: Owner
) -> None:
    queued(storage, "one")
    _claimed_by(storage, clock, owner)
    outbox = Outbox(storage, FakePortal(), clock)
    assert outbox.deliver(ignore, force=True) == ()
    clock.advance(timedelta(minutes=30))
    assert outbox.deliver(ignore)[0].state is OutboxState.ACCEPTED


def test_the_key_depends_on_the_contents_and_not_on_their_order() -> None:
    code = DossierCode("H15-261008-0001")
    assert submission_key(code, ["a", "b"]) == submission_key(code, ["b", "a"])
    keys = {
        submission_key(code, ["a"]),
        submission_key(code, ["a", "b"]),
        submission_key(code, ["a"], 1),
        submission_key(DossierCode("H15-261008-0002"), ["a"]),
    }
    assert len(keys) == 4


def test_the_wait_doubles_up_to_an_hour_and_differs_between_keys(storage: Storage, clock: StillClock) -> None:
    dossier = stored_dossier(storage, "one")
    entry = queue(storage, dossier.code)
    for attempts, longest in ((1, 60), (2, 120), (3, 240), (7, 3600), (1000, 3600)):
        wait = delay(replace(entry, attempts=attempts)).total_seconds()
        assert longest / 2 <= wait <= longest
    assert len({delay(replace(entry, key=str(number), attempts=1)) for number in range(20)}) > 10
