"""Make a report of a period, by its kind."""

from datetime import date
from enum import StrEnum

from clerk_app.paper.workbook import ChartedTable
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitisation import digitisation
from clerk_app.workflow.report_paper import rate_table, report_table
from clerk_app.workflow.statistics import report_06a


class ReportKind(StrEnum):
    """What is counted."""

    FORM_06A = "06a"
    CHANNELS = "channels"
    DIGITISATION = "digitisation"


def make_report(desk: Desk, kind: ReportKind, first: date, last: date) -> ChartedTable:
    """Return the report of the days from `first` to `last`, both included.

    Raises:
        RightMissing.
    """
    if kind is ReportKind.DIGITISATION:
        return rate_table(digitisation(desk, first, last), first, last)
    by = "channel" if kind is ReportKind.CHANNELS else "domain"
    return report_table(report_06a(desk, first, last, by), by)
