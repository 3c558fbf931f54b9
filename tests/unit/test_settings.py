"""Settings come in layers, and a misspelt one is refused."""

from pathlib import Path

import pytest

from clerk_app.portal_profile import profile_of
from clerk_app.settings import UnknownSetting, load


def test_each_layer_overrules_the_one_before(tmp_path: Path) -> None:
    site, home = tmp_path / "site.toml", tmp_path / "home"
    home.mkdir()
    site.write_text('language = "fr"\n[portal]\nurl = "site"\ntimeout_seconds = 5.0\n', "utf-8")
    (home / "settings.toml").write_text('[portal]\nurl = "user"\n', "utf-8")
    settings = load(environment={"CLERK_PORTAL_URL": "environment"}, site=site, home=str(home))
    assert (settings.language, settings.portal.url, settings.portal.timeout_seconds) == (
        "fr",
        "environment",
        5.0,
    )
    assert load(environment={}, site=site, home=str(home)).portal.url == "user"
    assert load(environment={}, site=site, home=str(home), language="en").language == "en"


def test_an_unknown_setting_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text('[portal]\nulr = "x"\n', "utf-8")
    with pytest.raises(UnknownSetting) as refused:
        load(environment={}, site=site, home=str(tmp_path))
    assert (refused.value.name, refused.value.nearest) == ("portal.ulr", "portal.url")


def test_text_from_the_environment_takes_the_type_of_the_default(tmp_path: Path) -> None:
    variables = {"CLERK_SCANNER_DPI": "200", "CLERK_PORTAL_DEMANDS_TIMESTAMP": "true", "CLERKISH": "x"}
    settings = load(environment=variables, site=tmp_path / "none", home=str(tmp_path))
    assert settings.scanner.dpi == 200
    assert settings.portal.demands_timestamp is True


@pytest.mark.parametrize(
    ("name", "value"), [("KIND", "carrier-pigeon"), ("FILE_TRANSFER", "post"), ("NAME_RULE", "([a-z]")]
)
def test_a_portal_that_cannot_be_is_refused_with_the_nearest_that_can(name: str, value: str) -> None:
    settings = load(environment={f"CLERK_PORTAL_{name}": value}, site=Path("/nowhere"))
    with pytest.raises(UnknownSetting) as caught:
        profile_of(settings.portal, "http://127.0.0.1")
    assert value in caught.value.name
    assert caught.value.nearest is not None
