"""``clerk forms`` and ``clerk report``: the papers and numbers of casework."""

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.settings import Settings
from clerk_app.workflow.forms import FORMS, draw_form, draw_register
from clerk_app.workflow.report_paper import report_pdf, report_workbook
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
    report.add_argument("report", choices=("06a",))
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
    with open_desk(settings) as (desk, _embedded):
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
    with open_desk(settings) as (desk, _embedded):
        report = report_06a(desk, options.first, options.last)
        if options.pdf:
            options.pdf.write_bytes(report_pdf(desk, report))
    if options.xlsx:
        report_workbook(report, options.xlsx)
    rows = {name: _as_data(counts) for name, counts in report.rows.items()}
    total = _as_data(report.total)
    if options.json:
        answer({"from": f"{report.first}", "to": f"{report.last}", "domains": rows, "total": total})
    for name, counts in {} if options.json else {**rows, "": total}.items():
        line(f"{name}: " + ", ".join(f"{key} {value}" for key, value in counts.items() if value))
    return ExitCode.DONE


def _as_data(counts: Counts) -> dict[str, int]:
    return asdict(counts) | {
        "received": counts.received,
        "solved": counts.solved,
        "in_process": counts.in_process,
    }
