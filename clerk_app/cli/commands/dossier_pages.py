"""``clerk dossier pages``, ``sort``, ``move``, ``clean``, ``words``, ``undo`` ...: its pages, by hand."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.i18n import translator
from clerk_app.settings import Settings
from clerk_app.workflow import review
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import UnknownPage
from clerk_app.workflow.identity import identity
from clerk_app.workflow.stack import Pile, Sorting, proposed, sort
from scanning.cleanup.recipe import AS_SCANNED, How, Recipe, recipe_from_data
from scanning.model import Colour
from scanning.ocr.reading import DOUBTFUL_BELOW
from storage.model import DossierCode, Page, PageEdit

_SWITCHES = ("edges", "holes", "whiten", "despeckle")


def add_to(actions: Any, common: argparse.ArgumentParser) -> None:
    """Describe the actions."""
    _action(actions, common, "pages", _pages, "its pages with what was found, and what was done to them")
    _action(actions, common, "identity", _identity, "where papers, cards and the application differ")
    _action(actions, common, "undo", _undo, "undo the last thing done to its pages")
    _action(actions, common, "redo", _redo, "do again what was undone last")
    sorting = _action(actions, common, "sort", _sort, "tell the papers of a stack apart")
    sorting.add_argument("--pages-each", type=int, default=0, metavar="N", help="each paper has N pages")
    sorting.add_argument(
        "--pile",
        action="append",
        type=_pile,
        default=[],
        metavar="COMPONENT=PAGE,PAGE",
        help="which pages are which paper, by hand",
    )
    sorting.add_argument("--accept", action="store_true", help="take the proposal over")
    moving = _of_pages(actions, common, "move", _move, "into another paper, or to another place")
    moving.add_argument("--to", required=True, metavar="COMPONENT")
    moving.add_argument("--at", type=int, metavar="NUMBER", help="before the page of this number")
    _of_pages(actions, common, "remove", _remove, "take pages out; they can be had back")
    _of_pages(actions, common, "restore", _restore, "have removed pages back")
    joining = _action(actions, common, "join", _join, "both sides of a card on one page")
    joining.add_argument("front", type=int)
    joining.add_argument("back", type=int)
    parting = _action(actions, common, "part", _part, "both sides of a card apart again")
    parting.add_argument("front", type=int)
    cleaning = _of_pages(actions, common, "clean", _clean, "make pages anew from what was scanned")
    cleaning.add_argument("--automatic", action="store_true", help="leave all of it to the program again")
    cleaning.add_argument("--as-scanned", action="store_true", help="do nothing but show it upright")
    cleaning.add_argument("--turn", type=_turn, help="0, 90, 180 or 270 degrees clockwise, or automatic")
    cleaning.add_argument("--straighten", type=_straighten, metavar="DEGREES", help="or off, automatic")
    cleaning.add_argument(
        "--crop", type=_crop, metavar="L,T,R,B", help="parts of the page, or off, automatic"
    )
    cleaning.add_argument("--colour", type=_colour, help="colour, grey, bw, off or automatic")
    cleaning.add_argument("--cut-out", type=How, choices=[How.OFF, How.AUTOMATIC])
    for name in _SWITCHES:
        cleaning.add_argument(f"--{name}", type=How, choices=list(How))
    words = _action(
        actions, common, "words", _words, "the words of a page; those of a first reading corrected"
    )
    words.add_argument("page", type=int)
    words.add_argument("--doubtful", action="store_true", help="only those a person should look at")
    words.add_argument("--correct", action="append", type=_correction, default=[], metavar="PLACE=WORD")


_Run = Callable[[Settings, argparse.Namespace], ExitCode]


def _action(
    actions: Any, common: argparse.ArgumentParser, name: str, run: _Run, told: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, parents=[common], help=told)
    parser.add_argument("code", type=DossierCode)
    parser.set_defaults(run=run)
    return parser


def _of_pages(
    actions: Any, common: argparse.ArgumentParser, name: str, run: _Run, told: str
) -> argparse.ArgumentParser:
    parser = _action(actions, common, name, run, told)
    parser.add_argument(
        "pages", nargs="+", type=int, metavar="PAGE", help="as `clerk dossier pages` names them"
    )
    return parser


def _pile(text: str) -> tuple[str, tuple[int, ...]]:
    component, _equals, pages = text.partition("=")
    return component, tuple(int(page) for page in pages.split(","))


def _correction(text: str) -> tuple[int, str]:
    place, _equals, word = text.partition("=")
    return int(place), word


def _turn(text: str) -> int | How:
    return How(text) if text == How.AUTOMATIC else int(text)


def _straighten(text: str) -> float | How:
    return How(text) if text in tuple(How) else float(text)


def _crop(text: str) -> tuple[float, ...] | How:
    return How(text) if text in tuple(How) else tuple(float(part) for part in text.split(","))


def _colour(text: str) -> Colour | How:
    return How(text) if text in tuple(How) else Colour(text)


def _pages(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        pages = [*_stored(desk, options.code), *_stored(desk, options.code, removed=True)]
        edits = review.edits_of(desk, options.code)
    data = {
        "code": options.code,
        "pages": [_page(page) for page in pages],
        "edits": [_edit(each) for each in edits],
    }
    if options.json:
        answer(data)
    for page in () if options.json else pages:
        mark = "-" if page.removed else " "
        line(f"{page.id:6} {mark} {page.component:12} {page.number:4}")
    return ExitCode.DONE


def _identity(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)
    with signed_in(settings, options) as desk:
        found = identity(desk, options.code)
    if options.json:
        mismatches = [
            {
                "component": each.component,
                "page": each.page,
                "witness": each.witness.value,
                "name": each.name.value,
                "expected": each.expected,
                "read": each.read,
            }
            for each in found.mismatches
        ]
        doubtful = [
            {
                "component": each.component,
                "page": each.page,
                "doubts": [doubt.name.lower() for doubt in each.doubts],
            }
            for each in found.doubtful
        ]
        answer({"code": options.code, "mismatches": mismatches, "doubtful": doubtful})
    for mismatch in () if options.json else found.mismatches:
        said = translate("{component}, page {page} says {read}; it should be {expected}.")
        facts = {"component": mismatch.component, "page": mismatch.page}
        line(said.format(**facts, read=mismatch.read, expected=mismatch.expected))
    for doubt in () if options.json else found.doubtful:
        said = translate("{component}, page {page}: the number does not fit the birthday or the sex.")
        line(said.format(component=doubt.component, page=doubt.page))
    return ExitCode.BAD_NEWS if found.mismatches or found.doubtful else ExitCode.DONE


def _undo(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        return _told(options, review.undo(desk, options.code))


def _redo(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        return _told(options, review.redo(desk, options.code))


def _move(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        return _told(options, review.move(desk, options.code, options.pages, options.to, at=options.at))


def _remove(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        return _told(options, review.remove(desk, options.code, options.pages))


def _restore(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        return _told(options, review.restore(desk, options.code, options.pages))


def _join(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        return _told(options, review.join_sides(desk, options.code, options.front, options.back))


def _part(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        return _told(options, review.part_sides(desk, options.code, options.front))


def _clean(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        known = {page.id: page for page in _stored(desk, options.code)}
        recipes = {number: _recipe(options, known.get(number)) for number in options.pages}
        return _told(options, review.clean(desk, options.code, recipes))


def _recipe(options: argparse.Namespace, page: Page | None) -> Recipe:
    """Return the page's recipe with what was asked for changed in it."""
    recipe = recipe_from_data(page.recipe) if page is not None else Recipe()
    recipe = AS_SCANNED if options.as_scanned else Recipe() if options.automatic else recipe
    names = ("turn", "straighten", "crop", "colour", "cut_out", *_SWITCHES)
    asked = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    return replace(recipe, **asked)


