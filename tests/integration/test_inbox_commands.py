"""The road to the portal and back from the command line, as scripts use it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from reportlab.pdfgen.canvas import Canvas

from clerk_app.sandbox import ward_of
from clerk_app.settings import Settings
from tests.desks import PROCEDURE
from tests.fakes.sandbox import sandbox
from tests.integration.test_casework_commands import run

PERSON = {"full_name": "Lê Thị Hồng Nhung", "id_number": "092194005678"}


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with sandbox(tmp_path / "portal", ward=ward_of(Settings())) as url:
        monkeypatch.setenv("CLERK_PORTAL_URL", url)
        yield url


def _filed(portal: str, folder: Path) -> str:
    canvas = Canvas(str(folder / "form.pdf"))
    canvas.drawString(100, 500, "Form")
    canvas.save()
    files = {"file-TP01": ("Tờ khai.pdf", (folder / "form.pdf").read_bytes(), "application/pdf")}
    answer = httpx.post(f"{portal}/nop-ho-so/{PROCEDURE}", data=PERSON, files=files, trust_env=False)
    return answer.text.split('id="filed-code">')[1].split("<")[0]


def test_an_online_dossier_is_fetched_accepted_compared_and_given_back(portal: str, tmp_path: Path) -> None:
    home, code = tmp_path / "home", _filed(portal, tmp_path)
    fetched = run(home, "inbox", "--fetch")
    assert fetched.code == 0, fetched.complaints
    assert fetched.data["fetched"] == [{"dossier": code, "new": True, "lost": []}]
    (waiting,) = fetched.data["dossiers"]
    assert (waiting["papers"], waiting["missing"]) == (
        [{"component": "TP01", "verdict": "unsigned"}],
        ["TP02"],
    )
    assert PERSON["full_name"] not in fetched.output
    accepted = run(home, "dossier", "accept", code)
    assert (accepted.code, accepted.data["status"], accepted.data["channel"]) == (0, "accepted", "online")
    assert run(home, "dossier", "accept", code).code == 3
    assert run(home, "inbox").data["dossiers"] == []
    waits = run(home, "outbox").data["entries"]
    assert [(each["kind"], each["state"]) for each in waits] == [("progress", "waiting")]
    assert run(home, "outbox", "--deliver").code == 0
    assert run(home, "portal", "compare").data == {"differences": []}
    assert run(home, "outbox", "--take-back", code).code == 3
    taken = run(home, "outbox", "--take-back", code, "--reason", "nhầm hồ sơ", "--deliver")
    assert taken.code == 0, taken.complaints
    assert httpx.get(f"{portal}/dossiers", trust_env=False).json() == []


def test_what_is_not_signed_is_not_submitted(portal: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    given = ("--procedure", PROCEDURE, "--name", PERSON["full_name"], "--id", PERSON["id_number"])
    code = run(home, "dossier", "open", *given).data["code"]
    refused = run(home, "submit", str(code))
    assert refused.code == 3
    assert str(code) in refused.complaints
    assert httpx.get(f"{portal}/dossiers", trust_env=False).json() == []
