"""Settings that are typed: what cannot be is refused before anything is written."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.bootstrap import open_desk
from clerk_app.settings import Settings, load
from clerk_app.settings_file import put_settings, read_settings
from clerk_app.workflow.change_settings import (
    HOURS,
    change_settings,
    first_impossible,
    keep_choice,
    put_back,
)
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import RightMissing, SettingImpossible
from clerk_app.workflow.rights import Actor
from storage.accounts import AccountRole
from tests.records import with_records


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(Settings(home=str(with_records(tmp_path)))) as (opened, _embedded):
        yield opened


@pytest.mark.parametrize("url", ["", "https://portal.example.vn/api", "http://192.0.2.7:8080"])
def test_an_address_is_taken(url: str) -> None:
    assert first_impossible({"portal.url": url}) is None


@pytest.mark.parametrize("url", ["portal.example.vn", "ftp://x", "https://", "https://x:port", "https://[1"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    assert first_impossible({"portal.url": url}) == "portal.url"


def test_a_scanner_has_a_name_or_an_address() -> None:
    assert first_impossible({"scanner.name": "escl:Brother"}) is None
    assert first_impossible({"scanner.name": "http://"}) == "scanner.name"


@pytest.mark.parametrize(
    ("hours", "wrong"),
    [
        (("07:00", "11:30", "13:30", "17:00"), None),
        (("07:00", "11:30", "11:00", "17:00"), 2),
        (("7:00", "11:30", "13:30", "17:00"), 0),
        (("07:00", "11:30", "13:30", "24:00"), 3),
    ],
)
def test_hours_follow_each_other(hours: tuple[str, ...], wrong: int | None) -> None:
    said = dict(zip(HOURS, hours, strict=True))
    assert first_impossible(said) == (None if wrong is None else HOURS[wrong])


def test_what_was_typed_holds_at_the_next_start(desk: Desk, tmp_path: Path) -> None:
    change_settings(desk, {"scanner.name": " escl:1 "})
    assert load(environment={}, site=Path("/nowhere"), home=str(tmp_path)).scanner.name == "escl:1"


def test_nothing_is_written_of_what_cannot_be(desk: Desk) -> None:
    with pytest.raises(SettingImpossible):
        change_settings(desk, {"scanner.name": "escl:1", "portal.url": "nowhere"})
    assert not desk.folders.settings.exists()


def test_an_official_changes_no_settings(desk: Desk) -> None:
    official = replace(desk, actor=Actor("lan", frozenset({AccountRole.OFFICIAL}), personal=True))
    with pytest.raises(RightMissing):
        change_settings(official, {"scanner.name": "escl:1"})


def test_a_change_is_put_back_as_the_file_was_and_done_again(desk: Desk) -> None:
    first = change_settings(desk, {"scanner.name": "escl:1"})
    second = change_settings(desk, {"scanner.name": "escl:2"})
    assert put_back(desk, second)
    assert read_settings(desk.folders.settings, ("scanner.name",)) == {"scanner.name": "escl:1"}
    assert put_back(desk, first)
    assert read_settings(desk.folders.settings, ("scanner.name",)) == {"scanner.name": None}
    assert put_back(desk, first.reversed)
    assert read_settings(desk.folders.settings, ("scanner.name",)) == {"scanner.name": "escl:1"}


def test_nothing_is_put_back_over_what_somebody_else_changed(desk: Desk) -> None:
    change = change_settings(desk, {"scanner.name": "escl:1", "office.days_off": ("2026-11-26",)})
    put_settings(desk.folders.settings, {"scanner.name": "escl:theirs"})
    assert not put_back(desk, change)
    now = read_settings(desk.folders.settings, change.after)
    assert now == {"scanner.name": "escl:theirs", "office.days_off": ("2026-11-26",)}


def test_what_is_put_back_is_recorded_as_the_change_was(desk: Desk) -> None:
    put_back(desk, change_settings(desk, {"scanner.name": "escl:1"}))
    put_back(desk, keep_choice(desk, "window.text_percent", 130))
    with desk.storage.unit_of_work(read_only=True) as work:
        recorded = [each.step for each in work.audit.of("")]
    assert recorded.count("settings_changed") == 2


def test_an_official_puts_back_only_how_the_window_looks(desk: Desk) -> None:
    official = replace(desk, actor=Actor("lan", frozenset({AccountRole.OFFICIAL}), personal=True))
    with pytest.raises(RightMissing):
        put_back(official, change_settings(desk, {"scanner.name": "escl:1"}))
    assert put_back(official, keep_choice(official, "language", "fr"))
