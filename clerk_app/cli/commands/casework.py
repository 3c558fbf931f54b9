"""``clerk forms`` and ``clerk report``: the papers and numbers of casework."""

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.paper.workbook import ChartedTable, write_workbook
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitisation import Rate, digitisation
from clerk_app.workflow.forms import FORMS, draw_form, draw_register
from clerk_app.workflow.report_paper import rate_table, report_table, table_pdf
from clerk_app.workflow.statistics import Counts, report_06a
from storage.model import DossierCode


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    forms = commands.add_parser("forms", parents=[common], help="forms 01 to 07 as PDF")
    forms.add_argument("form", choices=(*FORMS, "07"))
    forms.add_argument("code", nargs="?", help="of the dossier; form 07 has a period instead")
    _add_period(forms, required=False)
    forms.add_argument("--out", type=Path, required=True)
    forms.set_defaults(run=_forms)
    report = commands.add_parser("report", parents=[common], help="statistics")
    report.add_argument("report", choices=("06a", "channels", "digitisation"))
    _add_period(report, required=True)
    report.add_argument("--pdf", type=Path)
    report.add_argument("--xlsx", type=Path)
    report.set_defaults(run=_report)


def _add_period(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=required)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=required)


def _forms(settings: Settings, options: argparse.Namespace) -> ExitCode:
    if options.form == "07" and not (options.first and options.last):
        return ExitCode.USAGE
    if options.form != "07" and not options.code:
        return ExitCode.USAGE
    with signed_in(settings, options) as desk:
        if options.form == "07":
            pdf = draw_register(desk, options.first, options.last)
        else:
            pdf = draw_form(desk, options.form, DossierCode(options.code))
    options.out.write_bytes(pdf)
    if options.json:
        answer({"form": options.form, "file": str(options.out.absolute())})
    else:
        line(str(options.out.absolute()))
    return ExitCode.DONE


def _report(settings: Settings, options: argparse.Namespace) -> ExitCode:
    if options.report == "digitisation":
        return _digitisation(settings, options)
    with signed_in(settings, options) as desk:
        by = "channel" if options.report == "channels" else "domain"
        report = report_06a(desk, options.first, options.last, by)
        table = report_table(report, by)
        _write(desk, table, options)
    rows = {name: _as_data(counts) for name, counts in report.rows.items()}
    total = _as_data(report.total)
    if options.json:
        groups = "channels" if options.report == "channels" else "domains"
        answer({"from": f"{report.first}", "to": f"{report.last}", groups: rows, "total": total})
    else:
        _show(table)
    return ExitCode.DONE


def _show(table: ChartedTable) -> None:
    """Print the rows in the words of the paper, without what is zero."""
    first = table.names
    for row in table.rows:
        told = [
            f"{head} {value}" for head, value in zip(table.heads[first:], row[first:], strict=True) if value
        ]
        line(f"{row[first - 1]}: " + ", ".join(told))


def _write(desk: Desk, table: ChartedTable, options: argparse.Namespace) -> None:
    if options.pdf:
        options.pdf.write_bytes(table_pdf(desk, table))
    if options.xlsx:
        write_workbook(table, options.xlsx)


def _digitisation(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        rates = digitisation(desk, options.first, options.last)
        table = rate_table(rates, options.first, options.last)
        _write(desk, table, options)
    total = sum(rates.values(), Rate())
    rows = {name: _rate(rate) for name, rate in rates.items()}
    if options.json:
        answer({"from": f"{options.first}", "to": f"{options.last}", "domains": rows, "total": _rate(total)})
    else:
        _show(table)
    return ExitCode.DONE


def _rate(rate: Rate) -> dict[str, float]:
    return asdict(rate) | {"percent": round(rate.percent, 1)}


def _as_data(counts: Counts) -> dict[str, int]:
    return asdict(counts) | {
        "received": counts.received,
        "solved": counts.solved,
        "in_process": counts.in_process,
    }
