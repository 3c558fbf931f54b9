"""What the QR of a queue number says."""

from clerk_app.workflow.people_addresses import address_flaw
from storage.tickets import Ticket


def ticket_code(ticket: Ticket, page: str = "") -> str:
    """Return the code of a ticket; its last part stands nowhere else.

    Args:
        ticket: the ticket.
        page: where the portal tells citizens how their number stands; empty where it does not. The code is
            then an address, which a phone opens; one that nobody may be sent to is left out.
    """
    code = f"Q{ticket.day:%y%m%d}-{ticket.label}-{ticket.secret}"
    return f"{page.rstrip('/')}/{code}" if page and address_flaw(page) is None else code
