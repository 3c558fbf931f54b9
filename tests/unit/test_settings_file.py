"""Single values are changed in a settings file; everything else in it stays."""

import tomllib
from pathlib import Path

from clerk_app.settings_file import put_settings, read_settings

BEFORE = """\
# ours
language = "vi"

[agency]  # the ward
code = "H01.02.03"
# keep this

[agency.more]
code = "x"
"""


def test_a_missing_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "home" / "settings.toml"
    put_settings(file, {"language": "fr", "agency.name": 'UBND "An Bình"', "window.text_percent": 115})
    assert tomllib.loads(file.read_text("utf-8")) == {
        "language": "fr",
        "agency": {"name": 'UBND "An Bình"'},
        "window": {"text_percent": 115},
    }


def test_everything_else_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(BEFORE, "utf-8")
    put_settings(file, {"language": "en", "agency.code": "H09.08.07", "agency.place": "An Bình"})
    text = file.read_text("utf-8")
    assert {"# ours", "[agency]  # the ward", "# keep this"} <= set(text.splitlines())
    read = tomllib.loads(text)
    assert read["language"] == "en"
    assert read["agency"] == {"code": "H09.08.07", "place": "An Bình", "more": {"code": "x"}}


def test_a_file_of_rooms_only_gets_its_top(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[agency]\n", "utf-8")
    put_settings(file, {"language": "en"})
    assert tomllib.loads(file.read_text("utf-8")) == {"language": "en", "agency": {}}


def test_a_list_is_put_in_place_of_one_over_several_lines(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[office]\ndays_off = [\n  "2026-11-25",  # ours ]\n]\nopens = "07:30"\n', "utf-8")
    put_settings(file, {"office.days_off": ("2026-11-26", "2026-11-27"), "office.days_on": ()})
    assert tomllib.loads(file.read_text("utf-8"))["office"] == {
        "days_off": ["2026-11-26", "2026-11-27"],
        "days_on": [],
        "opens": "07:30",
    }


def test_a_value_that_is_taken_away_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    office = '[office]\nopens = "07:30"  # in winter\ndays_off = [\n  "2026-11-26",\n]\n'
    file.write_text(f'# ours\nlanguage = "fr"\n\n{office}', "utf-8")
    paths = ("language", "office.days_off", "office.closes", "portal.url")
    assert read_settings(file, paths) == {
        "language": "fr",
        "office.days_off": ("2026-11-26",),
        "office.closes": None,
        "portal.url": None,
    }
    put_settings(file, {"language": None, "office.days_off": None, "portal.url": None})
    assert file.read_text("utf-8") == '# ours\n\n[office]\nopens = "07:30"  # in winter\n'
