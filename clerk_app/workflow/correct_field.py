"""Put right what a paper says of itself."""

from collections.abc import Mapping
from dataclasses import replace

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import UnknownComponent
from clerk_app.workflow.paper_fields import TYPED, typed_fields
from clerk_app.workflow.review import EditKind, edited, in_order
from scanning.extract.model import FieldName
from storage.model import DossierCode, Page, PageEdit


def correct_field(desk: Desk, code: DossierCode, component: str, name: FieldName, value: str) -> PageEdit:
    """Put a field of a paper right; it can be undone, and holds for the paper's file from now on.

    Raises:
        RightMissing, UnknownDossier, MoveRefused.
        UnknownComponent: there is no page of such a paper.
    """

    def corrected(known: Mapping[int, Page]) -> list[Page]:
        first = next(iter(in_order(known.values(), component)), None)
        if first is None:
            raise UnknownComponent(component)
        typed = {**typed_fields([first]), name: value.strip()}
        said = {str(each): text for each, text in typed.items()}
        return [replace(first, findings={**first.findings, TYPED: said})]

    return edited(desk, code, EditKind.CORRECT, corrected)
