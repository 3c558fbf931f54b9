"""A table as a workbook (XLSX), plain or with a chart of some of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_HEAD_ROW = 3


@dataclass(frozen=True, slots=True)
class ChartedTable:
    """What the workbook holds; the last row is a total and stays out of the chart.

    Attributes:
        names: number of the column with the names of the rows, from 1.
        charted: first and last column of the chart, from 1.
    """

    name: str
    title: str
    subtitle: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    chart_title: str
    names: int
    charted: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A list without total and chart; `widths` of its columns are in letters."""

    name: str
    title: str
    subtitle: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    widths: Sequence[int]


def write_plain(table: PlainTable, file: Path) -> None:
    """Write a list as a workbook; what begins like a formula stays text."""
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet(table.name)
    for row in ([table.title], [table.subtitle], table.heads, *table.rows):
        sheet.append(list(row))
    for cell in (*sheet[1], *sheet[_HEAD_ROW]):
        cell.font = Font(bold=True)
    for column, width in enumerate(table.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for cells in sheet.iter_rows(min_row=_HEAD_ROW + 1):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(file)


def write_workbook(table: ChartedTable, file: Path) -> None:
    """Write the workbook."""
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet(table.name)
    sheet.append([table.title])
    sheet.append([table.subtitle])
    for row in (table.heads, *table.rows):
        sheet.append(list(row))
    _style(sheet, len(table.heads), table.names)
    if len(table.rows) > 1:
        sheet.add_chart(_chart(sheet, table), f"B{sheet.max_row + 2}")
    book.save(file)


def _style(sheet: Worksheet, columns: int, names: int) -> None:
    for cell in (*sheet[1], *sheet[_HEAD_ROW], *sheet[sheet.max_row]):
        cell.font = Font(bold=True)
    for cell in sheet[_HEAD_ROW]:
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    for column in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 40 if column == names else 12


def _chart(sheet: Worksheet, table: ChartedTable) -> BarChart:
    last = _HEAD_ROW + len(table.rows) - 1
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title = table.chart_title
    first_column, last_column = table.charted
    values = Reference(sheet, min_col=first_column, max_col=last_column, min_row=_HEAD_ROW, max_row=last)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=table.names, min_row=_HEAD_ROW + 1, max_row=last))
    chart.height, chart.width = 9, 24
    return chart
