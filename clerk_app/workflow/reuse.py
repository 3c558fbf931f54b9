"""Take a component's file over from where it is kept already (NĐ 118/2025: what was handed in once)."""

from dataclasses import replace

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NothingToReuse
from clerk_app.workflow.export import file_name
from clerk_app.workflow.rights import Right, require
from storage.model import Document, DocumentKind, Dossier, DossierCode
from storage.unit_of_work import UnitOfWork


def reuse(desk: Desk, code: DossierCode, component: str, source: DossierCode, part: str | None) -> Dossier:
    """Fill a component with a signed file of the same person: another component, or an earlier result.

    Args:
        desk: the workstation.
        code: of the dossier that lacks it.
        component: which paper it is there.
        source: the dossier that has it; may be the same one.
        part: the component there, None for the result of that dossier.

    Raises:
        RightMissing, UnknownDossier.
        NothingToReuse: no such component, nothing signed there, or it is another person's.
    """
    require(desk.actor, Right.DIGITISE)
    with desk.storage.unit_of_work() as work:
        dossier, other = work.dossiers.get(code), work.dossiers.get(source)
        found = _source(work, dossier, other, component, part)
        now = desk.clock.now()
        name = file_name(code, dossier.received_at, component)
        taken = replace(found, dossier=code, kind=DocumentKind.COMPONENT, component=component)
        work.documents.put(replace(taken, file_name=name, created_at=now))
        place = source if part is None else f"{source}/{part}"
        parts = tuple(
            replace(each, received=True, reused_from=place) if each.code == component else each
            for each in dossier.components
        )
        saved = work.dossiers.save(replace(dossier, components=parts))
        work.audit.record(code, "reused", desk.actor.name, now, {"component": component, "from": place})
        work.commit()
    return saved


def _source(work: UnitOfWork, dossier: Dossier, other: Dossier, component: str, part: str | None) -> Document:
    kind = DocumentKind.DECISION if part is None else DocumentKind.COMPONENT
    found = work.documents.current(other.code, kind, part)
    same_person = dossier.applicant.id_number == other.applicant.id_number != ""
    known = any(each.code == component for each in dossier.components)
    if found is None or found.verdict is None or not same_person or not known:
        raise NothingToReuse(component)
    return found
