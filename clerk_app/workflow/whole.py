"""One dossier as a whole: everything that is recorded of it, read at once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.progress import Standing, standing
from clerk_app.workflow.reading import read_dossier
from storage.model import Document, DossierCode, MoveEntry
from storage.payments import Payment


@dataclass(frozen=True, slots=True)
class WholeDossier:
    """What is recorded of a dossier.

    Attributes:
        standing: the dossier, and what is to be done next.
        documents: the current ones.
        pages: how many are scanned, by code of the paper.
        moves: its steps so far, the oldest first.
        payments: fees that were taken, void ones too.
    """

    standing: Standing
    documents: tuple[Document, ...]
    pages: Mapping[str, int]
    moves: tuple[MoveEntry, ...]
    payments: tuple[Payment, ...]


def whole_dossier(desk: Desk, code: DossierCode) -> WholeDossier:
    """Return everything that is recorded of a dossier.

    Raises:
        RightMissing, UnknownDossier.
    """
    read_dossier(desk, code)
    known = standing(desk, code)
    with desk.storage.unit_of_work(read_only=True) as work:
        pages = Counter(page.component for page in work.pages.of(code))
        return WholeDossier(
            known, work.documents.of(code), pages, work.moves.of(code), work.payments.of(code)
        )
