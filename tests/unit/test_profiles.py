"""Profiles come from the settings, and a site can lock them."""

from pathlib import Path

import pytest

from clerk_app.profiles import OURS, ScanProfile, profile_title
from clerk_app.settings import Settings, UnknownSetting, load
from clerk_app.workflow.errors import ProfileLocked, UnknownProfile
from scanning.model import CleanUp, Colour, PaperSize, ScanSettings, Source

SITE = """
[scanner]
profile = "old-books"
[profiles.old-books]
title = "Sổ hộ tịch cũ"
source = "glass"
dpi = 400
colour = "grey"
size = "A3"
as_scanned = true
separate = "pages:2"
locked = true
[profiles.standard]
drop_blank = true
"""


def loaded(folder: Path, user: str = "", site: str = SITE) -> Settings:
    (folder / "site.toml").write_text(site, "utf-8")
    (folder / "settings.toml").write_text(user, "utf-8")
    return load(environment={}, site=folder / "site.toml", home=str(folder))


def test_a_profile_says_how_paper_is_scanned_and_cleaned(tmp_path: Path) -> None:
    profile = loaded(tmp_path).profile()
    assert profile.scan_settings == ScanSettings(Source.GLASS, 400, Colour.GREY, PaperSize.A3)
    assert (profile.clean_up, profile.separate) == (CleanUp(as_scanned=True), "pages:2")


def test_profiles_of_ours_stay_beside_those_of_a_site_and_take_its_changes(tmp_path: Path) -> None:
    settings = loaded(tmp_path, '[profiles.standard]\ndpi = 200\n[profiles.mine]\nsize = "A5"\n')
    assert settings.profiles.keys() == {*OURS, "old-books", "mine"}
    assert (settings.profile("standard").dpi, settings.profile("standard").drop_blank) == (200, True)
    assert settings.profile("mine").size is PaperSize.A5


def test_a_resolution_that_is_not_named_is_the_scanners(tmp_path: Path) -> None:
    settings = loaded(tmp_path, "[scanner]\ndpi = 240\n")
    assert (settings.profile("glass").dpi, settings.profile("old-books").dpi) == (240, 400)


def test_a_locked_profile_is_changed_by_no_file_of_a_person(tmp_path: Path) -> None:
    with pytest.raises(ProfileLocked) as locked:
        loaded(tmp_path, "[profiles.old-books]\ndpi = 100\n")
    assert locked.value.name == "old-books"


def test_a_locked_profile_is_changed_by_no_option(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    with pytest.raises(ProfileLocked):
        settings.profile("old-books", dpi=100)
    assert settings.profile("old-books", dpi=400, size=None) == settings.profile("old-books")
    assert settings.profile("standard", dpi=100).dpi == 100


def test_an_unknown_profile_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownProfile) as unknown:
        loaded(tmp_path).profile("old-book")
    assert (unknown.value.name, unknown.value.nearest) == ("old-book", "old-books")


@pytest.mark.parametrize(
    ("user", "name", "nearest"),
    [
        ('[profiles.a]\nsource = "feder"\n', "profiles.a.source = feder", "profiles.a.source = feeder"),
        ("[profiles.a]\ndip = 300\n", "profiles.a.dip", "profiles.a.dpi"),
        ("[profiles]\na = 3\n", "profiles.a", None),
    ],
)
def test_what_a_profile_cannot_be_is_refused(
    tmp_path: Path, user: str, name: str, nearest: str | None
) -> None:
    with pytest.raises(UnknownSetting) as refused:
        loaded(tmp_path, user)
    assert (refused.value.name, refused.value.nearest) == (name, nearest)


def test_a_profile_has_the_title_that_its_makers_gave_it() -> None:
    assert profile_title("x", ScanProfile(title="Sổ"), str) == "Sổ"
    assert profile_title("glass", OURS["glass"], str) == "Glass"
    assert profile_title("x", ScanProfile(), str) == "x"
