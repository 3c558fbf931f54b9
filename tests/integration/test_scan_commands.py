"""Scanners, profiles and files from the command line."""

from pathlib import Path

import pytest

from clerk_app.paths import Home
from scanning.device.simulated.feeder import Feeder
from tests.integration.test_casework_commands import opened, run
from tests.papers import write_sheets
from tests.scanners import backend_for_tests

LOCKED = '[profiles.ledger]\nsource = "glass"\ndpi = 75\nsize = "card"\nlocked = true\n'


@pytest.fixture
def sane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SANE shows its test backend alone."""
    for name, value in backend_for_tests(tmp_path / "sane").environment.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("sane")
def test_scanners_that_answer_are_listed(tmp_path: Path) -> None:
    listed = run(tmp_path, "scanners")
    assert (listed.code, listed.data["scanners"]) == (
        0,
        [{"name": "test:0", "vendor": "Noname", "model": "frontend-tester"}],
    )


def test_no_scanner_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dll.conf").touch()
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    listed = run(tmp_path, "scanners")
    assert (listed.code, listed.data) == (4, {"scanners": []})
    assert listed.complaints.strip()


@pytest.mark.usefixtures("sane")
def test_pages_are_scanned_as_options_and_profile_say(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(LOCKED, "utf-8")
    out = tmp_path / "out"
    scan = ("scan", "--scanner", "test:0", "--out", str(out))
    (page,) = run(tmp_path, *scan, "--source", "glass", "--dpi", "50", "--colour", "auto").data["pages"]
    assert (page["file"], page["dpi"], page["width_px"]) == (str(out / "0001.png"), 50, 393)
    (card,) = run(tmp_path, *scan, "--profile", "ledger").data["pages"]
    assert (card["width_px"], card["height_px"]) == (253, 159)


@pytest.mark.usefixtures("sane")
def test_what_cannot_be_scanned_is_refused_by_its_exit_code(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(LOCKED, "utf-8")
    scan = ("scan", "--scanner", "test:0", "--out", str(tmp_path / "out"))
    both = run(tmp_path, *scan, "--source", "feeder-duplex")
    assert (both.code, both.data) == (4, {"pages": []})
    locked = run(tmp_path, *scan, "--profile", "ledger", "--dpi", "600")
    assert locked.code == 6
    assert "ledger" in locked.complaints
    assert run(tmp_path, *scan, "--profile", "leger").code == 3


def test_files_come_into_a_paper_and_a_folder_is_emptied(tmp_path: Path) -> None:
    home, share = tmp_path / "home", tmp_path / "share"
    code = opened(home)
    sheets = write_sheets(tmp_path, 2)
    (bad := tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    scan = ("dossier", "scan", code, "--component", "TP01")
    taken = run(home, *scan, "--from", *map(str, sheets), str(bad))
    assert (taken.code, taken.data["pages"]) == (3, [1, 2])
    assert taken.data["refused"] == [{"file": str(bad), "reason": "damaged"}]
    write_sheets(share, 3)[2].rename(share / "late.png")
    watched = run(home, *scan, "--watch", str(share), "--once")
    assert (watched.code, watched.data["pages"]) == (0, [1, 2, 3])
    assert sorted(file.name for file in share.iterdir()) == ["taken"]


def test_files_are_digitised_as_a_profile_says(tmp_path: Path) -> None:
    profiles = '[profiles.singles]\nseparate = "pages:1"\n[profiles.wrong]\nseparate = "pges"\n'
    (tmp_path / "settings.toml").write_text(profiles, "utf-8")
    sheets = [str(file) for file in write_sheets(tmp_path / "paper", 2)]
    digitise = ("digitise", *sheets, "--first-reading", "--out", str(tmp_path / "out"))
    assert len(run(tmp_path, *digitise).data["documents"]) == 1
    assert len(run(tmp_path, *digitise, "--profile", "singles").data["documents"]) == 2
    assert len(run(tmp_path, *digitise, "--profile", "singles", "--separate", "none").data["documents"]) == 1
    assert run(tmp_path, *digitise, "--profile", "wrong").code == 2


def test_a_stack_is_turned_at_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    code = opened(home)
    feeder = Feeder(Home(home).demonstration / "scanner")
    first, second = write_sheets(tmp_path, 2)
    feeder.load("fronts", [first])

    def turn(_translate: object) -> object:
        return lambda: feeder.load("backs", [second])

    monkeypatch.setattr("clerk_app.cli.commands.dossier_papers.ask_to_turn", turn)
    scanned = run(home, "dossier", "scan", code, "TP01", "--profile", "turned-stack")
    assert (scanned.code, scanned.data["pages"]) == (0, [1, 2]), scanned.complaints


def test_the_doctor_names_an_address_that_people_may_not_be_sent_to(tmp_path: Path) -> None:
    assert run(tmp_path, "doctor").data["settings"] == []
    (tmp_path / "settings.toml").write_text('[frontdesk]\npage = "http://portal.example.vn"\n', "utf-8")
    outcome = run(tmp_path, "doctor")
    assert outcome.data["settings"] == [{"name": "frontdesk.page", "flaw": "open_line"}]


def test_the_doctor_looks_for_the_drivers_of_scanners(tmp_path: Path) -> None:
    parts = {part["name"]: part["present"] for part in run(tmp_path, "doctor").data["parts"]}
    assert parts["SANE"]
    assert parts["SANE: airscan"]
