"""The help desk on both databases: who was helped, who is on duty, and papers for people to take away."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pikepdf
import pytest

from clerk_app.settings import PortalSettings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import MinutesImpossible, NoPageOfPortal, RightMissing, UnknownProcedure
from clerk_app.workflow.frontdesk.helping import (
    HelpKind,
    help_figures,
    note_help,
    online_page,
    take_help_back,
)
from clerk_app.workflow.frontdesk.roster import (
    appoint,
    duty_week,
    keep_week,
    on_duty_today,
    planned,
    team,
    week_to_plan,
)
from clerk_app.workflow.frontdesk.take_away import take_checklist, take_scan
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Actor
from scanning.errors import PaperJam
from scanning.model import silent
from storage.accounts import AccountRole
from tests.desks import PROCEDURE, desk_over
from tests.fakes.clock import StillClock
from tests.fakes.scanner import FakeScanner
from tests.papers import write_sheets
from tests.places import Places


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def desk(tmp_path: Path, places: Places, clock: StillClock) -> Iterator[Desk]:
    with desk_over(tmp_path / "desk", places, clock) as opened:
        yield opened


def today(desk: Desk) -> date:
    return local(desk.clock.now()).date()


def paged(desk: Desk, page: str) -> Desk:
    return replace(desk, settings=replace(desk.settings, portal=PortalSettings(page=page)))


def test_help_is_counted_by_kind_and_day_without_names(desk: Desk, clock: StillClock) -> None:
    first = today(desk)
    note_help(desk, HelpKind.ONLINE_FORM, 20, PROCEDURE)
    note_help(desk, HelpKind.ONLINE_FORM, 10)
    clock.advance(timedelta(days=1))
    note_help(desk, HelpKind.ACCOUNT, 5)
    found = help_figures(desk, first, today(desk))
    counted = {each.kind: (each.people, each.minutes) for each in found.kinds if each.people}
    assert counted == {HelpKind.ONLINE_FORM: (2, 30), HelpKind.ACCOUNT: (1, 5)}
    assert (found.people, found.minutes) == (3, 35)
    assert found.days == ((first, 2), (today(desk), 1))
    assert help_figures(desk, first, first).people == 2


def test_help_counted_by_mistake_is_taken_back_once(desk: Desk) -> None:
    day = today(desk)
    note_help(desk, HelpKind.ACCOUNT, 5)
    done = note_help(desk, HelpKind.ACCOUNT, 5, PROCEDURE)
    assert take_help_back(desk, done)
    assert help_figures(desk, day, day).people == 1
    assert not take_help_back(desk, done)
    assert help_figures(desk, day, day).people == 1
    stranger = replace(desk, actor=Actor("seal", frozenset({AccountRole.RECORDS_CLERK})))
    with pytest.raises(RightMissing):
        take_help_back(stranger, done)


def test_help_that_cannot_be_is_refused(desk: Desk) -> None:
    for minutes in (0, -1, 601):
        with pytest.raises(MinutesImpossible):
            note_help(desk, HelpKind.OTHER, minutes)
    with pytest.raises(UnknownProcedure):
        note_help(desk, HelpKind.PROCEDURE, 5, "9.999999")
    stranger = replace(desk, actor=Actor("seal", frozenset({AccountRole.RECORDS_CLERK})))
    with pytest.raises(RightMissing):
        note_help(stranger, HelpKind.OTHER, 5)


def test_two_of_the_team_are_on_duty_and_nobody_twice(desk: Desk, clock: StillClock) -> None:
    appoint(desk, today(desk), ("Nguyễn  Văn An", "Nguyễn Văn An", " ", "Trần Thị Bình", "Lê Văn Cường"))
    assert on_duty_today(desk) == ("Nguyễn Văn An", "Trần Thị Bình")
    week = duty_week(desk, today(desk))
    assert [each.day.weekday() for each in week] == [0, 1, 2, 3, 4]
    assert team(desk, week) == ("Nguyễn Văn An", "Trần Thị Bình")
    appoint(desk, today(desk), ("Lê Văn Cường",))
    assert on_duty_today(desk) == ("Lê Văn Cường",)
    clock.advance(timedelta(days=1))
    assert on_duty_today(desk) == ()


def test_a_week_is_kept_and_taken_back_whole_unless_somebody_else_changed_it(desk: Desk) -> None:
    seen = duty_week(desk, today(desk))
    wanted = planned(seen, (("An", " An ", "Bình"), (), ("Cường",)))
    assert [each.persons for each in wanted] == [("An", "Bình"), (), ("Cường",)]
    wanted += seen[3:]
    assert keep_week(desk, seen, wanted)
    assert duty_week(desk, today(desk)) == wanted
    assert keep_week(desk, wanted, seen)
    assert duty_week(desk, today(desk)) == seen
    assert keep_week(desk, seen, wanted)
    appoint(desk, seen[2].day, ("Dung",))
    appoint(desk, seen[1].day, ("Em",))
    theirs = duty_week(desk, today(desk))
    assert not keep_week(desk, wanted, seen)
    assert duty_week(desk, today(desk)) == theirs
    with pytest.raises(RightMissing):
        keep_week(replace(desk, actor=Actor("seal", frozenset({AccountRole.RECORDS_CLERK}))), theirs, seen)


def test_of_two_who_keep_a_week_at_once_one_is_told(desk: Desk) -> None:
    for number in range(8):
        seen = duty_week(desk, today(desk))
        plans = [planned(seen, ((f"{name} {number}",),)) + seen[1:] for name in ("An", "Bình")]
        with ThreadPoolExecutor(2) as officials:
            kept = list(officials.map(partial(keep_week, desk, seen), plans))
        assert sorted(kept) == [False, True]
        assert duty_week(desk, today(desk)) == plans[kept.index(True)]


def test_a_week_has_a_saturday_where_the_centre_works_then(desk: Desk, clock: StillClock) -> None:
    working = replace(desk, office=replace(desk.office, hours=replace(desk.office.hours, saturday=True)))
    assert (len(duty_week(desk, today(desk))), len(duty_week(working, today(desk)))) == (5, 6)
    clock.advance(timedelta(days=5 - today(desk).weekday()))
    assert today(desk).weekday() == 5
    assert week_to_plan(working) == today(desk)
    assert week_to_plan(desk) == today(desk) + timedelta(days=2)


@pytest.mark.parametrize(
    "page",
    ["https://portal.example/nop?ma={code}", "http://127.0.0.1:8080/{code}", "http://localhost/{code}"],
)
def test_the_page_of_a_procedure_is_opened_where_it_is_safe(desk: Desk, page: str) -> None:
    assert online_page(paged(desk, page), PROCEDURE) == page.replace("{code}", PROCEDURE)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "http://portal.example/{code}",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://dichvucong.gov.vn@evil.example/",
        "https:///{code}",
        "https://portal.example/ {code}",
        "http://127.0.0.1.evil.example/",
    ],
)
def test_any_other_address_is_not_opened(desk: Desk, page: str) -> None:
    with pytest.raises(NoPageOfPortal):
        online_page(paged(desk, page), PROCEDURE)


def test_a_checklist_is_taken_away_beside_what_is_there(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    first, second = take_checklist(desk, PROCEDURE, stick), take_checklist(desk, PROCEDURE, stick)
    assert sorted(each.name for each in stick.iterdir()) == sorted((first.name, second.name))
    with pikepdf.open(first) as pdf:
        assert len(pdf.pages) == 1


def test_a_scan_is_taken_away_and_kept_nowhere(desk: Desk, tmp_path: Path) -> None:
    stick, sheets = tmp_path / "stick", write_sheets(tmp_path / "sheets", 1)
    stick.mkdir()
    scanner = FakeScanner(sheets)
    before = {each for each in (tmp_path / "desk").rglob("*") if each.suffix in (".png", ".pdf", ".jpg")}
    (file,) = take_scan(replace(desk, scanner=lambda: scanner), desk.settings.profile(), stick, report=silent)
    assert list(stick.iterdir()) == [file]
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 1
    after = {each for each in (tmp_path / "desk").rglob("*") if each.suffix in (".png", ".pdf", ".jpg")}
    assert after == before


def test_a_scan_that_jams_leaves_nothing_on_the_stick(desk: Desk, tmp_path: Path) -> None:
    stick, sheets = tmp_path / "stick", write_sheets(tmp_path / "sheets", 2)
    stick.mkdir()
    scanner = FakeScanner(sheets, jam_at=2)
    with pytest.raises(PaperJam):
        take_scan(replace(desk, scanner=lambda: scanner), desk.settings.profile(), stick, report=silent)
    assert list(stick.iterdir()) == []
