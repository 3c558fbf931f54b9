"""Print a queue number: PDF for any printer, ESC/POS for a receipt printer."""

import socket
import subprocess
from pathlib import Path

from clerk_app.paper.checklist import Checklist, draw_checklist
from clerk_app.paper.ticket import TicketFacts, draw_ticket
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.codes import ticket_code
from clerk_app.workflow.frontdesk.services import Priority
from clerk_app.workflow.frontdesk.waiting import Standing
from clerk_app.workflow.office import local
from clerk_app.workflow.posters import fee_words, limit_words
from clerk_app.workflow.procedures import Procedure
from clerk_app.workflow.procedures.in_force import procedure_in_force

_SECONDS = 10
_NETWORK = "tcp://"
_PORT = 9100
PRIORITY_WORDS = {
    Priority.ELDERLY: "người cao tuổi",
    Priority.DISABLED: "người khuyết tật",
    Priority.PREGNANT: "phụ nữ mang thai",
    Priority.SMALL_CHILD: "người có con nhỏ",
}
"""On paper, which is in Vietnamese."""


def ticket_pdf(desk: Desk, standing: Standing) -> bytes:
    """Return the paper of a ticket as PDF, 80 mm wide."""
    ticket = standing.ticket
    return draw_ticket(
        TicketFacts(
            centre=desk.settings.agency.centre,
            label=ticket.label,
            service=standing.service.name,
            issued=local(ticket.issued_at),
            before=None if standing.is_later else standing.before,
            code=ticket_code(ticket, desk.settings.frontdesk.page),
            priority=PRIORITY_WORDS[Priority(ticket.priority)] if ticket.priority else "",
            appointed=_appointed(standing),
        )
    )


def _appointed(standing: Standing) -> str:
    at = standing.ticket.appointed_at
    if at is None:
        return ""
    return f"{local(at):%H:%M, ngày %d/%m/%Y}" if standing.is_later else f"{local(at):%H:%M}"


def print_ticket(desk: Desk, standing: Standing) -> bool:
    """Print a ticket; False where the centre set no printer.

    Raises:
        OSError: the printer cannot be reached, or takes nothing.
    """
    return bool(desk.settings.frontdesk.printer) and _print(desk, ticket_pdf(desk, standing))


def checklist_pdf(desk: Desk, procedure: Procedure) -> bytes:
    """Return what to bring for a procedure as PDF, 80 mm wide."""
    facts = (f"Thời hạn: {limit_words(procedure.limit)}", f"Phí, lệ phí: {fee_words(procedure.fees)}")
    papers = tuple(each.name for each in procedure.components)
    centre = desk.settings.agency.centre
    return draw_checklist(Checklist(centre, procedure.name, procedure.code, facts, papers))


def print_checklist(desk: Desk, code: str) -> bool:
    """Print what to bring for a procedure; False where the centre set no printer.

    Raises:
        UnknownProcedure: the centre does not handle it.
        OSError: the printer cannot be reached, or takes nothing.
    """
    procedure = procedure_in_force(desk, code)
    return bool(desk.settings.frontdesk.printer) and _print(desk, checklist_pdf(desk, procedure))


def _print(desk: Desk, pdf: bytes) -> bool:
    printer = desk.settings.frontdesk.printer
    if printer.startswith((_NETWORK, "/")):
        from clerk_app.paper.receipt_printer import escpos  # only where such a printer is

        _send(printer, escpos(pdf))
    else:
        _queue(printer, pdf)
    return True


def _send(printer: str, data: bytes) -> None:
    if not printer.startswith(_NETWORK):
        with Path(printer).open("wb") as device:
            device.write(data)
        return
    host, _, port = printer.removeprefix(_NETWORK).partition(":")
    with socket.create_connection((host, int(port or _PORT)), timeout=_SECONDS) as line:
        line.sendall(data)


def _queue(printer: str, pdf: bytes) -> None:
    try:
        subprocess.run(["lp", "-d", printer], input=pdf, check=True, capture_output=True, timeout=_SECONDS)
    except subprocess.SubprocessError as error:
        raise OSError(type(error).__name__) from error
