"""Reports in the language of whoever reads the window; on paper and as a workbook they stay Vietnamese."""

from dataclasses import replace

from clerk_app.i18n import Translate, later
from clerk_app.paper.workbook import ChartedTable
from clerk_app.workflow.frontdesk.service_words import domain_words
from clerk_app.workflow.procedures import domains

WORDS = {
    "Tình hình, kết quả giải quyết thủ tục hành chính (Biểu 06a)": later(
        "Dossiers received and solved (form 06a)"
    ),
    "Tình hình giải quyết thủ tục hành chính theo kênh tiếp nhận": later("Dossiers by channel of receipt"),
    "Tỷ lệ số hóa thành phần hồ sơ": later("Rate of digitised papers"),
    "STT": later("No."),
    "Lĩnh vực": later("Field"),
    "Kênh tiếp nhận": later("Channel of receipt"),
    "Tổng tiếp nhận": later("Received in all"),
    "Trực tuyến": later("Online"),
    "Trực tiếp, bưu chính": later("Desk, post"),
    "Kỳ trước chuyển qua": later("From before"),
    "Tổng đã giải quyết": later("Solved in all"),
    "Trước hạn": later("Early"),
    "Đúng hạn": later("On time"),
    "Quá hạn": later("Overdue"),
    "Tổng đang giải quyết": later("Open in all"),
    "Trong hạn": later("In time"),
    "Đang quá hạn": later("Open, late"),
    "Từ chối, rút, dừng": later("Other ends"),
    "Trực tiếp": later("In person"),
    "Bưu chính": later("Post"),
    "Tổng cộng": later("Total"),
    "Đã giải quyết": later("Solved dossiers"),
    "Thành phần phải số hóa": later("Papers to digitise"),
    "Đã số hóa": later("Digitised"),
    "Dùng lại": later("Reused"),
    "Tỷ lệ (%)": later("Rate (%)"),
    "Thành phần đã thành tệp": later("Papers that became files"),
}
"""What stands on paper, and what it is in English."""


def spoken(table: ChartedTable, translate: Translate) -> ChartedTable:
    """Return a report with its words in the language of the reader; names of the centre's own stay."""
    known = {text: translate(words) for text, words in WORDS.items()}
    known |= {each.name: domain_words(each, translate) for each in domains()}

    def say(cell: str | int) -> str | int:
        return known.get(cell, cell) if isinstance(cell, str) else cell

    return replace(
        table,
        title=known.get(table.title, table.title),
        heads=[known.get(each, each) for each in table.heads],
        rows=[tuple(map(say, row)) for row in table.rows],
        chart_title=known.get(table.chart_title, table.chart_title),
    )
