"""Dossiers and steps in the fields of the connection; names, lengths and times are its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from storage.model import DossierCode, DossierStatus, whole_component
from storage.portal.port import PortalStep, Submission, SubmissionFile

HANOI = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh has had no other offset since 1975."""

SUMMARY_LENGTH = 1000
OFFICIAL_LENGTH = 50
_CITIZEN = "1"
_CITIZEN_CARD, _OLD_CARD = "1", "2"
_NEW_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file, and the address where the portal fetches it."""

    file: SubmissionFile
    url: str


def moment(at: datetime) -> str:
    """Return a time as yyyyMMddHHmmss in Asia/Ho_Chi_Minh."""
    return f"{at.astimezone(HANOI):%Y%m%d%H%M%S}"


def dossier_fields(
    submission: Submission,
    attachments: Sequence[Attachment],
    *,
    unit: str,
    domain: tuple[str, str],
    status: DossierStatus = DossierStatus.ACCEPTED,
) -> dict[str, object]:
    """Return the fields of DongBoHoSoMC; `domain` is MaLinhVuc and TenLinhVuc."""
    papers = [each for each in attachments if each.file.component is not None]
    results = [each for each in attachments if each.file.component is None]
    person = submission.applicant
    return {
        "MaHoSo": submission.dossier,
        "MaTTHC": submission.procedure_code,
        "TenTTHC": submission.procedure_name,
        "MaLinhVuc": domain[0],
        "TenLinhVuc": domain[1],
        "KenhThucHien": str(submission.channel.value),
        "ChuHoSo": person.full_name,
        "LoaiDoiTuong": _CITIZEN,
        "DinhDanhCHS": [_identity(person.id_number)],
        "TrichYeuHoSo": cut(submission.procedure_name, SUMMARY_LENGTH),
        "NgayTiepNhan": moment(submission.received_at),
        "NgayHenTra": moment(submission.due_at),
        "TrangThaiHoSo": str(status.value),
        "NgayTra": "",
        "HinhThuc": "0",
        "DonViXuLy": unit,
        "TaiLieuNop": [_paper(each) for each in papers],
        "DanhSachGiayToKetQua": [_result(each) for each in results],
        "DanhSachLePhi": [],
        "DanhSachHoSoBoSung": [],
    }


def step_fields(dossier: DossierCode, step: PortalStep) -> dict[str, object]:
    """Return an item of CapNhatTienDoHoSoMC."""
    return {
        "MaHoSo": dossier,
        "NguoiXuLy": cut(step.by, OFFICIAL_LENGTH),
        "ChucDanh": "",
        "ThoiDiemXuLy": moment(step.at),
        "PhongBanXuLy": step.unit,
        "NoiDungXuLy": cut(step.content, SUMMARY_LENGTH),
        "TrangThai": str(step.status.value),
        "NgayBatDau": moment(step.at),
        "NgayKetThucTheoQuyDinh": moment(step.due_at),
    }


def domain_of(procedure: Mapping[str, object]) -> tuple[str, str]:
    """Return MaLinhVuc and TenLinhVuc of what LayThuTuc says of a procedure, empty where it says none."""
    known = {name.casefold(): str(value) for name, value in procedure.items() if isinstance(value, str)}
    return known.get("malinhvuc", ""), known.get("tenlinhvuc", "")


def digests_of(dossier: Mapping[str, object]) -> frozenset[str] | None:
    """Return the digests of its files, which we give as their ids; None where the portal keeps no ids."""
    papers, results = dossier.get("TaiLieuNop"), dossier.get("DanhSachGiayToKetQua")
    if not isinstance(papers, list) or not isinstance(results, list):
        return None
    ids = [each.get("TepDinhKemId") for each in papers if isinstance(each, dict)]
    ids += [each.get("GiayToId") for each in results if isinstance(each, dict)]
    return frozenset(str(each) for each in ids) if all(ids) else None


def cut(text: str, length: int) -> str:
    """Return `text` in at most `length` characters."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _identity(number: str) -> dict[str, str]:
    kind = _CITIZEN_CARD if len(number) == _NEW_ID_DIGITS else _OLD_CARD
    return {"LoaiDinhDanh": kind, "SoDinhDanh": number}


def _paper(attachment: Attachment) -> dict[str, str]:
    file = attachment.file
    return {
        "TepDinhKemId": file.sha256,
        "TenTepDinhKem": file.name,
        "MaThanhPhanHoSo": whole_component(file.component or ""),
        "DuongDanTaiTepTin": attachment.url,
        "DuocSoHoa": "1",
        "DuocTaiSuDung": "0",
    }


def _result(attachment: Attachment) -> dict[str, str]:
    file = attachment.file
    return {
        "TenGiayTo": file.name,
        "MaThanhPhanHoSo": "",
        "GiayToId": file.sha256,
        "DuongDanTepTinKetQua": attachment.url,
        "MaGiayToKetQua": "",
    }
