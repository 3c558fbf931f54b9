"""What people did to the pages of dossiers: kept, so that it can be undone and done again at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.errors import ChangedElsewhere
from storage.model import ContentId, DossierCode, Page, PageEdit
from storage.pages import Pages
from storage.tables import PageEditRow, PageVersionRow


class Edits:
    """The edits as one unit of work sees them."""

    def __init__(self, session: Session, pages: Pages) -> None:
        self._session = session
        self._pages = pages

    def do(self, edit: PageEdit) -> None:
        """Keep an edit and bring its pages to what they become; what was undone before is forgotten.

        Raises:
            ChangedElsewhere: a page is no longer there.
        """
        self._forget(self._rows(edit.dossier, undone=True))
        query = select(func.max(PageEditRow.number)).where(PageEditRow.dossier == edit.dossier)
        number = 1 + (self._session.scalar(query) or 0)
        row = PageEditRow(
            dossier=edit.dossier, number=number, kind=edit.kind, actor=edit.actor, at=edit.at, undone=False
        )
        self._session.add(row)
        self._session.flush()
        for after, pages in ((False, edit.before), (True, edit.after)):
            self._session.add_all(_version(row.id, page, after=after) for page in pages)
        for page in edit.after:
            self._pages.update(page)

    def undo(self, dossier: DossierCode, actor: str, at: datetime) -> PageEdit | None:
        """Bring the pages of the last edit back to what they were; None if there is nothing to undo."""
        rows = self._rows(dossier, undone=False)
        return self._turn(rows[-1], actor, at) if rows else None

    def redo(self, dossier: DossierCode, actor: str, at: datetime) -> PageEdit | None:
        """Do again what was undone last; None if there is nothing."""
        rows = self._rows(dossier, undone=True)
        return self._turn(rows[0], actor, at) if rows else None

    def of(self, dossier: DossierCode) -> tuple[PageEdit, ...]:
        """Return the edits of a dossier, the oldest first."""
        query = select(PageEditRow).where(PageEditRow.dossier == dossier).order_by(PageEditRow.number)
        return tuple(self._edit(row) for row in self._session.scalars(query))

    def _turn(self, row: PageEditRow, actor: str, at: datetime) -> PageEdit:
        edit = self._edit(row)
        pairs = zip(edit.before, edit.after, strict=True)
        for before, after in pairs:
            self._bring(after if row.undone else before, as_read=_same_reading(before, after))
        row.undone, row.actor, row.at = not row.undone, actor, at
        self._session.flush()
        return replace(edit, undone=row.undone, actor=actor, at=at)

    def _rows(self, dossier: DossierCode, *, undone: bool) -> Sequence[PageEditRow]:
        query = select(PageEditRow).where(PageEditRow.dossier == dossier, PageEditRow.undone == undone)
        return self._session.scalars(query.order_by(PageEditRow.number)).all()

    def _forget(self, rows: Iterable[PageEditRow]) -> None:
        for row in rows:
            self._session.execute(delete(PageVersionRow).where(PageVersionRow.edit == row.id))
            self._session.delete(row)
        self._session.flush()

    def _bring(self, page: Page, *, as_read: bool) -> None:
        """Bring a page back; with `as_read`, what was read of it since the edit stays."""
        now = self._pages.get(page.id)
        if as_read and now is not None:
            page = replace(page, cleaned=now.cleaned, words=now.words, findings=now.findings)
        self._pages.update(page)

    def _edit(self, row: PageEditRow) -> PageEdit:
        query = select(PageVersionRow).where(PageVersionRow.edit == row.id).order_by(PageVersionRow.page)
        versions = self._session.scalars(query).all()
        dossier = DossierCode(row.dossier)
        return PageEdit(
            dossier=dossier,
            kind=row.kind,
            actor=row.actor,
            at=row.at,
            before=tuple(self._page(dossier, each) for each in versions if not each.after),
            after=tuple(self._page(dossier, each) for each in versions if each.after),
            undone=row.undone,
        )

    def _page(self, dossier: DossierCode, version: PageVersionRow) -> Page:
        page = self._pages.get(version.page)
        if page is None:
            raise ChangedElsewhere(dossier)
        return replace(
            page,
            component=version.component,
            number=version.number,
            removed=version.removed,
            cleaned=ContentId(version.cleaned) if version.cleaned else None,
            words=ContentId(version.words) if version.words else None,
            findings=version.findings,
            recipe=version.recipe,
        )


def _same_reading(before: Page, after: Page) -> bool:
    """Return whether an edit left alone how a page looks and what is known of it."""
    sides = [(page.recipe, page.cleaned, page.words, page.findings) for page in (before, after)]
    return sides[0] == sides[1]


def _version(edit: int, page: Page, *, after: bool) -> PageVersionRow:
    return PageVersionRow(
        edit=edit,
        page=page.id,
        after=after,
        component=page.component,
        number=page.number,
        removed=page.removed,
        cleaned=page.cleaned,
        words=page.words,
        findings=dict(page.findings),
        recipe=dict(page.recipe),
    )
