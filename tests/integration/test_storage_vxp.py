"""The connection of one-stop systems: sessions, fields, files by address, and what the authority refuses."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from werkzeug.wrappers import Request, Response

from storage.errors import PortalNotAdmitted, PortalProtocol, PortalUnreachable
from storage.model import Channel, DossierCode, DossierStatus
from storage.portal import PortalStatus, PortalStep, Submission, SubmissionFile
from storage.portal.profile import FileService, PortalAccount, PortalKind, PortalProfile
from storage.portal.sandbox import Faults, VxpRules
from storage.portal.vxp import VxpPortal
from storage.portal.vxp.fields import dossier_fields, moment, step_fields
from tests.fakes.clock import START, StillClock
from tests.fakes.records import PERSON, ignore, pdf
from tests.fakes.sandbox import sandbox, vxp_profile
from tests.saboteurs.portal import portal_that_says

CODE = DossierCode("H15-261008-0001")
SITE = VxpRules()


def _file(
    folder: Path, mark: str = "one", name: str = "G01.pdf", component: str | None = "G01"
) -> SubmissionFile:
    content = pdf(mark)
    path = folder / name
    path.write_bytes(content)
    return SubmissionFile(name, path, hashlib.sha256(content).hexdigest(), len(content), component)


def _submission(*files: SubmissionFile) -> Submission:
    name = "Thủ tục đăng ký khai sinh"
    return Submission(CODE, "1.001193", name, PERSON, Channel.IN_PERSON, START, START, files)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox(tmp_path_factory.mktemp("portal")) as address:
        yield address


class Door:
    """The services as a program without our client sees them."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/vxp"
        self._session = self.send("/login", username=SITE.user, password=SITE.password)["session"]

    def send(self, target: str, **body: Any) -> Any:
        headers = {"dstcode": SITE.destination}
        return httpx.post(self._url + target, json=body, headers=headers, trust_env=False).json()

    def ask(self, service: str, **body: Any) -> Any:
        return self.send("/service", session=self._session, madonvi=SITE.unit, service=service, **body)


def test_times_are_those_of_hanoi_to_the_second() -> None:
    assert moment(datetime(2026, 12, 31, 18, 5, 9, 999, tzinfo=UTC)) == "20270101010509"


def test_what_is_too_long_is_cut_to_its_length(tmp_path: Path) -> None:
    long = replace(_submission(), procedure_name="ế" * 1500)
    fields = dossier_fields(long, (), unit="H92", domain=("", ""))
    assert len(str(fields["TrichYeuHoSo"])) == 1000
    step = PortalStep(1, DossierStatus.IN_PROCESS, START, START, "Nguyễn " * 20, "Phòng", "")
    assert len(str(step_fields(CODE, step)["NguoiXuLy"])) == 50


def test_papers_and_results_travel_apart_and_addresses_tell_nothing(tmp_path: Path, url: str) -> None:
    paper, decision = _file(tmp_path), _file(tmp_path, "two", "QD.pdf", None)
    with closing(VxpPortal(vxp_profile(url))) as portal:
        answer = portal.submit(_submission(paper, decision), key="k1", report=ignore)
    assert answer.status is PortalStatus.ACCEPTED
    (kept,) = Door(url).ask("TraCuuHoSo", mahoso=CODE)["result"]
    addresses = [each["DuongDanTaiTepTin"] for each in kept["TaiLieuNop"]]
    addresses += [each["DuongDanTepTinKetQua"] for each in kept["DanhSachGiayToKetQua"]]
    assert len(addresses) == 2
    assert all(len(each.rpartition("/")[2]) >= 32 for each in addresses)
    assert all(CODE not in each and PERSON.id_number not in each for each in addresses)
    assert (kept["TenLinhVuc"], kept["DinhDanhCHS"][0]["LoaiDinhDanh"]) == ("Hộ tịch", "1")


def test_files_may_be_put_where_the_portal_fetches_them(tmp_path: Path, url: str) -> None:
    with closing(VxpPortal(vxp_profile(url, put=True))) as portal:
        submission = replace(_submission(_file(tmp_path)), dossier=DossierCode("H15-261008-0002"))
        answers = [portal.submit(submission, key="k1", report=ignore) for _twice in range(2)]
    assert answers[0] == answers[1]
    assert answers[0].status is PortalStatus.ACCEPTED
    (kept,) = Door(url).ask("TraCuuHoSo", mahoso="H15-261008-0002")["result"]
    assert httpx.get(kept["TaiLieuNop"][0]["DuongDanTaiTepTin"], trust_env=False).content == pdf("one")


