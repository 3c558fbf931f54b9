"""Forms, posters and reports of casework: real dossiers in, PDF and XLSX out, read back by others."""

import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
import zxingcpp
from openpyxl import Workbook, load_workbook

from clerk_app.bootstrap import open_desk
from clerk_app.paper.workbook import write_workbook
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitisation import Rate
from clerk_app.workflow.errors import CatalogueUnreadable, UnknownForm, UnknownProcedure
from clerk_app.workflow.forms import draw_form, draw_register
from clerk_app.workflow.moves import Move, take_step
from clerk_app.workflow.posters import draw_cards
from clerk_app.workflow.procedures import procedure
from clerk_app.workflow.procedures.importing import import_catalogue
from clerk_app.workflow.procedures.in_force import procedure_in_force
from clerk_app.workflow.report_paper import rate_table, report_table, table_pdf
from clerk_app.workflow.statistics import Counts, Report06a, report_06a
from scanning.intake.documents import open_pages
from tests.desks import accepted


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(Settings(home=str(tmp_path / "clerk"))) as (opened, _embedded):
        yield opened


def text_of(pdf: bytes, file: Path) -> str:
    file.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, timeout=60, check=True
    )
    return " ".join(unicodedata.normalize("NFC", done.stdout).split())


@pytest.mark.parametrize(
    ("form", "move", "said"),
    [
        ("02", Move.ASK_SUPPLEMENT, "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
        ("03", Move.REFUSE, "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
        ("04", Move.POSTPONE, "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
        ("05", Move.STOP, "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"),
        ("06", Move.PROCESS, "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"),
    ],
)
def test_each_form_tells_of_its_step_and_carries_the_dossier_as_qr(
    desk: Desk, tmp_path: Path, form: str, move: Move, said: str
) -> None:
    code = accepted(desk).code
    take_step(desk, code, move, reason="Thiếu <giấy> & tờ", note="Bản sao căn cước")
    file = tmp_path / "form.pdf"
    text = text_of(draw_form(desk, form, code), file)
    assert said in text
    assert "Thiếu <giấy> & tờ" in text
    (page,) = open_pages(file)
    assert [found.text for found in zxingcpp.read_barcodes(page.pixels)] == [code]


@pytest.mark.parametrize("form", ["02", "05", "09"])
def test_a_form_for_a_step_that_was_not_taken_is_refused(desk: Desk, form: str) -> None:
    with pytest.raises(UnknownForm):
        draw_form(desk, form, accepted(desk).code)


def test_the_register_lists_who_what_and_when(desk: Desk, tmp_path: Path) -> None:
    code = accepted(desk).code
    take_step(desk, code, Move.SOLVE)
    take_step(desk, code, Move.RETURN, note="tại quầy")
    text = text_of(draw_register(desk, date(2020, 1, 1), date(2099, 12, 31)), tmp_path / "register.pdf")
    assert "SỔ THEO DÕI HỒ SƠ" in text
    assert "Lê Thị Hồng Nhung" in text
    assert "tại quầy" in text


def test_the_report_is_the_same_on_paper_and_in_the_workbook(desk: Desk, tmp_path: Path) -> None:
    accepted(desk)
    report = report_06a(desk, date(2020, 1, 1), date(2099, 12, 31))
    assert report.total.open_within == 1  # a period that is not over ends now: nothing is overdue yet
    assert "Đã giải quyết Trước hạn Đúng hạn Quá hạn Hộ tịch, nuôi con nuôi" in text_of(
        table_pdf(desk, report_table(report)), tmp_path / "report.pdf"
    )
    assert "Hộ tịch, nuôi con nuôi 1 0 1" in text_of(
        table_pdf(desk, report_table(report)), tmp_path / "report.pdf"
    )
    write_workbook(report_table(report), tmp_path / "report.xlsx")
    sheet = load_workbook(tmp_path / "report.xlsx")["06a"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert rows[0][:5] == (1, "Hộ tịch, nuôi con nuôi", 1, 0, 1)
    assert rows[1][1:5] == ("Tổng cộng", 1, 0, 1)
    assert "xl/charts/chart1.xml" in ZipFile(tmp_path / "report.xlsx").namelist()


def test_channels_and_the_rate_of_digitising_are_tables_too(desk: Desk, tmp_path: Path) -> None:
    today = date(2025, 7, 1)
    channels = report_table(Report06a(today, today, {"online": Counts(received_online=2)}), "channel")
    text = text_of(table_pdf(desk, channels), tmp_path / "channels.pdf")
    assert "Trực tuyến 2 2 0" in text
    rates = rate_table({"Hộ tịch": Rate(4, 1, 2)}, today, today)
    assert "Hộ tịch 4 1 2 75,0" in text_of(table_pdf(desk, rates), tmp_path / "rates.pdf")
    write_workbook(rates, tmp_path / "rates.xlsx")
    sheet = load_workbook(tmp_path / "rates.xlsx")["so-hoa"]
    assert [cell.value for cell in sheet[5]][1:4] == ["Tổng cộng", 4, 1]


def test_the_qr_of_a_card_is_the_code_that_intake_takes(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    file.write_bytes(draw_cards([procedure("1.001193"), procedure("1.000656")]))
    (page,) = open_pages(file)
    codes = {found.text for found in zxingcpp.read_barcodes(page.pixels)}
    assert codes == {"1.001193", "1.000656"}
    assert all(procedure_in_force(desk, code) for code in codes)


def national_export(file: Path) -> Path:
    """Write a small export in the sheets and headings of the national catalogue."""
    book = Workbook()
    main = book.worksheets[0]
    main.title = "TTHC2-CAPXA"
    main.append(["Danh mục thủ tục hành chính cấp xã"])
    main.append(["STT", "Mã", "Tên", "Link", "Số QĐ", "Ngày QĐ", "Cơ quan ban hành", "Lĩnh vực"])
    main.append([1, "9.000001", "Thủ tục thử nghiệm", "", "12/QĐ-UBND", "", "UBND", "Hộ tịch"])
    main.append([2, "9.000002", "Thủ tục khác", "", "13/QĐ-UBND", "", "UBND", "Lĩnh vực lạ"])
    main.append([3, "sai mã", "Hỏng", "", "", "", "", "Hộ tịch"])
    ways = book.create_sheet("Cách thức thực hiện")
    ways.append(["Mã", "Hình thức nộp", "Thời gian", "Phí, lệ phí", "Mô tả"])
    ways.append(["9.000001", "Trực tiếp", "5 Ngày làm việc", "", ""])
    papers = book.create_sheet("TPHS")
    papers.append(["Mã", "Tên giấy tờ", "Loại", "Bản chính", "Bản sao"])
    papers.append(["9.000001", "+ Tờ khai theo mẫu;", "", 1, 0])
    papers.append(["9.000001", "Lưu ý: nộp trực tuyến", "", 0, 0])
    papers.append(["9.000001", ",", "", 0, 1])
    book.save(file)
    return file


def test_the_national_export_is_taken_in_and_what_is_doubtful_told(desk: Desk, tmp_path: Path) -> None:
    report = import_catalogue(desk, national_export(tmp_path / "tthc.xlsx"))
    assert (report.read, report.changed) == (2, 2)
    assert set(report.doubtful) == {
        ("9.000001", ","),
        ("9.000002", "limit"),
        ("sai mã", "limit"),
        ("sai mã", "code"),
    }
    found = procedure_in_force(desk, "9.000001")
    assert (found.limit.amount, found.limit.unit, found.domain) == (5, "working_day", "civil-status")
    assert [part.name for part in found.components] == ["Tờ khai theo mẫu"]
    assert found.notes == ("Lưu ý: nộp trực tuyến",)
    assert procedure_in_force(desk, "9.000002").domain == "other"


def test_a_site_names_its_own_headings_and_is_told_which_column_has_none(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    main = book.worksheets[0]
    main.title = "Danh mục"
    main.append(["Ký hiệu", "Tên thủ tục", "Lĩnh vực", "Màu sắc"])
    main.append(["9.000003", "Thủ tục thử nghiệm", "Hộ tịch", "đỏ"])
    book.save(tmp_path / "own.xlsx")
    with pytest.raises(CatalogueUnreadable):
        import_catalogue(desk, tmp_path / "own.xlsx")
    desk.folders.headings.write_text('code = ["Ký hiệu"]', "utf-8")
    report = import_catalogue(desk, tmp_path / "own.xlsx")
    assert (report.read, report.doubtful[0]) == (1, ("Danh mục", "Màu sắc"))
    assert procedure_in_force(desk, "9.000003").name == "Thủ tục thử nghiệm"
    for wrong in ('colour = ["Màu"]', "code = 5", "code ="):
        desk.folders.headings.write_text(wrong, "utf-8")
        with pytest.raises(CatalogueUnreadable):
            import_catalogue(desk, tmp_path / "own.xlsx")


def test_taking_the_same_file_in_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = national_export(tmp_path / "tthc.xlsx")
    import_catalogue(desk, file)
    assert import_catalogue(desk, file).changed == 0


def test_a_version_holds_from_its_day_on(desk: Desk, tmp_path: Path) -> None:
    import_catalogue(desk, national_export(tmp_path / "tthc.xlsx"), effective_from=date(2999, 1, 1))
    with pytest.raises(UnknownProcedure):
        procedure_in_force(desk, "9.000001")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"{"),
        ("a.json", b'{"procedures": 5}'),
        ("a.xlsx", b"PK no zip"),
        ("a.txt", b""),
        ("b.xlsx", b""),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(desk: Desk, tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(CatalogueUnreadable):
        import_catalogue(desk, file)
