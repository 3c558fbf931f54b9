"""Pages in the database: each sheet once, in order within its component."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.dossiers import require_dossier
from storage.errors import ChangedElsewhere
from storage.model import ContentId, DossierCode, NewPage, Page
from storage.tables import ComponentRow, PageRow


class Pages:
    """The pages as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewPage) -> Page:
        """Keep `new` behind the last page of its component.

        The same sheet of the same batch again returns the page kept first, so that a scan taken up after a
        crash may repeat its last sheet.

        Raises:
            ChangedElsewhere: that sheet is already there with other bytes or in another component.
        """
        known = self._session.scalar(
            select(PageRow).where(
                PageRow.dossier == new.dossier, PageRow.batch == new.batch, PageRow.sheet == new.sheet
            )
        )
        if known is None:
            return self._append(new)
        if (known.original, known.component) != (new.original, new.component):
            raise ChangedElsewhere(new.dossier)
        return _page(known)

    def get(self, page: int) -> Page | None:
        """Return a page by its id, removed or not; None if there is none."""
        row = self._session.get(PageRow, page)
        return None if row is None else _page(row)

    def of(
        self, dossier: DossierCode, component: str | None = None, *, removed: bool = False
    ) -> tuple[Page, ...]:
        """Return the pages of `dossier` (or of one component), by component as listed, then by number.

        Those a person removed are left out; with `removed` they alone are returned.
        """
        part = () if component is None else (PageRow.component == component,)
        return self._in_order(PageRow.dossier == dossier, PageRow.removed == removed, *part)

    def of_many(self, dossiers: Collection[DossierCode]) -> tuple[Page, ...]:
        """Return the pages of several dossiers, those of each as `of` does, with one question."""
        return self._in_order(PageRow.dossier.in_(dossiers), PageRow.removed.is_(False))

    def _in_order(self, *where: ColumnElement[bool]) -> tuple[Page, ...]:
        mine = and_(ComponentRow.dossier == PageRow.dossier, ComponentRow.code == PageRow.component)
        order = (ComponentRow.position.nulls_last(), PageRow.component, PageRow.number, PageRow.id)
        query = select(PageRow).outerjoin(ComponentRow, mine).where(*where).order_by(*order)
        return tuple(_page(row) for row in self._session.scalars(query))

    def last_sheet(self, dossier: DossierCode, batch: str) -> int:
        """Return the highest sheet of `batch` that is kept, 0 if there is none."""
        return self._highest(PageRow.sheet, PageRow.dossier == dossier, PageRow.batch == batch)

    def update(self, page: Page) -> Page:
        """Keep what the pipeline or a person changed on `page`; its original and its sheet never change.

        Raises:
            ChangedElsewhere: the page is no longer there.
        """
        row = self._session.get(PageRow, page.id)
        if row is None:
            raise ChangedElsewhere(page.dossier)
        row.component, row.number = page.component, page.number
        row.cleaned, row.words = page.cleaned, page.words
        row.findings, row.recipe = dict(page.findings), dict(page.recipe)
        row.removed = page.removed
        self._session.flush()
        return _page(row)

    def keep_reading(self, read: Page) -> Page | None:
        """Keep what reading found out about a page; None if it is to be made otherwise by now.

        What a person did to the page meanwhile stays: where it stands is not touched.
        """
        row = self._session.get(PageRow, read.id)
        if row is None or row.recipe != dict(read.recipe):
            return None
        row.cleaned, row.words, row.findings = read.cleaned, read.words, dict(read.findings)
        self._session.flush()
        return _page(row)

    def _append(self, new: NewPage) -> Page:
        require_dossier(self._session, new.dossier)
        number = 1 + self._highest(
            PageRow.number,
            PageRow.dossier == new.dossier,
            PageRow.component == new.component,
            PageRow.removed.is_(False),
        )
        row = PageRow(
            dossier=new.dossier,
            component=new.component,
            batch=new.batch,
            sheet=new.sheet,
            original=new.original,
            original_dpi=new.original_dpi,
            number=number,
            findings={},
            recipe=dict(new.recipe),
        )
        self._session.add(row)
        self._session.flush()
        return _page(row)

    def _highest(self, column: InstrumentedAttribute[int], *where: ColumnElement[bool]) -> int:
        return self._session.scalar(select(func.max(column)).where(*where)) or 0


def _page(row: PageRow) -> Page:
    return Page(
        id=row.id,
        dossier=DossierCode(row.dossier),
        component=row.component,
        batch=row.batch,
        sheet=row.sheet,
        original=ContentId(row.original),
        original_dpi=row.original_dpi,
        number=row.number,
        cleaned=None if row.cleaned is None else ContentId(row.cleaned),
        findings=row.findings,
        words=None if row.words is None else ContentId(row.words),
        recipe=row.recipe,
        removed=row.removed,
    )
