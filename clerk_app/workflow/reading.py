"""See what is recorded: whoever reads personal data leaves an entry in the audit."""

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Right, require
from storage.model import Dossier, DossierCode
from storage.search import Hit


def read_dossier(desk: Desk, code: DossierCode) -> Dossier:
    """Return a dossier with its people.

    Raises:
        RightMissing, UnknownDossier.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work() as work:
        dossier = work.dossiers.get(code)
        work.audit.record(code, "read", desk.actor.name, desk.clock.now(), {})
        work.commit()
    return dossier


def find(desk: Desk, words: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """Return where words occur; the audit keeps how much was found, not what was looked for.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        hits = work.search.find(words, limit=limit)
    tell_of_list(desk, "searched", len({hit.dossier for hit in hits}))
    return hits


def work_list(desk: Desk, *, limit: int = 50, offset: int = 0) -> tuple[Dossier, ...]:
    """Return dossiers, the newest first.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.dossiers.list(limit=limit, offset=offset)


def tell_of_list(desk: Desk, step: str, dossiers: int) -> None:
    """Write into the audit that somebody saw so many dossiers at once."""
    with desk.storage.unit_of_work() as work:
        work.audit.record("", step, desk.actor.name, desk.clock.now(), {"dossiers": dossiers})
        work.commit()
