"""The separator sheets of a dossier: one for each paper that is scanned, and some that only say “next”."""

from clerk_app.paper.separators import SeparatorSheet, draw_separators
from clerk_app.workflow.desk import Desk
from scanning.separate.codes import sheet_text
from storage.model import DossierCode

_NEXT_SHEETS = 2
_NEXT = "Tài liệu tiếp theo"


def separators(desk: Desk, code: DossierCode) -> bytes:
    """Return the sheets as PDF, in the order of the dossier's components.

    Raises:
        DossierUnknown: there is no such dossier.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        dossier = work.dossiers.get(code)
    sheets = [
        SeparatorSheet(sheet_text(code, part.code), f"{part.code} {part.name}", f"Mã hồ sơ: {code}")
        for part in dossier.components
        if not part.shown_only
    ]
    return draw_separators([*sheets, *[SeparatorSheet(sheet_text(), _NEXT)] * _NEXT_SHEETS])