def test_a_wrong_password_is_told_apart_from_a_portal_that_is_away(url: str, tmp_path: Path) -> None:
    with closing(VxpPortal(vxp_profile(url, password="wrong"))) as portal:
        with pytest.raises(PortalNotAdmitted):
            portal.submit(_submission(_file(tmp_path)), key="k", report=ignore)
        assert portal.check().detail == "PortalNotAdmitted"


def test_a_session_that_ended_is_begun_anew(tmp_path: Path) -> None:
    clock = StillClock()
    with sandbox(tmp_path / "portal", clock=clock) as url, closing(VxpPortal(vxp_profile(url))) as portal:
        portal.submit(_submission(_file(tmp_path)), key="k", report=ignore)
        clock.advance(timedelta(hours=2))
        assert [each.receipt for each in portal.held([CODE])] == [CODE]


@pytest.mark.parametrize(
    ("faults", "error"),
    [
        (Faults(ended_sessions=1), PortalNotAdmitted),
        (Faults(unavailable_submissions=1), PortalUnreachable),
        (Faults(dropped_answers=1), PortalUnreachable),
    ],
)
def test_after_every_fault_the_dossier_is_there_once(
    tmp_path: Path, faults: Faults, error: type[Exception]
) -> None:
    submission = _submission(_file(tmp_path))
    with (
        sandbox(tmp_path / "portal", faults=faults) as url,
        closing(VxpPortal(vxp_profile(url))) as portal,
    ):
        with pytest.raises(error):
            portal.submit(submission, key="k", report=ignore)
        assert portal.submit(submission, key="k", report=ignore).status is PortalStatus.ACCEPTED
        assert len(portal.held([CODE])) == 1


def test_the_portal_lists_its_procedures(url: str) -> None:
    with closing(VxpPortal(vxp_profile(url))) as portal:
        assert {"1.001193"} <= {each["MaTTHC"] for each in portal.procedures()}


def _fields(url: str) -> dict[str, object]:
    return dossier_fields(_submission(), (), unit=SITE.unit, domain=("ho-tich", "Hộ tịch")) | {
        "MaHoSo": "H15-261008-0099",
        "TaiLieuNop": [
            {
                "TepDinhKemId": "1",
                "TenTepDinhKem": "G01.pdf",
                "MaThanhPhanHoSo": "G01",
                "DuongDanTaiTepTin": url,
                "DuocSoHoa": "1",
                "DuocTaiSuDung": "0",
            }
        ],
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"MaHoSo": "12345"}, "không đúng định dạng"),
        ({"TrichYeuHoSo": "x" * 1001}, "vượt quá 1000"),
        ({"ChuHoSo": ""}, "Thiếu trường ChuHoSo"),
        ({"NgayTiepNhan": "2026-10-08T02:30:00"}, "yyyyMMddHHmmss"),
        ({"NgayHenTra": "20261308000000"}, "yyyyMMddHHmmss"),
        ({"KenhThucHien": "4"}, "không đúng danh mục"),
        ({"TrangThaiHoSo": "11"}, "không đúng danh mục"),
        ({"DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "123"}]}, "DinhDanhCHS"),
        ({"DinhDanhCHS": []}, "DinhDanhCHS"),
        ({"TaiLieuNop": [{}]}, "TaiLieuNop"),
        ({"TaiLieuNop": []}, "không có tệp"),
        ({"DanhSachGiayToKetQua": None}, "DanhSachGiayToKetQua"),
        ({}, "không thuộc kho tệp"),
    ],
)
def test_the_authority_refuses_what_does_not_keep_its_form(
    url: str, change: dict[str, object], reason: str
) -> None:
    fields = _fields("http://127.0.0.1:1/files/0") | change
    said = Door(url).ask("DongBoHoSoMC", isUpdating="False", data=[fields])
    assert said["error_code"] == "3"
    assert reason in said["message"]


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "rỗng"), (b"hello", "không phải PDF"), (pdf("UNSIGNED"), "chưa được ký số")]
)
def test_the_authority_fetches_each_file_and_looks_at_it(url: str, content: bytes, reason: str) -> None:
    place = f"{url}/store/{hashlib.sha256(content).hexdigest()}.pdf"
    assert httpx.put(place, content=content, trust_env=False).status_code == 201
    said = Door(url).ask("DongBoHoSoMC", isUpdating="False", data=[_fields(place)])
    assert reason in said["message"]
    assert "G01.pdf" in said["message"]


