"""What somebody wants of a procedure, told by the verb that comes first in its name."""

from collections.abc import Sequence
from enum import StrEnum

from clerk_app.workflow.procedures.model import Procedure
from storage.folding import folded


class Purpose(StrEnum):
    """What for."""

    REGISTER = "register"
    CHANGE = "change"
    ISSUE = "issue"
    CONFIRM = "confirm"
    SUPPORT = "support"
    OTHER = "other"


_VERBS = {
    Purpose.REGISTER: ("dang ky", "ghi vao", "khai bao", "thanh lap"),
    Purpose.CHANGE: (
        *("thay doi", "cai chinh", "sua doi", "bo sung", "dieu chinh", "chuyen", "gia han", "thu hoi"),
        *("cham dut", "huy", "tam ngung", "xoa", "tach", "sua loi", "thoi", "tra lai"),
    ),
    Purpose.ISSUE: ("cap", "cap lai", "giay phep", "doi"),
    Purpose.CONFIRM: (
        *("xac nhan", "chung thuc", "cong nhan", "xac dinh", "kiem tra", "tham dinh", "cong bo"),
        *("thong bao", "phe duyet", "chap thuan"),
    ),
    Purpose.SUPPORT: (
        *("ho tro", "tro cap", "huong", "che do", "tro giup", "mai tang", "uu dai", "tang", "mien"),
        *("giam", "thanh toan"),
    ),
}
"""Verbs of the national catalogue, without diacritics."""


def purpose_of(procedure: Procedure) -> Purpose:
    """Return what a procedure is for; the verb that comes first decides."""
    name = f" {' '.join(folded(procedure.name).split())} "
    places = [
        (name.index(f" {verb} "), -len(verb), purpose)
        for purpose, verbs in _VERBS.items()
        for verb in verbs
        if f" {verb} " in name
    ]
    return min(places, key=lambda each: each[:2])[2] if places else Purpose.OTHER


def fitting(
    procedures: Sequence[Procedure], domain: str = "", purpose: Purpose | None = None
) -> tuple[Procedure, ...]:
    """Return the procedures of a domain (empty for all) and purpose (None for all), in their order."""
    of_domain = [each for each in procedures if not domain or each.domain == domain]
    return tuple(each for each in of_domain if purpose is None or purpose_of(each) is purpose)
