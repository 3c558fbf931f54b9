"""Forms 01 to 07 of TT 03/2025/TT-VPCP for a dossier, filled from what was recorded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from clerk_app.paper.notice import Notice, draw_notice
from clerk_app.paper.receipt import ReceiptFacts, draw_receipt
from clerk_app.paper.sheet import Sheet, draw_sheet
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import UnknownForm
from clerk_app.workflow.frontdesk.receipts import receipt_code
from clerk_app.workflow.moves import Move
from clerk_app.workflow.office import VIETNAM, local
from clerk_app.workflow.reading import read_dossier, tell_of_list
from clerk_app.workflow.rights import Right, require
from storage.model import Dossier, DossierCode, DossierStatus, MoveEntry

FORMS = ("01", "02", "03", "04", "05", "06")
"""Those of one dossier; 07 is the register of a period."""

_HEAD_OF_CENTRE = "THỦ TRƯỞNG ĐƠN VỊ"
_OFFICIAL = "NGƯỜI TIẾP NHẬN HỒ SƠ"


@dataclass(frozen=True, slots=True)
class _Letter:
    """A form that is a letter: the step it tells of, its notation, title and signer, and its body."""

    move: Move
    notation: str
    title: str
    signer: str
    body: Callable[[Dossier, MoveEntry], Sequence[str]]


def draw_form(desk: Desk, form: str, code: DossierCode) -> bytes:
    """Return a form of a dossier as PDF.

    Args:
        desk: the workstation.
        form: "01" to "06".
        code: of the dossier.

    Raises:
        RightMissing.
        UnknownForm: there is no such form, or the step it tells of was never taken.
        UnknownDossier: there is none.
    """
    dossier = read_dossier(desk, code)
    with desk.storage.unit_of_work(read_only=True) as work:
        moves = work.moves.of(code)
    if form == "01":
        agency = desk.settings.agency
        return draw_receipt(
            ReceiptFacts.of(dossier, agency.centre, agency.place, VIETNAM, receipt_code(desk, code))
        )
    if form == "06":
        return draw_sheet(_control_slip(desk, dossier, moves))
    letter = _LETTERS.get(form)
    told = next((each for each in reversed(moves) if letter and each.move == letter.move), None)
    if letter is None or told is None:
        raise UnknownForm(form)
    return draw_notice(_notice(desk, dossier, letter, told))


def forms_of(moves: Iterable[MoveEntry]) -> tuple[str, ...]:
    """Return the forms that can be drawn after these steps: letters need the step that they tell of."""
    taken = {each.move for each in moves}
    letters = {form for form, letter in _LETTERS.items() if letter.move in taken}
    return tuple(form for form in FORMS if form not in _LETTERS or form in letters)


def draw_register(desk: Desk, first: date, last: date) -> bytes:
    """Return form 07, the register of the dossiers received from `first` to `last`, both included.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.REPORT)
    start = datetime.combine(first, time(), VIETNAM)
    end = datetime.combine(last + timedelta(days=1), time(), VIETNAM)
    with desk.storage.unit_of_work(read_only=True) as work:
        found = [(work.dossiers.get(code), work.moves.of(code)) for code in work.moves.received(start, end)]
    tell_of_list(desk, "register_printed", len(found))
    agency = desk.settings.agency
    return draw_sheet(
        Sheet(
            title="Sổ theo dõi hồ sơ",
            subtitle=f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
            centre=agency.centre,
            place=agency.place,
            number=f"{first:%m%Y}/STD",
            written=local(desk.clock.now()),
            heads=(
                "STT",
                "Mã hồ sơ",
                "Tên thủ tục",
                "Người nộp",
                "Địa chỉ, điện thoại",
                "Ngày nhận",
                "Ngày hẹn trả",
                "Ngày trả",
                "Cách trả",
            ),
            rows=[_register_row(number, *each) for number, each in enumerate(found, 1)],
            shares=(5, 15, 19, 14, 18, 9, 9, 9, 10),
        )
    )


def _notice(desk: Desk, dossier: Dossier, letter: _Letter, told: MoveEntry) -> Notice:
    agency = desk.settings.agency
    serial = dossier.code.rpartition("-")[2]
    return Notice(
        title=letter.title,
        centre=agency.centre,
        place=agency.place,
        number=f"{serial}/{letter.notation}",
        dossier_code=dossier.code,
        written=local(told.at),
        lines=(*_addressee(dossier), *letter.body(dossier, told)),
        signer=letter.signer,
    )


def _addressee(dossier: Dossier) -> tuple[str, ...]:
    person = dossier.applicant
    contact = "; ".join(filter(None, (person.address, person.phone, person.email)))
    return (
        f"Kính gửi: Ông (bà) {person.full_name}",
        f"Địa chỉ, liên hệ: {contact or '…'}",
        f"Nội dung yêu cầu giải quyết: {dossier.procedure_name}",
        f"Ngày nhận hồ sơ: {_moment(dossier.received_at)}",
    )


