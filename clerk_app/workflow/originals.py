"""Where the paper lies: it outlives the file and has to be found again."""

from dataclasses import replace

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Right, require
from storage.model import Dossier, DossierCode


def put_originals(desk: Desk, code: DossierCode, place: str) -> Dossier:
    """Write down where the paper originals of a dossier lie now.

    Raises:
        RightMissing, UnknownDossier.
    """
    require(desk.actor, Right.PROCESS)
    with desk.storage.unit_of_work() as work:
        saved = work.dossiers.save(replace(work.dossiers.get(code), originals_at=place.strip()))
        detail = {"place": saved.originals_at}
        work.audit.record(code, "originals_put", desk.actor.name, desk.clock.now(), detail)
        work.commit()
    return saved
