"""A decision through five signatures, and back to the official when the leader is not content."""

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest

from clerk_app.workflow.decide import sign_decision
from clerk_app.workflow.decisions import decisions, return_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import MoveRefused, ReasonMissing
from clerk_app.workflow.number_file import date_in_words
from clerk_app.workflow.office import local
from clerk_app.workflow.view import viewing_copy
from signing.errors import OutOfOrder
from signing.model import Role
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
