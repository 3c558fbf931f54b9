"""What the kiosk says of tickets, dossiers and procedures."""

from clerk_app.gui.hall.kiosk.pages import Paper
from clerk_app.i18n import Translate, later
from clerk_app.workflow.deadlines import LimitUnit, TimeLimit
from clerk_app.workflow.frontdesk.codes import ticket_code
from clerk_app.workflow.frontdesk.lookup import PublicState
from clerk_app.workflow.frontdesk.service_words import appointment_words, service_words
from clerk_app.workflow.frontdesk.waiting import Standing
from clerk_app.workflow.office import local
from clerk_app.workflow.procedures import Procedure
from storage.model import DossierStatus
from storage.tickets import TicketState

STATES = {
    DossierStatus.NEWLY_FILED: later("Filed, waits to be accepted"),
    DossierStatus.ACCEPTED: later("Accepted"),
    DossierStatus.NOT_ACCEPTED: later("Not accepted"),
    DossierStatus.IN_PROCESS: later("Being processed"),
    DossierStatus.SUPPLEMENT_ASKED: later("More papers are asked for"),
    DossierStatus.FINANCIAL_DUTY: later("A fee or tax is to be paid"),
    DossierStatus.WITHDRAWN: later("Withdrawn"),
    DossierStatus.STOPPED: later("Stopped"),
    DossierStatus.SOLVED: later("The result is ready"),
    DossierStatus.RETURNED: later("The result was given"),
}
_TICKETS = {
    TicketState.WAITING: later("People before you: {before}"),
    TicketState.CALLED: later("You are called: counter {counter}"),
    TicketState.SKIPPED: later("You were called and did not come. Ask at a counter."),
    TicketState.FINISHED: later("This number is done with."),
}
_LIMITS = {
    LimitUnit.WORKING_DAYS: later("Time: {amount} working days"),
    LimitUnit.CALENDAR_DAYS: later("Time: {amount} days"),
    LimitUnit.HOURS: later("Time: {amount} office hours"),
    LimitUnit.SAME_DAY: later("Time: the same day"),
}


def ticket_paper(standing: Standing, page: str, translate: Translate) -> Paper:
    """Return a number as it is shown; `page` is where the portal tells how it stands, if it does."""
    ticket = standing.ticket
    said = translate(_TICKETS[ticket.state]).format(before=standing.before, counter=ticket.counter)
    if standing.is_later and ticket.appointed_at:
        said = appointment_words(ticket.appointed_at, translate, is_later=True)
    came = translate("Taken at {hour}").format(hour=f"{local(ticket.issued_at):%H:%M}")
    return Paper(
        ticket.label, (service_words(standing.service, translate), said, came), ticket_code(ticket, page)
    )


def state_paper(state: PublicState, translate: Translate) -> Paper:
    """Return a dossier as it is shown; without card and receipt only its state."""
    due = translate("Appointment for the result: {moment}")
    lines = [
        translate(STATES[state.status]),
        due.format(moment=f"{local(state.due_at):%H:%M, %d/%m/%Y}"),
    ]
    if state.applicant:
        lines += [state.procedure, translate("Applicant: {name}").format(name=state.applicant)]
        lines += [f"– {each}" for each in state.papers]
    return Paper(state.code, tuple(lines))


def procedure_paper(procedure: Procedure, translate: Translate) -> Paper:
    """Return a procedure with its papers, time and fee."""
    fees = " – ".join(f"{amount:,}".replace(",", ".") for amount in procedure.fees)
    fee = translate("Fee: {amount} đồng").format(amount=fees) if fees else translate("Fee: none")
    papers = [f"• {each.name}" for each in procedure.components]
    lines = (limit_line(procedure.limit, translate), fee, translate("Papers to bring:"), *papers)
    return Paper(procedure.name, lines, procedure.code)


def limit_line(limit: TimeLimit, translate: Translate) -> str:
    """Return how long a procedure takes."""
    return translate(_LIMITS[limit.unit]).format(amount=limit.amount)
