"""``clerk bench --signing``: our signatures and pyHanko's plain ones, side by side."""

import dataclasses
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_app.benchmark.signing import SigningRow, measure_signing
from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import line
from clerk_app.settings import Settings

_HEAD = ("", "pyHanko s", "Clerk s", "x pyHanko", "gate s", "x signing", "peak MB")


def bench_signing(settings: Settings, target: Path | None) -> ExitCode:
    """Measure in a home of its own, print the table, and write the figures where they are wanted."""
    with TemporaryDirectory(prefix="clerk-bench-") as folder:
        own = dataclasses.replace(settings, home=str(Path(folder) / "home"))
        work = Path(folder) / "files"
        work.mkdir()
        with open_desk(own) as (_desk, embedded):
            rows = list(measure_signing(embedded.services(), work))
    _table(rows)
    if target is not None:
        target.write_text(json.dumps([dataclasses.asdict(row) for row in rows], indent=1), "utf-8")
    return ExitCode.DONE


def _table(rows: list[SigningRow]) -> None:
    line(f"Alternating, same files, same token, {os.cpu_count()} cores; the first row: median of a document.")
    cells = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD))]
    for row in cells:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        line("  ".join([row[0].ljust(widths[0]), *rest]))


def _cells(row: SigningRow) -> tuple[str, ...]:
    share = None if row.gate_seconds is None else row.gate_seconds / row.seconds
    peak = None if row.peak_bytes is None else row.peak_bytes / 1e6
    return (
        row.name,
        _number(row.plain_seconds, 3),
        _number(row.seconds, 3),
        _number(row.ratio, 2),
        _number(row.gate_seconds, 3),
        _number(share, 2),
        _number(peak, 0),
    )


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
