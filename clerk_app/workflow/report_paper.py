"""Report 06a for people: on paper, as a workbook."""

from pathlib import Path

from clerk_app.paper.sheet import Sheet, draw_sheet
from clerk_app.paper.workbook import ChartedTable, write_workbook
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.office import local
from clerk_app.workflow.statistics import Counts, Report06a

_TITLE = "Tình hình, kết quả giải quyết thủ tục hành chính (Biểu 06a)"
_HEADS = (
    "STT",
    "Lĩnh vực",
    "Tổng tiếp nhận",
    "Trực tuyến",
    "Trực tiếp, bưu chính",
    "Kỳ trước chuyển qua",
    "Tổng đã giải quyết",
    "Trước hạn",
    "Đúng hạn",
    "Quá hạn",
    "Tổng đang giải quyết",
    "Trong hạn",
    "Đang quá hạn",
    "Từ chối, rút, dừng",
)
_SOLVED_COLUMNS = (8, 10)


def report_pdf(desk: Desk, report: Report06a) -> bytes:
    """Return the report as PDF."""
    agency = desk.settings.agency
    return draw_sheet(
        Sheet(
            title=_TITLE,
            subtitle=_period(report),
            centre=agency.centre,
            place=agency.place,
            number="",
            written=local(desk.clock.now()),
            heads=_HEADS,
            rows=[tuple(map(str, row)) for row in _rows(report)],
            shares=(5, 22, *(7 for _head in _HEADS[2:])),
            strong_last=True,
        )
    )


def report_workbook(report: Report06a, file: Path) -> None:
    """Write the report as XLSX, with a chart of what was solved per domain."""
    write_workbook(
        ChartedTable(
            name="06a",
            title=_TITLE,
            subtitle=_period(report),
            heads=_HEADS,
            rows=_rows(report),
            chart_title="Đã giải quyết",
            names=2,
            charted=_SOLVED_COLUMNS,
        ),
        file,
    )


def _rows(report: Report06a) -> list[tuple[str | int, ...]]:
    rows: list[tuple[str | int, ...]] = [
        (number, name, *_numbers(counts)) for number, (name, counts) in enumerate(report.rows.items(), 1)
    ]
    return [*rows, ("", "Tổng cộng", *_numbers(report.total))]


def _numbers(counts: Counts) -> tuple[int, ...]:
    return (
        counts.received,
        counts.received_online,
        counts.received_direct,
        counts.carried_over,
        counts.solved,
        counts.solved_early,
        counts.solved_on_time,
        counts.solved_late,
        counts.in_process,
        counts.open_within,
        counts.open_overdue,
        counts.ended_otherwise,
    )


def _period(report: Report06a) -> str:
    return f"Từ ngày {report.first:%d/%m/%Y} đến ngày {report.last:%d/%m/%Y}"
