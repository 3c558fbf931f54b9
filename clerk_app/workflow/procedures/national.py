"""The national catalogue's export (Excel): sheets matched by their headings, whatever their order."""

import tomllib
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

_NOT_NEEDED = frozenset(
    {
        "stt",
        "link",
        "ngay qd",
        "co quan ban hanh",
        "cap thuc hien",
        "doi tuong",
        "doi tuong thuc hien",
        "loai",
        "loai tthc",
        "tu khoa",
        "dia chi tiep nhan",
        "co quan thuc hien",
        "co quan co tham quyen",
        "tham quyen",
        "phoi hop",
        "co quan phoi hop",
        "duoc uy quyen",
        "co quan duoc uy quyen",
        "mo ta",
        "trang thai",
        "bieu mau dien tu",
        "can cu phap ly",
        "trinh tu thuc hien",
    }
)
"""Columns of the national export that we know and have no use for."""
_OTHER_DOMAIN = "other"

Table = Sequence[Mapping[str, str]]


def headings_in(file: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the headings that count: those of a site's file (TOML, `name = ["..."]`) before ours.

    Raises:
        CatalogueUnreadable: the file is no TOML, or names what no column holds.
    """
    if not file.exists():
        return HEADINGS
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueUnreadable(file.name, "TOML") from error
    wrong = [name for name, heads in said.items() if name not in HEADINGS or not isinstance(heads, list)]
    if wrong:
        raise CatalogueUnreadable(file.name, wrong[0])
    return {name: (*map(folded, map(str, said.get(name, ()))), *known) for name, known in HEADINGS.items()}


def national_entries(
    file: Path, headings: Mapping[str, tuple[str, ...]] = HEADINGS
) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """Return the procedures of an export as data, and what was doubtful: code and what about it.

    Columns that no heading names are told of under the name of their sheet.

    Raises:
        CatalogueUnreadable: no workbook, or none of its sheets lists procedures.
    """
    sheets, unmatched = _tables(file, headings)
    main = next((rows for rows in sheets if rows and {"code", "name", "field"} <= set(rows[0])), None)
    if main is None:
        raise CatalogueUnreadable(file.name, "mã, tên, lĩnh vực")
    papers, ways, results = _grouped(sheets, "paper"), _grouped(sheets, "time"), _grouped(sheets, "result")
    doubtful = list(unmatched)
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


def _tables(file: Path, headings: Mapping[str, tuple[str, ...]]) -> tuple[list[Table], list[tuple[str, str]]]:
    """Return every sheet as rows by our names, and the columns that have none: sheet and heading."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise CatalogueUnreadable(file.name, "Excel") from error
    except Exception as error:
        raise CatalogueUnreadable(file.name, type(error).__name__) from error
    tables, unmatched = [], []
    for sheet in book:
        lines = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        at, columns = _heading(lines, headings)
        tables.append(_rows(lines[at + 1 :], columns))
        known = set(columns.values())
        unmatched += [
            (str(sheet.title), text)
            for place, text in enumerate(lines[at] if columns else ())
            if text and place not in known and folded(" ".join(text.split())) not in _NOT_NEEDED
        ]
    book.close()
    return tables, unmatched


def _heading(
    lines: Sequence[Sequence[str]], headings: Mapping[str, tuple[str, ...]]
) -> tuple[int, dict[str, int]]:
    """Return the place of the first line that names two columns, and which they are."""
    for number, line in enumerate(lines):
        columns = _columns(line, headings)
        if len(columns) >= 2:
            return number, columns
    return 0, {}


def _rows(lines: Iterable[Sequence[str]], columns: Mapping[str, int]) -> Table:
    return [
        {name: line[at] for name, at in columns.items() if at < len(line)}
        for line in lines
        if columns and any(line)
    ]


def _columns(line: Sequence[str], headings: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return where each column is; of several headings of one column the first in our list counts."""
    heads = [folded(" ".join(text.split())) for text in line]
    found = {name: next((head for head in known if head in heads), None) for name, known in headings.items()}
    return {name: heads.index(head) for name, head in found.items() if head is not None}


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
