"""A whole dossier through the feeder at once: by separator sheets, by what papers say, and sorted by hand."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from clerk_app.cli.main import main
from clerk_app.demonstration.papers import write_sample_papers
from clerk_app.embedded import Embedded
from clerk_app.workflow import review
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import digitise
from clerk_app.workflow.errors import UnknownComponent
from clerk_app.workflow.progress import Step, next_step
from clerk_app.workflow.separators import separators
from clerk_app.workflow.stack import Pile, Sorting, proposed, sort
from scanning.intake.documents import open_pages
from scanning.intake.images import save_image
from scanning.model import silent
from storage.model import UNSORTED, Dossier
from tests.desks import accepted, desk_in, load, pages_of
from tests.papers import write_sheets

Room = tuple[Desk, Embedded]
Papers = dict[str, list[Path]]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with desk_in(tmp_path_factory.mktemp("stack")) as opened:
        yield opened


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The sample papers of the procedure, by component."""
    found = write_sample_papers(tmp_path_factory.mktemp("papers"))
    return {component: list(files) for component, files in found.items()}


def scan(room: Room, sheets: Sequence[Path], name: str) -> Dossier:
    desk, embedded = room
    dossier = accepted(desk, name)
    load(embedded, sheets, name)
    for _event in digitise(desk, dossier.code, UNSORTED, report=silent):
        pass
    return dossier


def sheets_of(sorting: Sorting) -> list[tuple[str | None, list[int]]]:
    return [(pile.component, [page.sheet for page in pile.pages]) for pile in sorting.piles]


def test_separator_sheets_tell_the_papers_apart(room: Room, papers: Papers, tmp_path: Path) -> None:
    desk, _embedded = room
    dossier = accepted(desk, "sheets")
    (tmp_path / "sheets.pdf").write_bytes(separators(desk, dossier.code))
    drawn = []
    for number, page in enumerate(open_pages(tmp_path / "sheets.pdf")):
        drawn.append(tmp_path / f"sheet-{number}.png")
        save_image(page, drawn[-1])
    by_component = dict(
        zip([part.code for part in dossier.components if not part.shown_only], drawn, strict=False)
    )
    stack = [by_component["TP02"], *papers["TP02"], by_component["TP01"], *papers["TP01"]]
    dossier = scan(room, stack, "sheets")
    assert next_step(desk, dossier.code) is Step.SORT
    found = proposed(desk, dossier.code)
    second = 2 + len(papers["TP02"])
    assert sheets_of(found) == [
        ("TP02", list(range(2, second))),
        ("TP01", list(range(second + 1, len(stack) + 1))),
    ]
    assert [page.sheet for page in found.left_out] == [1, second]
    assert [pile.confidence for pile in found.piles] == [100, 100]
    sort(desk, dossier.code, found)
    placed = [(page.component, page.sheet) for page in pages_of(desk, dossier)]
    assert placed == [
        *(("TP01", sheet) for sheet in range(second + 1, len(stack) + 1)),
        *(("TP02", sheet) for sheet in range(2, second)),
    ]
    review.undo(desk, dossier.code)
    assert {page.component for page in pages_of(desk, dossier)} == {UNSORTED}
    assert len(pages_of(desk, dossier)) == len(stack)


def test_papers_are_told_apart_by_what_they_say(room: Room, papers: Papers) -> None:
    desk, _embedded = room
    stack = [*papers["TP02"], *papers["TP01"]]
    dossier = scan(room, stack, "said")
    found = proposed(desk, dossier.code)
    count = len(papers["TP02"])
    assert sheets_of(found) == [
        ("TP02", list(range(1, count + 1))),
        ("TP01", list(range(count + 1, len(stack) + 1))),
    ]
    assert all(pile.confidence >= 75 for pile in found.piles)


def test_papers_that_say_nothing_are_offered_in_the_order_of_the_checklist(
    room: Room, tmp_path: Path
) -> None:
    desk, _embedded = room
    wanted = [part.code for part in accepted(desk, "silent").components if not part.shown_only]
    dossier = scan(room, write_sheets(tmp_path, 2 * len(wanted)), "silent")
    assert [pile.component for pile in proposed(desk, dossier.code).piles] == [None]
    found = proposed(desk, dossier.code, pages_each=2)
    assert sheets_of(found) == [(code, [2 * place + 1, 2 * place + 2]) for place, code in enumerate(wanted)]
    assert {pile.confidence for pile in found.piles} == {0}


def test_a_pile_goes_to_no_paper_that_is_not_there(room: Room, tmp_path: Path) -> None:
    desk, _embedded = room
    dossier = scan(room, write_sheets(tmp_path, 1), "nowhere")
    with pytest.raises(UnknownComponent):
        sort(desk, dossier.code, Sorting((Pile(pages_of(desk, dossier), "TP99"),)))
    assert {page.component for page in pages_of(desk, dossier)} == {UNSORTED}


def test_a_stack_from_the_feeder_to_its_papers_by_command_line(
    papers: Papers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(tmp_path), "--json"]
    with desk_in(tmp_path) as (desk, embedded):
        dossier = accepted(desk, "commands")
        load(embedded, [*papers["TP02"], *papers["TP01"]], "commands")

    def clerk(*arguments: str) -> tuple[int, dict[str, object]]:
        code = main(["dossier", arguments[0], dossier.code, *arguments[1:], *home])
        return code, json.loads(capsys.readouterr().out)

    assert clerk("scan")[0] == 0
    code, answer = clerk("sort")
    assert (code, answer["sorted"]) == (0, False)
    code, answer = clerk("sort", "--accept")
    assert (code, answer["sorted"]) == (0, True)
    code, answer = clerk("pages")
    pages = answer["pages"]
    assert isinstance(pages, list)
    assert {page["component"] for page in pages} == {"TP01", "TP02"}
    first = str(pages[0]["page"])
    assert clerk("clean", first, "--turn", "180")[0] == 0
    assert clerk("words", first)[0] == 0
    assert clerk("words", first, "--correct", "0=Sửa")[0] == 0
    assert clerk("remove", first)[0] == 0
    assert main(["dossier", "remove", dossier.code, "99999", *home]) == 3
    for _edit in range(4):
        assert clerk("undo")[0] == 0
    assert clerk("undo") == (1, {"code": dossier.code, "edit": None})
    assert clerk("redo")[0] == 0
    assert clerk("identity")[0] in (0, 1)
