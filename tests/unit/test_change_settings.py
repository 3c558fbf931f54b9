"""Settings that are typed: what cannot be is refused before anything is written."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.bootstrap import open_desk
from clerk_app.settings import Settings, load
from clerk_app.workflow.change_settings import HOURS, change_settings, first_impossible
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
