"""A decision through five signatures, and back to the official when the leader is not content."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pytest

from clerk_app.workflow.decide import current_decision, draft_decision, sign_decision
from clerk_app.workflow.decision_batch import ShownDecision, sign_decisions
from clerk_app.workflow.decisions import decisions, return_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import DecisionChanged, MoveRefused, ReasonMissing
from clerk_app.workflow.number_file import date_in_words
from clerk_app.workflow.office import local
from clerk_app.workflow.place import place_decision
from clerk_app.workflow.view import viewing_copy
from signing.errors import FieldOffPage, OutOfOrder, TokenGone
from signing.keys.port import Mechanism
from signing.keys.token import TokenKeys
from signing.model import Role
from signing.placement import FieldBox
from signing.room import field_boxes
from signing.validate import verify
from storage.model import DocumentKind, DocumentStage, DossierCode
from tests.desks import accepted, desk_in, pin


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_in(tmp_path_factory.mktemp("decision") / "clerk") as (opened, _embedded):
        yield replace(opened, timestamps=lambda: None)


@pytest.fixture
def code(desk: Desk, request: pytest.FixtureRequest) -> DossierCode:
    """Return a dossier whose decision the official has signed."""
    dossier = accepted(desk, request.node.name)
    sign_decision(desk, dossier.code, Role.OFFICIAL, pin())
    return dossier.code


def test_fields_that_were_moved_before_anybody_signed_are_where_they_were_put(desk: Desk) -> None:
    dossier = accepted(desk, "moved")
    shown = place_decision(desk, draft_decision(desk, dossier.code))
    assert [each.name for each in shown.marks] == ["official", "leader", "number", "date", "seal"]
    boxes = {each.name: each.box for each in shown.marks}
    there = replace(boxes["leader"], bottom=boxes["leader"].bottom - 30, top=boxes["leader"].top - 30)
    signed = sign_decision(desk, dossier.code, Role.OFFICIAL, pin(), {"leader": there})
    found = field_boxes(desk.storage.contents.path(signed.content))
    assert found["leader"].rectangle == pytest.approx(there.rectangle, abs=0.01)
    assert found["seal"].rectangle == pytest.approx(boxes["seal"].rectangle, abs=0.01)
    assert signed.verdict == "valid"


def test_a_field_is_not_moved_off_its_page(desk: Desk) -> None:
    dossier = accepted(desk, "off")
    with pytest.raises(FieldOffPage):
        sign_decision(desk, dossier.code, Role.OFFICIAL, pin(), {"leader": FieldBox(0, -40, 10, 90, 60)})
    drafted = current_decision(desk, dossier.code)
    assert drafted is not None
    assert drafted.stage is DocumentStage.ISSUED


def test_a_returned_decision_starts_anew_and_ends_with_five_signatures(desk: Desk, code: DossierCode) -> None:
    with pytest.raises(ReasonMissing):
        return_decision(desk, code, "  ")
    returned = return_decision(desk, code, "Sai căn cứ pháp lý")
    assert (returned.stage, returned.verdict) == (DocumentStage.ISSUED, None)
    with pytest.raises(OutOfOrder):
        sign_decision(desk, code, Role.LEADER, pin())
    for role in (Role.OFFICIAL, Role.LEADER, Role.SEAL):
        sealed = sign_decision(desk, code, role, pin())
    found = verify(desk.storage.contents.path(sealed.content), store=desk.trust())
    assert [each.field for each in found.signatures] == ["official", "leader", "number", "date", "seal"]
    with pypdfium2.PdfDocument(viewing_copy(desk, sealed)) as document:
        shown = document[0].get_textpage().get_text_bounded()
    assert date_in_words(local(desk.clock.now()).date()) in shown
    with desk.storage.unit_of_work(read_only=True) as work:
        versions = work.documents.versions(code, DocumentKind.DECISION)
        reasons = [each.reason for each in work.moves.of(code) if each.reason]
    assert [each.stage.value for each in versions][:3] == ["issued", "signed", "issued"]
    assert reasons == ["Sai căn cứ pháp lý"]
    with pytest.raises(MoveRefused):
        return_decision(desk, code, "Quá muộn")


def test_the_list_tells_who_is_next(desk: Desk, code: DossierCode) -> None:
    (mine,) = (each for each in decisions(desk) if each.dossier == code)
    assert (mine.next_role, mine.document.stage) == (Role.LEADER, DocumentStage.SIGNED)


def test_a_deputy_signs_on_behalf_of_the_leader(desk: Desk) -> None:
    signing = replace(desk.settings.signing, deputy_title="Phó Chủ tịch")
    absent = replace(desk, settings=replace(desk.settings, signing=signing))
    code = accepted(desk, "deputy").code
    signed = sign_decision(absent, code, Role.OFFICIAL, pin())
    with pypdfium2.PdfDocument(desk.storage.contents.path(signed.content)) as document:
        shown = document[0].get_textpage().get_text_bounded()
    assert "KT. CHỦ TỊCH" in shown
    assert "PHÓ CHỦ TỊCH" in shown


@dataclass(frozen=True)
class PulledKeys:
    """The leader's keys, on a token that is pulled out after some signatures."""

    keys: TokenKeys
    after: int

    def __getattr__(self, name: str) -> object:
        return getattr(self.keys, name)

    @contextmanager
    def unlock(self, secret: bytearray, *arguments: Any) -> Iterator[object]:
        with self.keys.unlock(secret, *arguments) as key:
            yield PulledKey(key, [self.after])


