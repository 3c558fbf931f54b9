"""SIGKILL at any moment, start again: nothing lost, nothing twice."""

import random
import time
from pathlib import Path

import pytest

from tests.e2e.demonstration import accepted_at_portal, clerk, killed_after, sheets_in_dossier
from tests.papers import write_sheets

SHEETS = 5
SEED = 20261123


def demo_arguments(folder: Path) -> tuple[str, ...]:
    return ("demo", "--pages", str(folder / "pages"), "--json")


def interrupt(home: Path, seconds: float) -> bool:
    """Kill a run after a while; return whether it had still to tell its result, else it was over."""
    return not killed_after(home, seconds, *demo_arguments(home))


def finish(home: Path) -> None:
    outcome = clerk(home, *demo_arguments(home))
    assert outcome.code == 0, outcome.complaints
    assert outcome.data["portal"]["status"] == "accepted"


def assert_one_whole_dossier(home: Path) -> None:
    (code,) = accepted_at_portal(home)
    assert sheets_in_dossier(home, code) == list(range(1, SHEETS + 1))


@pytest.fixture(scope="module")
def usual_seconds(tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long an uninterrupted run takes here, so that the moments of the kills spread over all of it."""
    home = tmp_path_factory.mktemp("usual")
    write_sheets(home / "pages", SHEETS)
    started = time.monotonic()
    assert clerk(home, *demo_arguments(home)).code == 0
    return time.monotonic() - started


def moments(count: int) -> list[float]:
    """Return shares of a run: spread evenly, each moved at random within its part, the seed fixed."""
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    return [(part + chance.random()) / count for part in range(count)]


@pytest.mark.parametrize("share", moments(2))
def test_a_kill_loses_nothing_and_sends_nothing_twice(
    tmp_path: Path, usual_seconds: float, share: float
) -> None:
    write_sheets(tmp_path / "pages", SHEETS)
    if interrupt(tmp_path, share * usual_seconds):
        finish(tmp_path)
    assert_one_whole_dossier(tmp_path)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("share", moments(20))
def test_twenty_kills_lose_nothing_and_send_nothing_twice(
    tmp_path: Path, usual_seconds: float, share: float
) -> None:
    test_a_kill_loses_nothing_and_sends_nothing_twice(tmp_path, usual_seconds, share)


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_a_run_that_is_killed_again_and_again_still_ends_well(tmp_path: Path, usual_seconds: float) -> None:
    write_sheets(tmp_path / "pages", SHEETS)
    left = True
    for share in moments(8):
        left = left and interrupt(tmp_path, (0.1 + share / 2) * usual_seconds)
    if left:
        finish(tmp_path)
    assert_one_whole_dossier(tmp_path)