def _supplement(_dossier: Dossier, told: MoveEntry) -> Sequence[str]:
    wanted = [f"- {line.strip()}" for line in told.note.splitlines() if line.strip()]
    return (
        "Đề nghị ông (bà) bổ sung, hoàn thiện hồ sơ gồm những nội dung sau:",
        *(wanted or ["- …"]),
        f"Lý do: {told.reason}",
        "Thời hạn giải quyết được tính tiếp từ khi hồ sơ được bổ sung đầy đủ.",
    )


def _refusal(_dossier: Dossier, told: MoveEntry) -> Sequence[str]:
    return ("Hồ sơ không đủ điều kiện tiếp nhận, giải quyết.", f"Lý do: {told.reason}")


def _apology(_dossier: Dossier, told: MoveEntry) -> Sequence[str]:
    return (
        "Hồ sơ chưa giải quyết xong trong thời hạn đã hẹn. Chúng tôi xin lỗi ông (bà) vì sự chậm trễ này.",
        f"Lý do: {told.reason}",
        f"Thời gian hẹn trả kết quả mới: {_moment(told.due_at)}",
    )


def _stopping(_dossier: Dossier, told: MoveEntry) -> Sequence[str]:
    return ("Việc giải quyết hồ sơ được dừng lại.", f"Lý do: {told.reason}")


_LETTERS: Mapping[str, _Letter] = {
    "02": _Letter(
        Move.ASK_SUPPLEMENT, "PBS", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", _OFFICIAL, _supplement
    ),
    "03": _Letter(Move.REFUSE, "PTC", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", _OFFICIAL, _refusal),
    "04": _Letter(
        Move.POSTPONE, "PXL", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", _HEAD_OF_CENTRE, _apology
    ),
    "05": _Letter(Move.STOP, "PDG", "Thông báo dừng giải quyết hồ sơ", _HEAD_OF_CENTRE, _stopping),
}

_STEPS = {
    Move.ACCEPT: "Tiếp nhận hồ sơ",
    Move.REFUSE: "Từ chối hồ sơ",
    Move.PROCESS: "Giải quyết hồ sơ",
    Move.ASK_SUPPLEMENT: "Yêu cầu bổ sung",
    Move.TAKE_SUPPLEMENT: "Nhận hồ sơ bổ sung",
    Move.DEMAND_FEE: "Yêu cầu nghĩa vụ tài chính",
    Move.TAKE_FEE: "Đã thực hiện nghĩa vụ tài chính",
    Move.POSTPONE: "Xin lỗi và hẹn lại",
    Move.HAND_OVER: "Bàn giao hồ sơ",
    Move.WITHDRAW: "Người nộp rút hồ sơ",
    Move.STOP: "Dừng giải quyết",
    Move.SOLVE: "Giải quyết xong",
    Move.RETURN: "Trả kết quả",
}


def _control_slip(desk: Desk, dossier: Dossier, moves: Iterable[MoveEntry]) -> Sheet:
    agency = desk.settings.agency
    return Sheet(
        title="Phiếu kiểm soát quá trình giải quyết hồ sơ",
        subtitle=dossier.procedure_name,
        centre=agency.centre,
        place=agency.place,
        number=f"{dossier.code.rpartition('-')[2]}/PKS",
        written=local(desk.clock.now()),
        heads=(
            "STT",
            "Bước thực hiện",
            "Người thực hiện",
            "Thời gian",
            "Hạn giải quyết",
            "Kết quả",
            "Ghi chú",
        ),
        rows=[_slip_row(number, each) for number, each in enumerate(moves, 1)],
        shares=(5, 18, 14, 14, 14, 12, 24),
        qr=dossier.code,
    )


def _slip_row(number: int, move: MoveEntry) -> tuple[str, ...]:
    remarks = "; ".join(filter(None, (move.reason, move.note)))
    return (
        str(number),
        _STEPS[Move(move.move)],
        move.actor,
        _moment(move.at),
        _moment(move.due_at),
        _timeliness(move.at, move.due_at) if move.status is DossierStatus.SOLVED else "",
        remarks,
    )


def _register_row(number: int, dossier: Dossier, moves: Sequence[MoveEntry]) -> tuple[str, ...]:
    person = dossier.applicant
    returned = next((each for each in moves if each.move == Move.RETURN), None)
    return (
        str(number),
        dossier.code,
        dossier.procedure_name,
        person.full_name,
        "; ".join(filter(None, (person.address, person.phone))),
        _moment(dossier.received_at),
        _moment(dossier.due_at),
        _moment(returned.at) if returned else "",
        returned.note if returned else "",
    )


def _timeliness(at: datetime, due: datetime) -> str:
    if at > due:
        return "Quá hạn"
    return "Trước hạn" if local(at).date() < local(due).date() else "Đúng hạn"


def _moment(moment: datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"
