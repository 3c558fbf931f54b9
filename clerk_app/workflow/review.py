"""What a person does to the pages of a dossier, and undoes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import cleaned_as
from clerk_app.workflow.errors import MoveRefused, UnknownComponent, UnknownPage
from clerk_app.workflow.rights import Right, require
from scanning.cleanup.recipe import Recipe, recipe_from_data
from scanning.model import Progress, Report, Stage, Word, silent
from scanning.ocr.reading import doubtful, mean_confidence
from scanning.ocr.record import words_from_bytes, words_to_bytes
from storage.model import UNSORTED, DocumentKind, Dossier, DossierCode, Page, PageEdit
from storage.moves import ENDED
from storage.unit_of_work import UnitOfWork

_Turn = Callable[[DossierCode, str, datetime], PageEdit | None]
_KEPT = ("fields",)
"""Findings that come from a person."""

_SURE = 100.0
"""Confidence of a word that a person typed."""


class EditKind(StrEnum):
    """What was done; the audit and the list of edits name it so."""

    REMOVE = "remove"
    RESTORE = "restore"
    MOVE = "move"
    CLEAN = "clean"
    CORRECT = "correct"
    SORT = "sort"
    JOIN = "join"
    PART = "part"
    REPLACE = "replace"


def remove(desk: Desk, code: DossierCode, pages: Sequence[int]) -> PageEdit:
    """Take pages out of their papers; they are kept, and can be had back.

    Raises:
        RightMissing, UnknownDossier, UnknownPage.
    """
    return edited(
        desk, code, EditKind.REMOVE, lambda known: [replace(each, removed=True) for each in _of(known, pages)]
    )


def restore(desk: Desk, code: DossierCode, pages: Sequence[int]) -> PageEdit:
    """Put removed pages back to the numbers they had.

    Raises:
        RightMissing, UnknownDossier, UnknownPage.
    """

    return edited(desk, code, EditKind.RESTORE, lambda known: _put_back(known, _of(known, pages)))


def move(
    desk: Desk, code: DossierCode, pages: Sequence[int], component: str, *, at: int | None = None
) -> PageEdit:
    """Move pages into a paper, in the order given, before its page number `at`; without it, to its end.

    Raises:
        RightMissing, UnknownDossier, UnknownPage, UnknownComponent.
    """

    def moved(known: Mapping[int, Page]) -> list[Page]:
        going = _of(known, pages)
        staying = [page for page in in_order(known.values(), component) if page.id not in set(pages)]
        before = staying if at is None else [page for page in staying if page.number < at]
        behind = staying[len(before) :]
        return _counted([*before, *going, *behind], component)

    require_component(desk, code, component)
    return edited(desk, code, EditKind.MOVE, moved)


def replace_page(desk: Desk, code: DossierCode, old: int, new: Sequence[int]) -> PageEdit:
    """Put pages that were scanned again in the place of a page, which is removed.

    Raises:
        RightMissing, UnknownDossier, UnknownPage.
    """

    def replaced(known: Mapping[int, Page]) -> list[Page]:
        [gone], come = _of(known, [old]), _of(known, new)
        there = [page for page in in_order(known.values(), gone.component) if page not in come]
        place = there.index(gone) if gone in there else len(there)
        kept = [*there[:place], *come, *there[place + 1 :]]
        return [replace(gone, removed=True), *_counted(kept, gone.component)]

    return edited(desk, code, EditKind.REPLACE, replaced)


def clean(
    desk: Desk, code: DossierCode, recipes: Mapping[int, Recipe], *, report: Report = silent
) -> PageEdit:
    """Make pages anew from their originals, each as its recipe says, and read them.

    Raises:
        RightMissing, UnknownDossier, UnknownPage.
        ScanningError: see `read_page`; nothing was changed.
    """
    require(desk.actor, Right.DIGITISE)
    with desk.storage.unit_of_work(read_only=True) as work:
        wanted = _of(_known(work, code), tuple(recipes))
    made: dict[int, Page] = {}
    for done, page in enumerate(wanted):
        report(Progress(Stage.READ, done, len(wanted)))
        made[page.id] = cleaned_as(desk, page, recipes[page.id])
    return edited(
        desk,
        code,
        EditKind.CLEAN,
        lambda known: [_read_as(each, made[each.id]) for each in _of(known, tuple(recipes))],
    )


def join_sides(desk: Desk, code: DossierCode, front: int, back: int) -> PageEdit:
    """Show the back of a card under its front, at true size; the back is no page of its own any more.

    Raises:
        RightMissing, UnknownDossier, UnknownPage.
        ScanningError: see `read_page`; nothing was changed.
    """
    require(desk.actor, Right.DIGITISE)
    with desk.storage.unit_of_work(read_only=True) as work:
        above, below = _of(_known(work, code), (front, back))
    made = cleaned_as(desk, above, replace(recipe_from_data(above.recipe), back=str(below.original)))

    def joined(known: Mapping[int, Page]) -> list[Page]:
        above, below = _of(known, (front, back))
        return [_read_as(above, made), replace(below, removed=True)]

    return edited(desk, code, EditKind.JOIN, joined)


def part_sides(desk: Desk, code: DossierCode, front: int) -> PageEdit:
    """Make both sides of a card pages of their own again.

    Raises:
        RightMissing, UnknownDossier, UnknownPage.
        ScanningError: see `read_page`; nothing was changed.
    """
    require(desk.actor, Right.DIGITISE)
    with desk.storage.unit_of_work(read_only=True) as work:
        [above] = _of(_known(work, code), [front])
    recipe = recipe_from_data(above.recipe)
    made = cleaned_as(desk, above, replace(recipe, back=""))

    def parted(known: Mapping[int, Page]) -> list[Page]:
        [above] = _of(known, [front])
        below = [page for page in known.values() if page.removed and page.original == recipe.back]
        return [*_put_back(known, below), _read_as(above, made)]

    return edited(desk, code, EditKind.PART, parted)


def page_words(desk: Desk, page: Page) -> tuple[Word, ...]:
    """Return the words of a page; none before it is read.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    if page.words is None:
        return ()
    return words_from_bytes(desk.storage.contents.path(page.words).read_bytes())