@dataclass(frozen=True)
class PulledKey:
    key: Any
    left: list[int]

    def __getattr__(self, name: str) -> object:
        return getattr(self.key, name)

    def sign_raw(self, data: bytes, *, mechanism: Mechanism) -> bytes:
        self.left[0] -= 1
        if self.left[0] < 0:
            self.key.worker.close()
        return bytes(self.key.sign_raw(data, mechanism=mechanism))


def shown(desk: Desk, *codes: DossierCode) -> list[ShownDecision]:
    known = {each.dossier: each.document.content for each in decisions(desk)}
    return [ShownDecision(code, known[code]) for code in codes]


def stages(desk: Desk, *codes: DossierCode) -> list[str]:
    known = {each.dossier: each.document.stage.value for each in decisions(desk)}
    return [known[code] for code in codes]


@pytest.fixture
def codes(desk: Desk, request: pytest.FixtureRequest) -> list[DossierCode]:
    """Return three dossiers whose decisions the official has signed."""
    made = [accepted(desk, f"{request.node.name}-{number}").code for number in range(3)]
    for code in made:
        sign_decision(desk, code, Role.OFFICIAL, pin())
    return made


def test_one_pin_countersigns_what_was_shown_and_nothing_that_changed_since(
    desk: Desk, codes: list[DossierCode]
) -> None:
    listed, secret = shown(desk, *codes), pin()
    return_decision(desk, codes[1], "Sai tên")
    outcomes = list(sign_decisions(desk, Role.LEADER, listed, secret))
    assert [each.dossier for each in outcomes] == codes
    assert isinstance(outcomes[1].error, DecisionChanged)
    assert stages(desk, *codes) == ["countersigned", "issued", "countersigned"]
    assert not any(secret)
    document = outcomes[2].document
    assert document is not None
    assert document.verdict == "valid"


def test_a_token_pulled_in_a_batch_keeps_what_was_signed_and_the_rest_goes_on_later(
    desk: Desk, codes: list[DossierCode]
) -> None:
    leader = desk.signatory(Role.LEADER)
    assert isinstance(leader.keys, TokenKeys)
    pulled = replace(leader, keys=PulledKeys(leader.keys, 1))  # type: ignore[arg-type]
    broken = replace(desk, signatory=lambda role: pulled if role is Role.LEADER else desk.signatory(role))
    outcomes = list(sign_decisions(broken, Role.LEADER, shown(desk, *codes), pin()))
    assert [type(each.error) for each in outcomes] == [type(None), TokenGone]
    assert stages(desk, *codes) == ["countersigned", "signed", "signed"]
    rest = list(sign_decisions(desk, Role.LEADER, shown(desk, *codes[1:]), pin()))
    assert all(each.document is not None for each in rest)


def test_a_batch_that_is_left_early_logs_out_and_keeps_what_was_signed(
    desk: Desk, codes: list[DossierCode]
) -> None:
    secret = pin()
    running = sign_decisions(desk, Role.LEADER, shown(desk, *codes), secret)
    assert next(running).document is not None
    running.close()
    assert not any(secret)
    assert stages(desk, *codes) == ["countersigned", "signed", "signed"]


def test_a_batch_has_a_bound(desk: Desk, code: DossierCode) -> None:
    with pytest.raises(ValueError, match="101"):
        list(sign_decisions(desk, Role.LEADER, shown(desk, code) * 101, pin()))
