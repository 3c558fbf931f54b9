"""What is here already of a person who applies: earlier dossiers, and signed files that can be taken over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.reading import find
from storage.folding import folded
from storage.model import Component, Document, DocumentKind, Dossier, DossierCode, Person
from storage.unit_of_work import UnitOfWork

_MOST = 50


@dataclass(frozen=True, slots=True)
class Reusable:
    """A signed file that `reuse` takes: the result of a dossier, or one of its papers (`part`)."""

    source: DossierCode
    part: str | None
    name: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who was here; `person` as the newest of the `dossiers` has it, the newest first."""

    person: Person = field(repr=False)
    dossiers: tuple[Dossier, ...]
    files: tuple[Reusable, ...]


def known_person(desk: Desk, id_number: str) -> KnownPerson | None:
    """Return what is known of the person with this id, None if nothing is.

    Raises:
        RightMissing.
    """
    codes = {hit.dossier for hit in find(desk, id_number, limit=_MOST)}
    with desk.storage.unit_of_work(read_only=True) as work:
        found = [work.dossiers.get(code) for code in codes]
        theirs = [each for each in found if each.applicant.id_number == id_number and not each.removed_at]
        theirs.sort(key=lambda each: each.received_at, reverse=True)
        files = tuple(file for each in theirs for file in _files(work, each))
    return KnownPerson(theirs[0].applicant, tuple(theirs), files) if theirs else None


def fitting(component: Component, files: Sequence[Reusable]) -> tuple[Reusable, ...]:
    """Return what may stand for a paper: papers of the same name, then results, each the newest first."""
    name = folded(component.name)
    papers = [each for each in files if each.part is not None and folded(each.name) == name]
    return (*papers, *(each for each in files if each.part is None))


def _files(work: UnitOfWork, dossier: Dossier) -> list[Reusable]:
    names = {part.code: part.name for part in dossier.components}
    return [
        _reusable(each, names, dossier)
        for each in work.documents.of(dossier.code)
        if each.verdict is not None and each.kind is not DocumentKind.RECEIPT
    ]


def _reusable(document: Document, names: dict[str, str], dossier: Dossier) -> Reusable:
    if document.kind is DocumentKind.DECISION:
        return Reusable(dossier.code, None, dossier.procedure_name, document.created_at)
    part = document.component or ""
    return Reusable(dossier.code, part, names.get(part, part), document.created_at)
