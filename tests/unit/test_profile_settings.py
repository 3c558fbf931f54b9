"""Scan profiles as settings: what is written makes the profile that was wanted, at the next start too."""

import string
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as some

from clerk_app.gui.screens.settings.profiles import as_kept, changes_of, name_for
from clerk_app.profiles import OURS, Begin, ScanProfile
from clerk_app.settings import load
from clerk_app.settings_file import put_settings
from scanning.model import Colour, PaperSize, Source

PROFILES = some.builds(
    ScanProfile,
    title=some.text(max_size=60).map(str.strip),
    source=some.sampled_from(Source),
    dpi=some.sampled_from((0, 200, 300, 600)),
    colour=some.sampled_from(Colour),
    size=some.sampled_from(PaperSize),
    turn_stack=some.booleans(),
    start=some.sampled_from(Begin),
    as_scanned=some.booleans(),
    drop_blank=some.booleans(),
)


def loaded(home: Path) -> dict[str, ScanProfile]:
    return dict(load(environment={}, site=Path("/nowhere"), home=str(home)).profiles)


@given(name=some.sampled_from((*OURS, "ledger")), wanted=PROFILES)
def test_what_is_kept_is_the_profile_at_once_and_after_the_next_start(name: str, wanted: ScanProfile) -> None:
    changes = changes_of(name, OURS.get(name), wanted)
    expected = {**OURS, name: wanted} if changes else dict(OURS)
    assert as_kept(OURS, changes) == expected
    with TemporaryDirectory() as folder:
        put_settings(Path(folder) / "settings.toml", changes)
        assert loaded(Path(folder)) == expected


def test_a_profile_that_was_taken_back_is_none_after_the_next_start(tmp_path: Path) -> None:
    changes = changes_of("ledger", None, replace(ScanProfile(), title="Sổ cũ", dpi=400))
    put_settings(tmp_path / "settings.toml", changes)
    assert loaded(tmp_path)["ledger"].dpi == 400
    put_settings(tmp_path / "settings.toml", dict.fromkeys(changes))
    assert loaded(tmp_path) == OURS


@given(title=some.text(max_size=60), taken=some.lists(some.text(string.ascii_lowercase, max_size=3)))
def test_a_new_name_can_stand_in_a_file_and_is_not_taken(title: str, taken: list[str]) -> None:
    name = name_for(title, [*OURS, *taken])
    assert name not in (*OURS, *taken)
    assert set(name) <= {*string.ascii_lowercase, *string.digits, "-"}
    assert name


def test_a_new_name_is_near_the_title() -> None:
    assert name_for("Sổ hộ tịch cũ", OURS) == "so-ho-tich-cu"
    assert name_for("Glass", OURS) == "glass-2"
    assert name_for("…", OURS) == "profile"
