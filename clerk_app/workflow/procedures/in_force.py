"""The procedures as they hold at this centre today: what was imported stands over what is published."""

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import UnknownProcedure
from clerk_app.workflow.office import local
from clerk_app.workflow.procedures.model import Procedure
from clerk_app.workflow.procedures.published import catalogue
from clerk_app.workflow.procedures.record import from_data


def procedures_in_force(desk: Desk) -> tuple[Procedure, ...]:
    """Return every procedure of the centre, by code."""
    with desk.storage.unit_of_work(read_only=True) as work:
        imported = work.procedures.in_force(local(desk.clock.now()).date())
    if not imported:
        return catalogue()
    known = {each.code: each for each in catalogue()}
    known |= {each.code: each for each in map(from_data, imported)}
    return tuple(known[code] for code in sorted(known))


def procedure_in_force(desk: Desk, code: str) -> Procedure:
    """Return one procedure in the version that holds today.

    Raises:
        UnknownProcedure: the centre does not handle it.
    """
    found = next((each for each in procedures_in_force(desk) if each.code == code), None)
    if found is None:
        raise UnknownProcedure(code)
    return found
