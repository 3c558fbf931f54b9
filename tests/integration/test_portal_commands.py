"""`clerk portal`: looked at in words, and walked by hand with packages and answers."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from clerk_app.cli.main import main
from clerk_app.workflow.sign_bundle import sign_dossier
from scanning.model import silent
from storage.portal import PortalAnswer, PortalStatus
from storage.portal.sandbox import VxpRules
from tests.desks import desk_in, pin, scanned
from tests.fakes.by_hand import answered
from tests.fakes.sandbox import sandbox


class DrawerKeyring(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def drawer() -> Iterator[DrawerKeyring]:
    before, drawer = keyring.get_keyring(), DrawerKeyring()
    keyring.set_keyring(drawer)
    yield drawer
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return a home with a dossier that is signed, and its code."""
    place = tmp_path_factory.mktemp("home")
    with desk_in(place) as (desk, embedded):
        dossier = scanned(desk, embedded, tmp_path_factory.mktemp("sheets"))
        for _document in sign_dossier(desk, dossier.code, pin(), report=silent):
            pass
    return str(place), dossier.code


def test_a_dossier_is_carried_by_hand_and_its_answer_imported(
    home: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CLERK_PORTAL_KIND", "package")
    place, code = home
    out = tmp_path / "out.zip"

    def clerk(*arguments: str) -> int:
        capsys.readouterr()
        return main(["--home", place, *arguments, "--json"])

    assert clerk("portal", "package", code, "--out", str(out)) == 0
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        assert archive.read("forms/01.pdf").startswith(b"%PDF-")
    assert {"manifest.json", "forms/01.pdf", "forms/06.pdf"} <= set(names)
    assert clerk("submit", code) == 1
    (entry,) = json.loads(capsys.readouterr().out)["entries"]
    assert (entry["state"], entry["last_error"]) == ("held", "PackageUnanswered")
    file = answered(out, lambda _place: PortalAnswer(PortalStatus.ACCEPTED, "TAY-7", (), ""), tmp_path / "a")
    assert clerk("portal", "answer", str(file)) == 0
    assert json.loads(capsys.readouterr().out)["receipt"] == "TAY-7"
    assert clerk("dossier", "show", code) == 0
    assert json.loads(capsys.readouterr().out)["portal_receipt"] == "TAY-7"
    assert clerk("portal", "package", code, "--out", str(out)) == 3
    (tmp_path / "other.json").write_text("{}")
    assert clerk("portal", "answer", str(tmp_path / "other.json")) == 3


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("Cổng dịch vụ công đang hoạt động", "từ chối tệp lớn hơn 100 MB")),
        ("en", ("The portal answers", "refuses files of more than 100 MB")),
        ("fr", ("Le portail répond", "refuse les fichiers de plus de 100 Mo")),
    ],
)
def test_a_portal_is_looked_at_in_words(
    home: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    words: tuple[str, ...],
) -> None:
    with sandbox(tmp_path / "portal") as url:
        monkeypatch.setenv("CLERK_PORTAL_URL", url)
        assert main(["--home", home[0], "--lang", language, "portal", "check"]) == 0
        said = capsys.readouterr().out
        assert all(word in said for word in words), said
        assert main(["--home", home[0], "portal", "check", "--json"]) == 0
        data = json.loads(capsys.readouterr().out)
    assert (data["reachable"], data["signed_in"], data["kind"]) == (True, None, "rest")
    assert abs(data["clock_apart_seconds"]) < 60
    assert main(["--home", home[0], "--lang", language, "portal", "check"]) == 5
    assert words[0] not in capsys.readouterr().out


def test_a_portal_with_sessions_asks_the_keyring(
    home: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    drawer: DrawerKeyring,
) -> None:
    site = VxpRules()
    said = {"KIND": "vxp", "USER": site.user, "DSTCODE": site.destination, "MADONVI": site.unit}
    for name, value in said.items():
        monkeypatch.setenv(f"CLERK_PORTAL_{name}", value)

    def looked(url: str) -> dict[str, object]:
        monkeypatch.setenv("CLERK_PORTAL_URL", f"{url}/vxp")
        capsys.readouterr()
        code = main(["--home", home[0], "portal", "check", "--json"])
        data: dict[str, object] = json.loads(capsys.readouterr().out)
        assert (code == 0) == data["usable"]
        return data

    with sandbox(tmp_path / "portal") as url:
        assert looked(url)["error"] == "SecretMissing"
        keyring.set_password("clerk", "portal-password", "wrong")
        found = looked(url)
        assert (found["reachable"], found["signed_in"], found["error"]) == (True, False, "PortalNotAdmitted")
        keyring.set_password("clerk", "portal-password", site.password)
        found = looked(url)
        assert (found["signed_in"], found["online_dossiers"], found["error"]) == (True, False, "")
        keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
        assert looked(url)["error"] == "KeyringMissing"


def test_secrets_go_into_the_keyring_and_nowhere_else(
    home: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    drawer: DrawerKeyring,
    tmp_path: Path,
) -> None:
    typed = tmp_path / "typed"
    typed.write_text("bí mật\n")
    with typed.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert main(["--home", home[0], "portal", "secret", "portal-password", "--stdin"]) == 0
    assert drawer.kept == {("clerk", "portal-password"): "bí mật"}
    assert all(
        "bí mật".encode() not in file.read_bytes() for file in Path(home[0]).rglob("*.*") if file.is_file()
    )
    assert main(["--home", home[0], "portal", "secret", "portal-password", "--forget"]) == 0
    assert drawer.kept == {}
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    with typed.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert (
            main(["--home", home[0], "--lang", "vi", "portal", "secret", "portal-password", "--stdin"]) == 4
        )
    assert "kho khóa" in capsys.readouterr().err