def correct(desk: Desk, code: DossierCode, page: int, corrections: Mapping[int, str]) -> PageEdit:
    """Put typed words in the place of read ones, by their places on the page from 0; empty ones go.

    A word typed as it was read is confirmed: nobody needs to look at it again.

    Raises:
        RightMissing, UnknownDossier.
        UnknownPage: the dossier has no such page, or that page no such word.
    """

    def corrected(known: Mapping[int, Page]) -> list[Page]:
        [found] = _of(known, [page])
        words = page_words(desk, found)
        if corrections.keys() - set(range(len(words))):
            raise UnknownPage(page)
        typed = tuple(
            replace(word, text=corrections[place].strip(), confidence=_SURE) if place in corrections else word
            for place, word in enumerate(words)
        )
        kept = tuple(word for word in typed if word.text)
        findings = {
            "mean_confidence": round(mean_confidence(kept), 1),
            "doubtful_words": doubtful(kept),
        }
        content = desk.storage.contents.put(words_to_bytes(kept))
        return [replace(found, words=content, findings={**found.findings, **findings})]

    return edited(desk, code, EditKind.CORRECT, corrected)


def undo(desk: Desk, code: DossierCode) -> PageEdit | None:
    """Undo the last edit; None if there is nothing to undo.

    Raises:
        RightMissing, UnknownDossier.
    """
    return _turned(desk, code, "undone", lambda work: work.edits.undo)


def redo(desk: Desk, code: DossierCode) -> PageEdit | None:
    """Do again what was undone last; None if there is nothing.

    Raises:
        RightMissing, UnknownDossier.
    """
    return _turned(desk, code, "redone", lambda work: work.edits.redo)


