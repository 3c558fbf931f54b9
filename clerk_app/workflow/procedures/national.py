"""The national catalogue's export (Excel): sheets matched by their headings, whatever their order."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from clerk_app.workflow.deadlines import LimitUnit
from clerk_app.workflow.errors import CatalogueUnreadable
from clerk_app.workflow.procedures.cleaning import PaperRow, sort_rows
from clerk_app.workflow.procedures.published import domains
from storage.folding import folded

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("ma tthc", "ma thu tuc", "ma"),
    "name": ("ten tthc", "ten thu tuc", "ten"),
    "decision": ("so qd", "so quyet dinh"),
    "field": ("linh vuc",),
    "channel": ("hinh thuc nop", "hinh thuc"),
    "time": ("thoi gian", "thoi han giai quyet"),
    "fee": ("phi le phi", "phi, le phi", "le phi"),
    "paper": ("ten giay to", "giay to"),
    "originals": ("ban chinh", "so ban chinh"),
    "copies": ("ban sao", "so ban sao"),
    "result": ("ket qua", "ten ket qua"),
}
"""Headings of the national export, folded, by what they hold; the first that occurs counts."""

_OTHER_DOMAIN = "other"

Table = Sequence[Mapping[str, str]]


def national_entries(file: Path) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """Return the procedures of an export as data, and what was doubtful: code and what about it.

    Raises:
        CatalogueUnreadable: no workbook, or none of its sheets lists procedures.
    """
    sheets = _tables(file)
    main = next((rows for rows in sheets if rows and {"code", "name", "field"} <= set(rows[0])), None)
    if main is None:
        raise CatalogueUnreadable(file.name, "mã, tên, lĩnh vực")
    papers, ways, results = _grouped(sheets, "paper"), _grouped(sheets, "time"), _grouped(sheets, "result")
    doubtful: list[tuple[str, str]] = []
    entries = []
    for row in main:
        code = row["code"].strip()
        found = sort_rows(_paper(each) for each in papers.get(code, ()))
        doubtful += [(code, text) for text in found.dropped]
        limit, stated = _limit(ways.get(code, ()))
        if not stated:
            doubtful.append((code, "limit"))
        entries.append(
            {
                "code": code,
                "name": " ".join(row["name"].split()),
                "domain": _domain(row["field"]),
                "field": row["field"].strip(),
                "decision": row.get("decision", "").strip(),
                "limit": limit,
                "limit_stated": stated,
                "components": [
                    {
                        "code": part.code,
                        "name": part.name,
                        "originals": part.originals,
                        "copies": part.copies,
                        "shown_only": part.shown_only,
                    }
                    for part in found.components
                ],
                "notes": list(found.notes),
                "result": next((each["result"].strip() for each in results.get(code, ())), ""),
            }
        )
    return entries, doubtful


def _tables(file: Path) -> list[Table]:
    """Return every sheet as rows by our names; the first row that names two columns is the heading."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise CatalogueUnreadable(file.name, "Excel") from error
    except Exception as error:
        raise CatalogueUnreadable(file.name, type(error).__name__) from error
    with_rows = [
        [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book
    ]
    book.close()
    return [_table(rows) for rows in with_rows]


def _table(rows: Sequence[Sequence[str]]) -> Table:
    for number, row in enumerate(rows):
        columns = _columns(row)
        if len(columns) >= 2:
            return [
                {name: line[at] for name, at in columns.items() if at < len(line)}
                for line in rows[number + 1 :]
                if any(line)
            ]
    return []


def _columns(row: Sequence[str]) -> dict[str, int]:
    heads = [folded(" ".join(text.split())) for text in row]
    return {
        name: heads.index(head)
        for name, known in HEADINGS.items()
        for head in known[:1] + tuple(each for each in known[1:] if not set(known[:1]) & set(heads))
        if head in heads
    }


def _grouped(sheets: Iterable[Table], column: str) -> dict[str, list[Mapping[str, str]]]:
    groups: dict[str, list[Mapping[str, str]]] = {}
    for rows in sheets:
        for row in rows:
            if "code" in row and column in row:
                groups.setdefault(row["code"].strip(), []).append(row)
    return groups


def _paper(row: Mapping[str, str]) -> PaperRow:
    return PaperRow(row["paper"], _number(row.get("originals", "")), _number(row.get("copies", "")))


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0


def _limit(ways: Iterable[Mapping[str, str]]) -> tuple[dict[str, Any], bool]:
    """Return the first time limit that is stated; the same day where none is."""
    units = (
        ("ngay lam viec", LimitUnit.WORKING_DAYS),
        ("gio", LimitUnit.HOURS),
        ("ngay", LimitUnit.CALENDAR_DAYS),
    )
    for way in ways:
        words = folded(way["time"]).split()
        amount = next((int(word) for word in words if word.isdecimal()), 0)
        unit = next((unit for name, unit in units if name in " ".join(words)), None)
        if amount and unit:
            return {"amount": amount, "unit": unit.value}, True
    return {"amount": 0, "unit": LimitUnit.SAME_DAY.value}, False


def _domain(field: str) -> str:
    wanted = folded(field.strip())
    for domain in domains():
        if wanted in map(folded, domain.fields):
            return domain.id
    return _OTHER_DOMAIN


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
