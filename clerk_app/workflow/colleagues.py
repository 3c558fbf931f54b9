"""Who can be given a dossier to work on."""

from dataclasses import dataclass

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import RIGHTS, Right, require


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with an account: `name` of it, and of the person."""

    name: str
    full_name: str


def colleagues(desk: Desk) -> tuple[Colleague, ...]:
    """Return everybody whose roles let them work on dossiers, by full name; none where there are no accounts.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        known = work.accounts.list()
    able = [
        each
        for each in known
        if each.disabled_at is None and any(Right.READ in RIGHTS[role] for role in each.roles)
    ]
    return tuple(
        sorted((Colleague(each.name, each.full_name) for each in able), key=lambda one: one.full_name)
    )