def edits_of(desk: Desk, code: DossierCode) -> tuple[PageEdit, ...]:
    """Return what was done to the pages of a dossier, the oldest first.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.edits.of(code)


Change = Callable[[Mapping[int, Page]], Sequence[Page]]
"""From all pages of a dossier by their ids to those that are to be other than they are."""


def edited(desk: Desk, code: DossierCode, kind: EditKind, change: Change) -> PageEdit:
    """Change pages in one transaction that can be undone; what is signed of them has to be signed again.

    Pages of the papers touched are numbered anew without gaps.

    Raises:
        RightMissing, UnknownDossier; what `change` raises.
        MoveRefused: the dossier has ended.
    """
    require(desk.actor, Right.DIGITISE)
    moment = desk.clock.now()
    with desk.storage.unit_of_work() as work:
        _require_open(work.dossiers.get(code), kind)
        before = _known(work, code)
        after = _numbered(before, {page.id: page for page in change(before)})
        changed = [page for page in after.values() if page != before[page.id]]
        edit = PageEdit(
            code, kind, desk.actor.name, moment, tuple(before[page.id] for page in changed), tuple(changed)
        )
        if changed:
            work.edits.do(edit)
            _follow(desk, work, edit, kind)
            work.commit()
    return edit


def require_component(desk: Desk, code: DossierCode, component: str) -> None:
    """Do nothing if a dossier has a paper that pages can go into.

    Raises:
        UnknownDossier, UnknownComponent.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        parts = work.dossiers.get(code).components
    if component != UNSORTED and component not in {part.code for part in parts if not part.shown_only}:
        raise UnknownComponent(component)


def in_order(pages: Iterable[Page], component: str) -> list[Page]:
    """Return the pages of one paper as they follow each other, without those that were removed."""
    there = (page for page in pages if page.component == component and not page.removed)
    return sorted(there, key=lambda page: (page.number, page.id))


def _require_open(dossier: Dossier, step: str) -> None:
    if dossier.status in ENDED:
        raise MoveRefused(dossier.status.name, step)


def _known(work: UnitOfWork, code: DossierCode) -> dict[int, Page]:
    return {page.id: page for page in (*work.pages.of(code), *work.pages.of(code, removed=True))}


def _of(known: Mapping[int, Page], pages: Sequence[int]) -> list[Page]:
    for page in pages:
        if page not in known:
            raise UnknownPage(page)
    return [known[page] for page in pages]


def _put_back(known: Mapping[int, Page], pages: Sequence[Page]) -> list[Page]:
    """Return the pages of the papers that removed pages come back to, each at the number it had."""
    after = []
    for component in {page.component for page in pages}:
        there = [page for page in in_order(known.values(), component) if page not in pages]
        for page in sorted(pages, key=lambda each: each.number):
            if page.component == component:
                there.insert(page.number - 1, replace(page, removed=False))
        after += _counted(there, component)
    return after


def _counted(pages: Sequence[Page], component: str) -> list[Page]:
    return [replace(page, component=component, number=number) for number, page in enumerate(pages, 1)]


def _read_as(page: Page, made: Page) -> Page:
    """Return a page as it was read anew; what a person typed of its paper stays."""
    typed = {name: page.findings[name] for name in _KEPT if name in page.findings}
    findings = {**made.findings, **typed}
    return replace(page, recipe=made.recipe, cleaned=made.cleaned, words=made.words, findings=findings)


def _numbered(before: Mapping[int, Page], changed: Mapping[int, Page]) -> dict[int, Page]:
    """Return all pages after a change, numbered without gaps in the papers that it touched."""
    after = {**before, **changed}
    touched = {page.component for number in changed for page in (before[number], after[number])}
    for component in touched:
        for number, page in enumerate(in_order(after.values(), component), 1):
            after[page.id] = replace(page, number=number)
    return after


def _turned(desk: Desk, code: DossierCode, step: str, turn: Callable[[UnitOfWork], _Turn]) -> PageEdit | None:
    require(desk.actor, Right.DIGITISE)
    with desk.storage.unit_of_work() as work:
        _require_open(work.dossiers.get(code), step)
        edit = turn(work)(code, desk.actor.name, desk.clock.now())
        if edit is not None:
            _follow(desk, work, edit, step)
            work.commit()
    return edit


def _follow(desk: Desk, work: UnitOfWork, edit: PageEdit, step: str) -> None:
    """Let the rest follow: what was signed of the pages no longer holds, the search finds what is there."""
    for component in {page.component for page in (*edit.before, *edit.after)}:
        work.documents.withdraw(edit.dossier, DocumentKind.COMPONENT, component)
    for changed in edit.after:
        page = work.pages.get(changed.id)
        if page is not None:
            text = "" if page.removed else " ".join(word.text for word in page_words(desk, page))
            work.search.index_page(edit.dossier, page.id, text)
    detail: dict[str, object] = {"edit": edit.kind, "pages": [page.id for page in edit.after]}
    work.audit.record(edit.dossier, f"pages_{step}", desk.actor.name, desk.clock.now(), detail)
