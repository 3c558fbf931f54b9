"""Reports for people: as tables, to be drawn on paper or written as a workbook."""

from collections.abc import Mapping
from datetime import date

from clerk_app.paper.chart import Bars
from clerk_app.paper.sheet import Sheet, draw_sheet
from clerk_app.paper.workbook import ChartedTable
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitisation import Rate
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
_BY_CHANNEL = "Tình hình giải quyết thủ tục hành chính theo kênh tiếp nhận"
_CHANNELS = {"in_person": "Trực tiếp", "online": "Trực tuyến", "postal": "Bưu chính"}
_RATE_TITLE = "Tỷ lệ số hóa thành phần hồ sơ"
_RATE_HEADS = ("STT", "Lĩnh vực", "Thành phần phải số hóa", "Đã số hóa", "Dùng lại", "Tỷ lệ (%)")
_RATE_COLUMNS = (4, 5)


def report_table(report: Report06a, by: str = "domain") -> ChartedTable:
    """Return report 06a as a table, with a chart of what was solved per domain or channel."""
    channels = by == "channel"
    return ChartedTable(
        name="06a",
        title=_BY_CHANNEL if channels else _TITLE,
        subtitle=_period(report.first, report.last),
        heads=(_HEADS[0], "Kênh tiếp nhận", *_HEADS[2:]) if channels else _HEADS,
        rows=_rows(report),
        chart_title="Đã giải quyết",
        names=2,
        charted=_SOLVED_COLUMNS,
    )


def rate_table(rates: Mapping[str, Rate], first: date, last: date) -> ChartedTable:
    """Return the rate of digitised papers as a table, with a chart of how they became files."""
    named = [*rates.items(), ("Tổng cộng", sum(rates.values(), Rate()))]
    rows: list[tuple[str | int, ...]] = [
        (number, name, rate.wanted, rate.digitised, rate.reused, f"{rate.percent:.1f}".replace(".", ","))
        for number, (name, rate) in enumerate(named, 1)
    ]
    rows[-1] = ("", *rows[-1][1:])
    return ChartedTable(
        name="so-hoa",
        title=_RATE_TITLE,
        subtitle=_period(first, last),
        heads=_RATE_HEADS,
        rows=rows,
        chart_title="Thành phần đã thành tệp",
        names=2,
        charted=_RATE_COLUMNS,
    )


def table_pdf(desk: Desk, table: ChartedTable) -> bytes:
    """Return a table as PDF; its last row is the total."""
    agency = desk.settings.agency
    return draw_sheet(
        Sheet(
            title=table.title,
            subtitle=table.subtitle,
            centre=agency.centre,
            place=agency.place,
            number="",
            written=local(desk.clock.now()),
            heads=table.heads,
            rows=[tuple(map(str, row)) for row in table.rows],
            shares=(5, 22, *(7 for _head in table.heads[2:])),
            strong_last=True,
            bars=bars_of(table),
        )
    )


def bars_of(table: ChartedTable) -> Bars | None:
    """Return the chart of a table; None where it has only the total."""
    rows, (first, last) = table.rows[:-1], table.charted
    series = [(table.heads[column], [int(row[column]) for row in rows]) for column in range(first - 1, last)]
    return Bars(table.chart_title, [str(row[table.names - 1]) for row in rows], series) if rows else None


def _rows(report: Report06a) -> list[tuple[str | int, ...]]:
    rows: list[tuple[str | int, ...]] = [
        (number, _CHANNELS.get(name, name), *_numbers(counts))
        for number, (name, counts) in enumerate(report.rows.items(), 1)
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


def _period(first: date, last: date) -> str:
    return f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"
