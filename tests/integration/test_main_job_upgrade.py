"""What the services did not allow at the counter is finished later, without a PIN, and once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clerk_app.workflow.decide import current_decision, sign_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.upgrade import await_upgrade, upgrade_due
from signing.model import Level, Role, Verdict
from signing.timestamp import TimestampService
from signing.trust import TrustStore
from signing.validate import verify
from storage.model import ContentId, Document, DossierCode
from storage.upgrades import AwaitedUpgrade
from tests.desks import accepted, desk_in, pin

NOBODY = TimestampService("http://127.0.0.1:9/", 2)
HANDS = (Role.OFFICIAL, Role.LEADER, Role.SEAL)


@dataclass(frozen=True)
class Later:
    """A clock that is ahead."""

    by: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_in(tmp_path_factory.mktemp("upgrade") / "clerk") as (opened, _embedded):
        yield opened


@pytest.fixture
def code(desk: Desk, request: pytest.FixtureRequest) -> DossierCode:
    """Return a dossier whose decision was signed without a time stamp and waits for one."""
    dossier = accepted(desk, request.node.name)
    signed = sign_decision(replace(desk, timestamps=lambda: NOBODY), dossier.code, Role.OFFICIAL, pin())
    with desk.storage.unit_of_work() as work:
        await_upgrade(work, signed, (Level.B_B,), None, datetime.now(UTC))
        work.commit()
    return dossier.code


def decision(desk: Desk, code: DossierCode) -> Document:
    found = current_decision(desk, code)
    assert found is not None
    return found


def awaited(desk: Desk, code: DossierCode) -> list[AwaitedUpgrade]:
    with desk.storage.unit_of_work(read_only=True) as work:
        return list(work.upgrades.of(code))


def later(desk: Desk, hours: float = 1) -> Desk:
    return replace(desk, clock=Later(timedelta(hours=hours)))


def test_a_decision_signed_without_time_stamps_gets_them_later_and_they_are_renewed(desk: Desk) -> None:
    code = accepted(desk, "all hands").code
    for role in HANDS:
        sign_decision(replace(desk, timestamps=lambda: NOBODY), code, role, pin())
    assert (decision(desk, code).level, decision(desk, code).wanted_level) == ("B-B", "B-LT")
    assert upgrade_due(desk) == ()
    (done,) = upgrade_due(later(desk))
    assert done.level is Level.B_LTA
    kept = decision(desk, code)
    found = verify(desk.storage.contents.path(kept.content), store=desk.trust(), fetch_revocation=False)
    assert (kept.level, kept.verdict, found.verdict) == ("B-LTA", "valid", Verdict.VALID)
    assert {each.level for each in found.signatures} == {Level.B_LTA}
    assert upgrade_due(later(desk)) == ()
    (renewal,) = awaited(desk, code)
    wait = (renewal.next_try_at - datetime.now(UTC)) / timedelta(hours=1)
    assert wait > 365 * 24
    (again,) = upgrade_due(later(desk, wait + 1))
    assert again.document.bytes > kept.bytes
    assert decision(desk, code).verdict == "valid"


def test_a_service_that_is_still_down_makes_it_wait_longer(desk: Desk, code: DossierCode) -> None:
    dead = replace(later(desk), timestamps=lambda: NOBODY)
    assert upgrade_due(dead) == ()
    (waiting,) = awaited(desk, code)
    assert (waiting.tries, waiting.last_reason) == (1, "TimestampUnavailable")
    assert waiting.next_try_at > datetime.now(UTC) + timedelta(hours=1)
    assert decision(desk, code).level == "B-B"
    upgrade_due(later(desk, 5))


def test_a_decision_that_changed_in_the_meantime_is_left_alone(desk: Desk, code: DossierCode) -> None:
    with desk.storage.unit_of_work() as work:
        other = replace(decision(desk, code), file_name="newer.pdf", content=_another(desk))
        work.documents.put(other)
        work.commit()
    assert upgrade_due(later(desk)) == ()
    assert decision(desk, code).file_name == "newer.pdf"
    assert awaited(desk, code) == []


def test_a_signature_that_nobody_trusts_any_more_is_given_up_and_told(desk: Desk, code: DossierCode) -> None:
    assert upgrade_due(replace(later(desk), trust=TrustStore)) == ()
    with desk.storage.unit_of_work(read_only=True) as work:
        last = work.audit.of(code)[-1]
    assert (last.step, last.detail) == ("upgrade given up", {"reason": "CertificateRefused"})
    assert awaited(desk, code) == []


def _another(desk: Desk) -> ContentId:
    file = Path(desk.folders.spool) / "another.pdf"
    file.write_bytes(b"%PDF-1.7 another")
    return desk.storage.contents.put(file)
