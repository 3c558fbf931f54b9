"""The road back: what citizens file at the portal comes into casework, and what is done is told there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from reportlab.pdfgen.canvas import Canvas

from clerk_app.sandbox import ward_of
from clerk_app.workflow.audit import verify_audit
from clerk_app.workflow.decide import sign_decision
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import MoveRefused, NoOnlineFilings, UnknownProcedure
from clerk_app.workflow.inbox import Fetched, InboxItem, fetch_inbox, inbox
from clerk_app.workflow.intake import accept_filed
from clerk_app.workflow.moves import Move, take_step
from clerk_app.workflow.progress import Step, next_step
from clerk_app.workflow.sign_file import SignatureRequest, sign_file
from clerk_app.workflow.submit import deliver
from signing.model import Level, Role
from signing.trust import Examiner
from storage.errors import PortalProtocol, PortalUnreachable
from storage.model import (
    Channel,
    DocumentKind,
    DocumentStage,
    DossierCode,
    DossierStatus,
    Progress,
    Report,
)
from storage.portal.filings import FiledFile, Filing, FilingSource
from storage.portal.rest import RestPortal
from storage.portal.sandbox import Ward
from tests.desks import PROCEDURE, desk_in, pin
from tests.fakes.records import ignore
from tests.fakes.sandbox import sandbox

PERSON = {"full_name": "Lê Thị Hồng Nhung", "id_number": "092194005678", "phone": "0901234567"}


@dataclass(frozen=True)
class Town:
    """A centre, a portal, and the papers of its people."""

    desk: Desk
    url: str
    plain: Path
    signed: Path
    broken: Path

    def file(self, procedure: str = PROCEDURE, **files: Path) -> str:
        """File a dossier as a browser does, and return its code."""
        opened = {
            f"file-{code}": ("Tờ khai.pdf", path.read_bytes(), "application/pdf")
            for code, path in files.items()
        }
        answer = httpx.post(
            f"{self.url}/nop-ho-so/{procedure}?lang=vi", data=PERSON, files=opened, trust_env=False
        )
        assert answer.status_code == 201, answer.text
        return answer.text.split('id="filed-code">')[1].split("<")[0]

    def add(self, code: str, receipt: str, **files: Path) -> None:
        """Add papers to a dossier as a browser does."""
        opened = {
            f"file-{part}": ("x.pdf", path.read_bytes(), "application/pdf") for part, path in files.items()
        }
        answer = httpx.post(
            f"{self.url}/bo-sung", data={"code": code, "receipt": receipt}, files=opened, trust_env=False
        )
        assert answer.status_code == 200, answer.text

    def fetch(self) -> list[Fetched]:
        return list(fetch_inbox(self.desk, report=ignore))

    def item(self, code: str) -> InboxItem:
        return next(each for each in inbox(self.desk) if each.dossier.code == code)

    def told(self, code: str) -> tuple[int, int]:
        """Return status and number of steps that the portal knows."""
        (held,) = httpx.get(f"{self.url}/dossiers?code={code}", trust_env=False).json()
        return held["status"], held["steps"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    with (
        desk_in(folder / "home") as (opened, _embedded),
        sandbox(folder / "portal", ward=_ward(opened)) as url,
    ):
        portal = RestPortal(url, timeout_seconds=10)
        desk = replace(opened, portal=lambda: portal, filings=lambda: portal)
        plain, signed, broken = (folder / f"{name}.pdf" for name in ("plain", "signed", "broken"))
        _write(plain)
        _sign(desk, plain, signed)
        content = bytearray(signed.read_bytes())
        content[content.index(b"/MediaBox") + 12] ^= 1
        broken.write_bytes(content)
        yield Town(desk, url, plain, signed, broken)
        portal.close()


def _ward(desk: Desk) -> Ward:
    known = ward_of(desk.settings)
    elsewhere = replace(known.services[0], code="9.999999", name="Thủ tục của nơi khác")
    return replace(known, services=(*known.services, elsewhere))


def _write(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(100, 500, "Birth certificate")
    canvas.save()


def _sign(desk: Desk, source: Path, target: Path) -> None:
    signatory = desk.signatory(Role.OFFICIAL)
    request = SignatureRequest(
        source,
        target,
        Role.OFFICIAL,
        signatory.keys,
        signatory.fingerprint,
        Level.B_B,
        None,
        Examiner(desk.trust()),
    )
    sign_file(desk, request, pin())


def test_what_was_filed_waits_with_verdicts_and_what_is_missing(town: Town) -> None:
    code = town.file(TP01=town.signed)
    (came,) = town.fetch()
    assert (came.dossier.code, came.new, came.lost) == (code, True, ())
    item = town.item(code)
    assert [(each.component, each.verdict, each.stage) for each in item.documents] == [
        ("TP01", "valid", DocumentStage.FILED)
    ]
    assert [part.code for part in item.missing] == ["TP02"]
    dossier = item.dossier
    assert (dossier.channel, dossier.status) == (Channel.ONLINE, DossierStatus.NEWLY_FILED)
    assert dossier.applicant.full_name == PERSON["full_name"]
    assert town.desk.storage.contents.path(item.documents[0].content).read_bytes() == town.signed.read_bytes()
    assert next_step(town.desk, dossier.code) is Step.ANSWER


def test_a_second_fetch_brings_nothing_again(town: Town) -> None:
    town.file(TP01=town.plain)
    assert len(town.fetch()) == 1
    assert town.fetch() == []


def test_signatures_of_attachments_are_judged(town: Town) -> None:
    code = town.file(TP01=town.broken, TP02=town.plain)
    town.fetch()
    verdicts = {each.component: each.verdict for each in town.item(code).documents}
    assert verdicts == {"TP01": "broken", "TP02": "unsigned"}
    evidence = [each.evidence for each in town.item(code).documents]
    assert all(kept and town.desk.storage.contents.path(kept).exists() for kept in evidence)


def test_accepting_begins_the_time_and_tells_the_portal(town: Town) -> None:
    code = DossierCode(town.file(TP01=town.plain, TP02=town.plain))
    town.fetch()
    filed = town.item(code).dossier
    accepted = accept_filed(town.desk, code)
    assert (accepted.status, accepted.version > filed.version) == (DossierStatus.ACCEPTED, True)
    assert accepted.received_at > filed.received_at
    assert all(item.dossier.code != code for item in inbox(town.desk))
    with town.desk.storage.unit_of_work(read_only=True) as work:
        assert work.documents.current(code, DocumentKind.RECEIPT) is not None
    deliver(town.desk, report=ignore)
    assert town.told(code) == (DossierStatus.ACCEPTED, 1)
    assert next_step(town.desk, code) is Step.DECIDE
    with pytest.raises(MoveRefused):
        accept_filed(town.desk, code)


def test_the_result_of_an_online_dossier_joins_what_was_filed(town: Town) -> None:
    code = DossierCode(town.file(TP01=town.plain))
    town.fetch()
    receipt = accept_filed(town.desk, code).portal_receipt or ""
    for role in (Role.OFFICIAL, Role.LEADER, Role.SEAL):
        decision = sign_decision(town.desk, code, role, pin())
    deliver(town.desk, report=ignore)
    assert town.told(code) == (DossierStatus.SOLVED, 2)
    page = httpx.post(f"{town.url}/tra-cuu", data={"code": code, "receipt": receipt}, trust_env=False).text
    assert "Tờ khai.pdf" in page
    assert decision.file_name in page
    known = {"code": code, "receipt": receipt, "sha256": decision.content}
    got = httpx.post(f"{town.url}/tai-ve", data=known, trust_env=False)
    assert got.content == town.desk.storage.contents.path(decision.content).read_bytes()
    with town.desk.storage.unit_of_work(read_only=True) as work:
        assert work.dossiers.get(code).portal_receipt == receipt


def test_a_refusal_is_told_with_its_reason_to_who_knows_the_receipt(town: Town) -> None:
    code = DossierCode(town.file(TP01=town.plain))
    town.fetch()
    receipt = town.item(code).dossier.portal_receipt or ""
    take_step(town.desk, code, Move.REFUSE, reason="Không thuộc thẩm quyền của phường")
    deliver(town.desk, report=ignore)
    assert town.told(code) == (DossierStatus.NOT_ACCEPTED, 1)
    page = f"{town.url}/tra-cuu"
    anybody = httpx.get(page, params={"code": code}, trust_env=False).text
    applicant = httpx.post(page, data={"code": code, "receipt": receipt}, trust_env=False).text
    assert "Không thuộc thẩm quyền" not in anybody
    assert "Không thuộc thẩm quyền" in applicant


def test_papers_asked_for_come_back_and_wait_for_the_official(town: Town) -> None:
    code = DossierCode(town.file(TP01=town.plain))
    town.fetch()
    receipt = town.item(code).dossier.portal_receipt or ""
    take_step(
        town.desk, code, Move.ASK_SUPPLEMENT, reason="Thiếu giấy chứng sinh", components=frozenset({"TP02"})
    )
    assert all(item.dossier.code != code for item in inbox(town.desk))
    deliver(town.desk, report=ignore)
    assert town.told(code)[0] == DossierStatus.SUPPLEMENT_ASKED
    town.add(code, receipt, TP02=town.signed)
    (came,) = town.fetch()
    assert (came.dossier.code, came.new) == (code, False)
    item = town.item(code)
    assert (item.supplemented, item.missing) == (True, ())
    assert {each.component for each in item.documents} == {"TP01", "TP02"}
    taken = take_step(town.desk, code, Move.TAKE_SUPPLEMENT)
    assert taken.status is DossierStatus.IN_PROCESS
    assert all(part.received for part in taken.components if not part.shown_only)


def test_a_procedure_of_elsewhere_can_be_refused_but_not_accepted(town: Town) -> None:
    papers = {part[0]: town.plain for part in ward_of(town.desk.settings).services[0].papers[:1]}
    code = DossierCode(town.file("9.999999", **papers))
    town.fetch()
    with pytest.raises(UnknownProcedure):
        accept_filed(town.desk, code)
    refused = take_step(town.desk, code, Move.REFUSE, reason="Không thuộc thẩm quyền")
    assert refused.status is DossierStatus.NOT_ACCEPTED


def test_the_chain_of_the_audit_holds_after_a_fetch(town: Town) -> None:
    code = town.file(TP01=town.plain)
    town.fetch()
    assert verify_audit(town.desk).whole
    with town.desk.storage.unit_of_work(read_only=True) as work:
        (entry,) = work.audit.of(code)
    assert (entry.step, entry.detail) == ("filed_online", {"verdicts": {"TP01": "unsigned"}, "lost": []})


@dataclass
class Breaking:
    """A source that fails where it is told to."""

    source: FilingSource
    name: str
    fails_at: str = ""
    lies_about: str = ""

    def filed(self, after: str) -> tuple[Filing, ...]:
        return self.source.filed(after)

    def fetch(self, filing: Filing, file: FiledFile, target: Path, report: Report) -> None:
        if filing.code == self.fails_at:
            raise PortalUnreachable(self.name)
        if file.component == self.lies_about:
            target.write_bytes(b"%PDF-1.7 something else %%EOF")
            return
        self.source.fetch(filing, file, target, report)


def _through(town: Town, **faults: str) -> Desk:
    source = town.desk.filings()
    assert source is not None
    return replace(town.desk, filings=lambda: Breaking(source, source.name, **faults))


def test_a_fetch_that_breaks_off_goes_on_where_it_ended(town: Town) -> None:
    first, second = town.file(TP01=town.plain), town.file(TP01=town.signed)
    with pytest.raises(PortalUnreachable):
        list(fetch_inbox(_through(town, fails_at=second), report=ignore))
    assert [each.dossier.code for each in inbox(town.desk)][-1] == first
    assert [each.dossier.code for each in town.fetch()] == [second]


def test_a_file_that_is_not_what_was_announced_counts_as_missing(town: Town) -> None:
    code = town.file(TP01=town.plain, TP02=town.signed)
    (came,) = fetch_inbox(_through(town, lies_about="TP02"), report=ignore)
    assert came.lost == ("TP02",)
    item = town.item(code)
    assert [each.component for each in item.documents] == ["TP01"]
    assert [part.code for part in item.missing] == ["TP02"]


def test_cancelling_a_download_keeps_what_came_before(town: Town) -> None:
    first, second = town.file(TP01=town.plain), town.file(TP01=town.broken)
    begun: list[Progress] = []

    def cancel(progress: Progress) -> None:
        begun.append(progress)
        if len({each.total for each in begun}) > 1:  # the second file, which has another length
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(fetch_inbox(town.desk, report=cancel))
    assert inbox(town.desk)[-1].dossier.code == first
    assert [each.dossier.code for each in town.fetch()] == [second]


def test_a_connection_without_online_dossiers_says_so(town: Town) -> None:
    with pytest.raises(NoOnlineFilings):
        list(fetch_inbox(replace(town.desk, filings=lambda: None), report=ignore))


def test_an_attachment_longer_than_announced_is_not_read_to_its_end(town: Town, tmp_path: Path) -> None:
    code = town.file(TP01=town.signed)
    source = town.desk.filings()
    assert source is not None
    town.fetch()
    filing = next(each for each in source.filed("") if each.code == code)
    short = replace(filing.files[0], bytes=filing.files[0].bytes - 1)
    with pytest.raises(PortalProtocol):
        source.fetch(filing, short, tmp_path / "x", ignore)
