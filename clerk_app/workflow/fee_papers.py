"""Papers about money: the receipt for a fee, and the list of a day's takings."""

from clerk_app.paper.notice import Notice, draw_notice
from clerk_app.paper.sheet import Sheet, draw_sheet
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.fees import DayTakings
from clerk_app.workflow.office import local
from clerk_app.workflow.reading import read_dossier
from storage.payments import Method, Payment

_METHODS = {Method.CASH: "tiền mặt", Method.TRANSFER: "chuyển khoản", Method.ONLINE: "trực tuyến"}
_HEADS = ("Số", "Giờ", "Mã hồ sơ", "Hình thức", "Người thu", "Số tiền (đồng)", "Ghi chú")


def draw_fee_receipt(desk: Desk, payment: Payment) -> bytes:
    """Return the receipt for a payment as PDF, with the QR of its dossier.

    Raises:
        RightMissing, UnknownDossier.
    """
    dossier = read_dossier(desk, payment.dossier)
    agency, moment = desk.settings.agency, local(payment.at)
    lines = (
        f"Người nộp tiền: {dossier.applicant.full_name}",
        f"Hồ sơ: {dossier.code} - {dossier.procedure_name}",
        f"Số tiền: {in_dong(payment.amount)} đồng",
        f"Hình thức: {_METHODS[payment.method]}",
        f"Thời điểm: {moment:%H:%M} ngày {moment:%d/%m/%Y}",
        f"Người thu: {payment.actor}",
    )
    return draw_notice(
        Notice(
            title="Phiếu thu phí, lệ phí",
            centre=agency.centre,
            place=agency.place,
            number=f"{payment.number:04d}/{moment:%Y}/PT",
            dossier_code=dossier.code,
            written=moment,
            lines=lines,
            signer="NGƯỜI THU TIỀN",
        )
    )


def draw_closing(desk: Desk, found: DayTakings) -> bytes:
    """Return the list of a day's takings as PDF; payments marked void are listed with their reason."""
    agency = desk.settings.agency
    state = "đã khoá sổ" if found.closing else "chưa khoá sổ"
    parts = ", ".join(f"{name} {in_dong(found.total(method))}" for method, name in _METHODS.items())
    return draw_sheet(
        Sheet(
            title="Bảng kê thu phí, lệ phí",
            subtitle=f"Ngày {found.day:%d/%m/%Y} ({state}): {parts}",
            centre=agency.centre,
            place=agency.place,
            number="",
            written=local(desk.clock.now()),
            heads=_HEADS,
            rows=[*map(_row, found.payments), ("", "", "Tổng cộng", "", "", in_dong(found.total()), "")],
            shares=(6, 7, 26, 13, 14, 14, 20),
            strong_last=True,
        )
    )


def in_dong(amount: int) -> str:
    """Return an amount as Vietnamese papers write it: 1.234.000."""
    return f"{amount:,}".replace(",", ".")


def _row(payment: Payment) -> tuple[str, ...]:
    void = payment.voided_at is not None
    return (
        f"{payment.number:04d}",
        f"{local(payment.at):%H:%M}",
        payment.dossier,
        _METHODS[payment.method],
        payment.actor,
        "0" if void else in_dong(payment.amount),
        f"Huỷ: {payment.void_reason}" if void else "",
    )