def test_the_authority_takes_ten_steps_at_once_and_no_more(url: str) -> None:
    step = PortalStep(1, DossierStatus.IN_PROCESS, START, START, "Mai", "Phòng", "")
    said = Door(url).ask("CapNhatTienDoHoSoMC", data=[step_fields(CODE, step)] * 11)
    assert (said["error_code"], "từ 1 đến 10" in said["message"]) == ("3", True)


def test_no_service_without_destination_session_and_unit(url: str) -> None:
    door = Door(url)
    assert door.send("/service", session="guess", service="TraCuuHoSo")["error_code"] == "-3"
    body = {"username": SITE.user, "password": SITE.password}
    assert httpx.post(f"{url}/vxp/login", json=body, trust_env=False).json()["error_code"] == "-3"
    assert "session" not in httpx.post(f"{url}/vxp/login", json=body, trust_env=False).json()


def _portal_answering(
    answer: Callable[[str, dict[str, Any]], dict[str, Any]],
) -> Callable[[Request], Response]:
    def app(request: Request) -> Response:
        if request.path.endswith("/login"):
            return Response('{"session": "s"}')
        body = json.loads(request.get_data() or b"{}")
        return Response(json.dumps(answer(str(body.get("service")), body)), content_type="application/json")

    return app


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        ({"error_code": "0", "message": "Đồng bộ thành công"}, True),
        ({"error_code": 0, "message": "THÀNH CÔNG"}, True),
        ({"error_code": "00", "message": "thành công"}, True),
        ({"error_code": "0", "message": "Đồng bộ không thành công"}, False),
        ({"error_code": "0", "message": "Đã nhận"}, False),
        ({"error_code": "3", "message": "thành công"}, False),
    ],
)
def test_nothing_is_synchronised_unless_the_answer_says_so(said: dict[str, Any], accepted: bool) -> None:
    with portal_that_says(_portal_answering(lambda *_: said)) as url, closing(_plain(url)) as portal:
        answer = portal.submit(_submission(), key="k", report=ignore)
    assert (answer.status is PortalStatus.ACCEPTED) == accepted
    assert answer.reasons == (() if accepted else (said["message"],))


@pytest.mark.parametrize(
    "said",
    [{}, {"message": "thành công"}, {"error_code": "0"}, {"error_code": None, "message": "x"}],
)
def test_an_answer_without_code_or_words_is_no_decision(said: dict[str, Any]) -> None:
    with (
        portal_that_says(_portal_answering(lambda *_: said)) as url,
        closing(_plain(url)) as portal,
        pytest.raises(PortalProtocol),
    ):
        portal.submit(_submission(), key="k", report=ignore)


def test_an_add_of_what_exists_becomes_an_update() -> None:
    asked: list[str] = []

    def answer(service: str, body: dict[str, Any]) -> dict[str, Any]:
        asked.append(f"{service} {body.get('isUpdating', '')}".strip())
        if body.get("isUpdating") == "False":
            return {"error_code": "3", "message": "Hồ sơ ĐÃ TỒN TẠI"}
        return {"error_code": "0", "message": "thành công", "result": []}

    with portal_that_says(_portal_answering(answer)) as url, closing(_plain(url)) as portal:
        found = portal.submit(_submission(), key="k", report=ignore)
    assert found.status is PortalStatus.ACCEPTED
    assert asked == ["LayThuTuc", "DongBoHoSoMC False", "TraCuuHoSo", "DongBoHoSoMC True"]


def _plain(url: str) -> VxpPortal:
    account = PortalAccount("u", "d", "H92", lambda: "p")
    return VxpPortal(PortalProfile(PortalKind.VXP, url, files=FileService(f"{url}/files"), account=account))


def test_no_secret_is_in_what_is_shown_of_a_profile() -> None:
    assert "thu-nghiem" not in repr(vxp_profile("http://x")) + repr(SITE)


def test_neither_secrets_nor_people_are_in_the_log(
    url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    submission = replace(_submission(_file(tmp_path)), dossier=DossierCode("H15-261008-0003"))
    with closing(VxpPortal(vxp_profile(url))) as portal:
        portal.submit(submission, key="k", report=ignore)
    assert "POST" in caplog.text
    for secret in (SITE.password, PERSON.id_number, PERSON.full_name):
        assert secret not in caplog.text
