"""Accounts, fees, audit, backup and merging from the command line, as scripts use them."""

import hashlib
from base64 import b64encode
from pathlib import Path

from clerk_app.paths import Home
from scanning.device.simulated.feeder import Feeder
from signing.demonstration import DEMONSTRATION_PIN
from tests.commands import Outcome, clerk_here
from tests.papers import write_sheets

PASSWORD, OTHER = "mật khẩu riêng", "mật khẩu đầu tiên"


def run(home: Path, *arguments: str, said: str = "") -> Outcome:
    return clerk_here(home, *arguments, "--json", lines=said)


def opened(home: Path, *person: str, said: str = "") -> str:
    given = ("--procedure", "1.001193", "--name", "Lê Thị Hồng Nhung", "--id", "092194005678")
    outcome = run(home, "dossier", "open", *given, *person, said=said)
    assert outcome.code == 0, outcome.complaints
    return str(outcome.data["code"])


def test_a_centre_with_accounts_is_worked_from_the_command_line(tmp_path: Path) -> None:
    home, admin, official = tmp_path / "home", ("--user", "an"), ("--user", "lan")
    stdin = "--password-stdin"
    made = run(home, "account", "add", "an", "--role", "administrator", stdin, said=f"{PASSWORD}\n")
    assert (made.code, made.data["state"]) == (0, "open")
    assert run(home, "dossier", "list").code == 6
    assert run(home, "dossier", "list", *admin, stdin, said="falsch falsch\n").code == 3
    assert run(home, "dossier", "list", *admin, stdin, said=f"{PASSWORD}\n").code == 6
    both = f"{PASSWORD}\n{OTHER}\n"
    assert run(home, "account", "add", "lan", "--role", "official", *admin, stdin, said=both).code == 0
    assert run(home, "dossier", "list", *official, stdin, said=f"{OTHER}\n").code == 6
    assert run(home, "account", "password", "lan", stdin, said=f"{OTHER}\n{PASSWORD}\n").code == 0
    code = opened(home, *official, stdin, said=f"{PASSWORD}\n")
    fee = run(home, "fees", "take", code, "--amount", "8000", *official, stdin, said=f"{PASSWORD}\n")
    assert (fee.code, fee.data["number"], fee.data["by"]) == (0, 1, "lan")
    day = run(home, "fees", "close", *official, stdin, said=f"{PASSWORD}\n")
    assert (day.code, day.data["total"], day.data["closed"]) == (0, 8000, True)
    late = run(home, "fees", "take", code, "--amount", "1", *official, stdin, said=f"{PASSWORD}\n")
    assert late.code == 6
    shown = run(home, "dossier", "show", code, *official, stdin, said=f"{PASSWORD}\n")
    assert shown.data["steps"][0]["by"] == "lan"
    assert {part["state"] for part in shown.data["components"]} == {"not_digitised"}
    report = run(home, "audit", "verify", *admin, stdin, said=f"{PASSWORD}\n")
    assert (report.code, report.data["whole"], report.data["faults"]) == (0, True, [])
    assert report.data["anchors"] > 0


def test_a_unit_is_taken_in_with_all_it_has(tmp_path: Path) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "there.tar"
    mine, theirs = opened(here), opened(there)
    assert mine == theirs
    assert run(there, "backup", str(file)).code == 0
    merged = run(here, "merge", str(file))
    assert (merged.code, merged.data["dossiers"]) == (0, 1)
    renamed = merged.data["renamed"][theirs]
    assert run(here, "dossier", "originals", mine, "kho 2").data["originals_at"] == "kho 2"
    listed = run(here, "dossier", "list").data["dossiers"]
    assert {each["code"] for each in listed} == {mine, renamed}
    assert {hit["dossier"] for hit in run(here, "search", theirs).data["hits"]} == {mine, renamed}
    assert run(here, "merge", str(file)).data["known"] == 1
    assert run(here, "retention").data == {"expired": []}
    assert run(here, "audit", "verify").code == 0
    channels = run(here, "report", "channels", "--from", "2020-01-01", "--to", "2099-12-31")
    assert channels.data["channels"]["in_person"]["received"] == 2
    files = run(here, "report", "digitisation", "--from", "2020-01-01", "--to", "2099-12-31")
    assert files.data["total"]["percent"] == 0.0


def test_a_supplement_goes_from_the_feeder_to_the_portal(tmp_path: Path) -> None:
    home, part = tmp_path / "home", ("--component", "TP02")
    code = opened(home, "--missing", "TP02")
    assert run(home, "dossier", "supplement", code, "--reason", "Thiếu", "--component", "TP99").code == 3
    asked = run(home, "dossier", "supplement", code, "--reason", "Thiếu", *part)
    assert asked.data["steps"][-1]["note"] == asked.data["components"][1]["name"]
    brought = run(home, "dossier", "supplemented", code, *part)
    assert all(each["received"] for each in brought.data["components"])
    Feeder(Home(home).demonstration / "scanner").load("supplement", write_sheets(tmp_path, 1))
    scanned = run(home, "dossier", "scan", code, "TP02")
    assert (scanned.code, scanned.data["pages"]) == (0, [1]), scanned.complaints
    signed = run(home, "dossier", "sign", code, "--pin-stdin", said=f"{DEMONSTRATION_PIN}\n")
    assert [each["component"] for each in signed.data["documents"]] == ["TP02"], signed.complaints
    assert run(home, "submit", code).data["entries"][0]["state"] == "accepted"
    shown = run(home, "dossier", "show", code).data
    (copy,) = (each for each in shown["documents"] if each["kind"] == "component")
    digest = hashlib.sha256(Path(copy["file"]).read_bytes()).digest()
    assert b64encode(digest) in Path(copy["evidence"]).read_bytes()
    states = [part["state"] for part in shown["components"]]
    assert states[:2] == ["not_digitised", "digitised"]
