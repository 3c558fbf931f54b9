"""What the VXP side asks of fields: which, how long, which times; its reasons are sentences for people."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from resources import resource
from storage.portal.sandbox import rules

_CODE = re.compile(r"(?:\d{3}\.\d{2}\.\d{2}\.[GH]\d{2}|[GH]\d{2}(?:\.\d{1,3}){0,4})-\d{6}-\d{4,7}\Z")
_TIME = re.compile(r"\d{14}\Z")
_TEXTS = {
    "MaHoSo": 100,
    "MaTTHC": 50,
    "TenTTHC": 1000,
    "MaLinhVuc": 50,
    "TenLinhVuc": 500,
    "ChuHoSo": 300,
    "TrichYeuHoSo": 1000,
    "HinhThuc": 1,
    "DonViXuLy": 500,
}
_MAY_BE_EMPTY = ("MaLinhVuc", "TenLinhVuc")
_CHOICES = {
    "KenhThucHien": "123",
    "LoaiDoiTuong": "1234",
    "TrangThaiHoSo": tuple(str(number) for number in range(1, 11)),
}
_LISTS = ("TaiLieuNop", "DanhSachGiayToKetQua", "DanhSachLePhi", "DanhSachHoSoBoSung", "DinhDanhCHS")
_PAPER = (
    "TepDinhKemId",
    "TenTepDinhKem",
    "MaThanhPhanHoSo",
    "DuongDanTaiTepTin",
    "DuocSoHoa",
    "DuocTaiSuDung",
)
_RESULT = ("TenGiayTo", "MaThanhPhanHoSo", "GiayToId", "DuongDanTepTinKetQua", "MaGiayToKetQua")
_ITEM_TEXTS = {"NguoiXuLy": 50, "ChucDanh": 100, "PhongBanXuLy": 500, "NoiDungXuLy": 1000}
_ITEM_TIMES = ("ThoiDiemXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh")
_MOST_ITEMS = 10
_IDENTITY = {"1": re.compile(r"\d{12}\Z"), "2": re.compile(r"\d{9}\Z")}


def against_dossier(said: Any) -> str:
    """Return the reason against an element of `data` of DongBoHoSoMC, empty if there is none."""
    if not isinstance(said, dict):
        return rules.UNREADABLE
    checks = (_against_texts, _against_choices, _against_times, _against_lists)
    return next((reason for check in checks if (reason := check(said))), "")


def against_progress(data: Any) -> str:
    """Return the reason against the `data` of CapNhatTienDoHoSoMC, empty if there is none."""
    if not isinstance(data, list) or not 0 < len(data) <= _MOST_ITEMS:
        return f"Mỗi lần chỉ nhận từ 1 đến {_MOST_ITEMS} tiến độ"
    return next((reason for item in data if (reason := _against_item(item))), "")


def files_of(dossier: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return name and address of each file of a dossier whose fields were checked."""
    papers = [(file["TenTepDinhKem"], file["DuongDanTaiTepTin"]) for file in dossier["TaiLieuNop"]]
    results = [(file["TenGiayTo"], file["DuongDanTepTinKetQua"]) for file in dossier["DanhSachGiayToKetQua"]]
    return papers + results


@cache
def procedures() -> dict[str, dict[str, str]]:
    """Return the procedures by their codes, in the words of LayThuTuc."""
    found = {}
    for file in sorted(resource("procedures").glob("*.json")):
        for each in json.loads(file.read_text("utf-8")).get("procedures", ()):
            found[each["code"]] = {
                "MaTTHC": each["code"],
                "TenTTHC": each["name"],
                "MaLinhVuc": file.stem,
                "TenLinhVuc": each["field"],
            }
    return found


def _against_texts(said: Mapping[str, Any]) -> str:
    for name, length in _TEXTS.items():
        value = said.get(name)
        if not isinstance(value, str) or (not value and name not in _MAY_BE_EMPTY):
            return f"Thiếu trường {name}"
        if len(value) > length:
            return f"Trường {name} vượt quá {length} ký tự"
    return "" if _CODE.match(said["MaHoSo"]) else f"Mã hồ sơ {said['MaHoSo']} không đúng định dạng"


def _against_choices(said: Mapping[str, Any]) -> str:
    wrong = (name for name, known in _CHOICES.items() if said.get(name) not in tuple(known))
    return next((f"Trường {name} không đúng danh mục" for name in wrong), "")


def _against_times(said: Mapping[str, Any]) -> str:
    if said.get("NgayTra") != "" and not _is_time(said.get("NgayTra")):
        return "Trường NgayTra không đúng định dạng yyyyMMddHHmmss"
    wrong = (name for name in ("NgayTiepNhan", "NgayHenTra") if not _is_time(said.get(name)))
    return next((f"Trường {name} không đúng định dạng yyyyMMddHHmmss" for name in wrong), "")


def _against_lists(said: Mapping[str, Any]) -> str:
    wrong = next((name for name in _LISTS if not _is_list_of_objects(said.get(name))), "")
    if wrong:
        return f"Trường {wrong} không đúng"
    if not all(_is_identity(each) for each in said["DinhDanhCHS"]) or not said["DinhDanhCHS"]:
        return "Trường DinhDanhCHS không đúng"
    if not all(_has_texts(each, _PAPER) for each in said["TaiLieuNop"]):
        return "Trường TaiLieuNop không đúng"
    if not all(_has_texts(each, _RESULT) for each in said["DanhSachGiayToKetQua"]):
        return "Trường DanhSachGiayToKetQua không đúng"
    return "" if files_of(said) else rules.NO_FILES


def _against_item(item: Any) -> str:
    if not isinstance(item, dict) or not isinstance(item.get("MaHoSo"), str):
        return "Thiếu trường MaHoSo"
    for name, length in _ITEM_TEXTS.items():
        if not isinstance(item.get(name), str) or len(item[name]) > length:
            return f"Trường {name} thiếu hoặc vượt quá {length} ký tự"
    if item.get("TrangThai") not in _CHOICES["TrangThaiHoSo"]:
        return "Trường TrangThai không đúng danh mục"
    wrong = (name for name in _ITEM_TIMES if not _is_time(item.get(name)))
    return next((f"Trường {name} không đúng định dạng yyyyMMddHHmmss" for name in wrong), "")


def _is_time(text: Any) -> bool:
    if not isinstance(text, str) or _TIME.match(text) is None:
        return False
    try:
        datetime.strptime(text, "%Y%m%d%H%M%S")  # noqa: DTZ007 - a local time by definition
    except ValueError:
        return False
    return True


def _is_identity(said: Mapping[str, Any]) -> bool:
    kind = _IDENTITY.get(str(said.get("LoaiDinhDanh")))
    return kind is not None and kind.match(str(said.get("SoDinhDanh"))) is not None


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _has_texts(said: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    return all(isinstance(said.get(name), str) for name in names)