def _words(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        if options.correct:
            return _told(options, review.correct(desk, options.code, options.page, dict(options.correct)))
        page = next((each for each in _stored(desk, options.code) if each.id == options.page), None)
        if page is None:
            raise UnknownPage(options.page)
        words = list(enumerate(review.page_words(desk, page)))
    shown = [each for each in words if not options.doubtful or each[1].confidence < DOUBTFUL_BELOW]
    if options.json:
        boxes = [[word.box.left, word.box.top, word.box.right, word.box.bottom] for _place, word in shown]
        rows = [
            {"place": place, "text": word.text, "confidence": word.confidence, "box": box}
            for (place, word), box in zip(shown, boxes, strict=True)
        ]
        answer({"code": options.code, "page": options.page, "words": rows})
    for place, word in () if options.json else shown:
        line(f"{place:5}  {word.confidence:3.0f}  {word.text}")
    return ExitCode.DONE


def _sort(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)
    with signed_in(settings, options) as desk:
        sorting = (
            _by_hand(desk, options)
            if options.pile
            else proposed(desk, options.code, pages_each=options.pages_each)
        )
        taken_over = bool(options.pile) or (options.accept and sorting.is_whole)
        if taken_over:
            sort(desk, options.code, sorting)
    piles = [
        {
            "component": pile.component,
            "confidence": pile.confidence,
            "pages": [page.id for page in pile.pages],
        }
        for pile in sorting.piles
    ]
    if options.json:
        left_out = [page.id for page in sorting.left_out]
        answer({"code": options.code, "sorted": taken_over, "piles": piles, "left_out": left_out})
    for pile in () if options.json else sorting.piles:
        pages = ", ".join(str(page.id) for page in pile.pages)
        line(f"{pile.component or translate('unknown')}  {pile.confidence:.0f} %  {pages}")
    return ExitCode.BAD_NEWS if options.accept and not taken_over else ExitCode.DONE


def _by_hand(desk: Desk, options: argparse.Namespace) -> Sorting:
    known = {page.id: page for page in _stored(desk, options.code)}
    for _component, pages in options.pile:
        for number in pages:
            if number not in known:
                raise UnknownPage(number)
    return Sorting(
        tuple(Pile(tuple(known[each] for each in pages), component) for component, pages in options.pile)
    )


def _told(options: argparse.Namespace, edit: PageEdit | None) -> ExitCode:
    if options.json:
        answer({"code": options.code, "edit": _edit(edit) if edit else None})
    elif edit is not None:
        line(f"{edit.kind}  {' '.join(str(page.id) for page in edit.after)}")
    return ExitCode.DONE if edit is not None else ExitCode.BAD_NEWS


def _stored(desk: Desk, code: DossierCode, *, removed: bool = False) -> tuple[Page, ...]:
    with desk.storage.unit_of_work(read_only=True) as work:
        work.dossiers.get(code)
        return work.pages.of(code, removed=removed)


def _page(page: Page) -> dict[str, Any]:
    return {
        "page": page.id,
        "component": page.component,
        "number": page.number,
        "sheet": page.sheet,
        "removed": page.removed,
        "read": page.cleaned is not None,
        "recipe": dict(page.recipe),
        "findings": {name: value for name, value in page.findings.items() if name != "cards"},
    }


def _edit(edit: PageEdit) -> dict[str, Any]:
    return {
        "kind": edit.kind,
        "actor": edit.actor,
        "at": edit.at.isoformat(),
        "undone": edit.undone,
        "pages": [page.id for page in edit.after],
    }
