"""What people did to pages: undone and done again, also after a restart, whatever was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.database import Storage
from storage.model import ContentId, DossierCode, Page, PageEdit
from tests.fakes.clock import START, StillClock
from tests.fakes.records import DAY, new_dossier, new_page
from tests.places import Places

PAGES = 4
Act = Callable[[Page], Page]
ACTS: dict[str, Act] = {
    "remove": lambda page: replace(page, removed=True),
    "restore": lambda page: replace(page, removed=False),
    "move": lambda page: replace(page, component="G02", number=page.number + 1),
    "clean": lambda page: replace(page, recipe={"turn": 90}, cleaned=ContentId("c" * 64)),
    "correct": lambda page: replace(page, words=ContentId(f"{page.id % 10}" * 64), findings={"doubtful": 0}),
}
STEPS = st.lists(
    st.one_of(
        st.sampled_from(["undo", "redo"]),
        st.tuples(st.sampled_from(sorted(ACTS)), st.sets(st.integers(0, PAGES - 1), min_size=1)),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    with Storage.open(tmp_path_factory.mktemp("home") / "home", clock=StillClock()) as opened:
        yield opened


@pytest.fixture
def storage(places: Places) -> Iterator[Storage]:
    with places.open("home", StillClock()) as opened:
        yield opened


def with_pages(storage: Storage, key: str) -> DossierCode:
    with storage.unit_of_work() as work:
        dossier = work.dossiers.open(new_dossier(key), DAY)
        for sheet in range(1, PAGES + 1):
            work.pages.add(new_page(dossier, sheet))
        work.commit()
    return dossier.code


def state(storage: Storage, code: DossierCode) -> dict[int, Page]:
    with storage.unit_of_work(read_only=True) as work:
        return {page.id: page for page in (*work.pages.of(code), *work.pages.of(code, removed=True))}


def do(storage: Storage, code: DossierCode, kind: str, places: Sequence[int]) -> None:
    before = [state(storage, code)[number] for number in sorted(state(storage, code))]
    chosen = [before[place] for place in places]
    edit = PageEdit(code, kind, "lan", START, tuple(chosen), tuple(ACTS[kind](page) for page in chosen))
    with storage.unit_of_work() as work:
        work.edits.do(edit)
        work.commit()


def turn(storage: Storage, code: DossierCode, way: str) -> PageEdit | None:
    with storage.unit_of_work() as work:
        found: PageEdit | None = getattr(work.edits, way)(code, "lan", START)
        work.commit()
    return found


@settings(max_examples=30, deadline=None)  # a busy machine is no fault of what is tested
@given(steps=STEPS)
def test_undo_and_redo_walk_through_every_state_there_was(
    home: Storage, steps: list[str | tuple[str, set[int]]]
) -> None:
    code = with_pages(home, str(uuid4()))
    past, future = [state(home, code)], list[dict[int, Page]]()
    for step in steps:
        if step == "undo":
            assert (turn(home, code, "undo") is None) == (len(past) == 1)
            if len(past) > 1:
                future.append(past.pop())
        elif step == "redo":
            assert (turn(home, code, "redo") is None) == (not future)
            if future:
                past.append(future.pop())
        else:
            do(home, code, step[0], sorted(int(place) for place in step[1]))
            future.clear()
            past.append(state(home, code))
        assert state(home, code) == past[-1]
    while len(past) > 1:
        past.pop()
        turn(home, code, "undo")
        assert state(home, code) == past[-1]
    assert turn(home, code, "undo") is None


def test_edits_are_there_after_a_restart(tmp_path: Path) -> None:
    with Storage.open(tmp_path, clock=StillClock()) as storage:
        code = with_pages(storage, "restart")
        first = state(storage, code)
        do(storage, code, "remove", [0, 2])
    with Storage.open(tmp_path, clock=StillClock()) as storage:
        edit = turn(storage, code, "undo")
        assert edit is not None
        assert (edit.kind, edit.undone, len(edit.before)) == ("remove", True, 2)
        assert state(storage, code) == first


def test_what_was_read_after_a_move_stays_when_the_move_is_undone(storage: Storage) -> None:
    code = with_pages(storage, "reading")
    do(storage, code, "move", [1])
    page = next(page for page in state(storage, code).values() if page.component == "G02")
    with storage.unit_of_work() as work:
        work.pages.keep_reading(replace(page, cleaned=ContentId("d" * 64), findings={"blank": False}))
        work.commit()
    turn(storage, code, "undo")
    found = state(storage, code)[page.id]
    assert (found.component, found.cleaned, found.findings) == ("G01", "d" * 64, {"blank": False})


def test_a_late_reading_of_a_page_made_otherwise_by_now_is_dropped(storage: Storage) -> None:
    code = with_pages(storage, "late")
    page = next(iter(state(storage, code).values()))
    do(storage, code, "clean", [0])
    with storage.unit_of_work() as work:
        assert work.pages.keep_reading(replace(page, cleaned=ContentId("d" * 64))) is None
    assert state(storage, code)[page.id].cleaned == "c" * 64


def test_retention_leaves_nothing_of_what_was_done(storage: Storage) -> None:
    code = with_pages(storage, "retention")
    do(storage, code, "clean", [0])
    turn(storage, code, "undo")
    with storage.unit_of_work() as work:
        assert "c" * 64 in work.retention.empty(code)
        work.commit()
    with storage.unit_of_work(read_only=True) as work:
        assert work.edits.of(code) == ()
