"""`clerk sign --remote`: a key of a signing service, with PIN, one-time code or the browser."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from clerk_app.paths import Home
from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority
from tests.authorities import with_authority
from tests.commands import Outcome
from tests.e2e.demonstration import command, environment
from tests.pki.remote import OFFICER, SigningService, signing_service
from tests.saboteurs.signing_service import CODE

BROWSER = {"BROWSER": "curl -sL -o /dev/null %s"}
"""What visits every address, and agrees."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("remote")
    with_authority(made / "clerk")
    return made


@pytest.fixture(scope="module")
def service(home: Path) -> Iterator[SigningService]:
    folder = Home(home / "clerk").made().demonstration / "authority"
    with signing_service(DemonstrationAuthority.create(folder)) as running:
        yield running


@pytest.fixture(scope="module")
def plain(home: Path) -> Path:
    canvas = Canvas(str(home / "plain.pdf"))
    canvas.drawString(100, 500, "Page 1")
    canvas.save()
    return home / "plain.pdf"


def signed(home: Path, plain: Path, service: SigningService, profile: str, said: str, *more: str) -> Outcome:
    """Sign with what is said on standard input."""
    where = ("--remote", service.at(profile).url, "--credential", OFFICER, *more)
    how = ("--level", "B-B", "--pin-stdin", "--json", "--lang", "en")
    target = home / f"{profile}.pdf"
    done = subprocess.run(
        command(home, "sign", str(plain), "--as", "official", *where, *how, "--out", str(target)),
        input=said,
        capture_output=True,
        text=True,
        env=environment(home) | BROWSER,
        timeout=120,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def test_pin_and_one_time_code_come_line_by_line(home: Path, plain: Path, service: SigningService) -> None:
    done = signed(home, plain, service, "code", f"{DEMONSTRATION_PIN}\n{CODE}\n")
    assert (done.code, done.data["verdict"]) == (0, "valid"), done.complaints
    wrong = signed(home, plain, service, "code", f"{DEMONSTRATION_PIN}\n000000\n")
    assert wrong.code == 3
    assert "The one-time code is wrong." in wrong.complaints


def test_the_browser_gives_login_and_permission_without_any_pin(
    home: Path, plain: Path, service: SigningService
) -> None:
    done = signed(home, plain, service, "browser", "", "--client", "clerk")
    assert (done.code, done.data["verdict"]) == (0, "valid"), done.complaints
    declined = signed(home, plain, service, "browser", "", "--client", "declined")
    assert declined.code == 3
    assert "nobody agreed" in declined.complaints
