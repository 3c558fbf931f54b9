"""What scripts rely on: exit codes, sentences on standard error, never a traceback."""

import json
import signal
import struct
import subprocess
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.authorities import with_authority
from tests.commands import Outcome, clerk_here
from tests.e2e.demonstration import accepted_at_portal, clerk, command, environment
from tests.papers import write_sheets


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return with_authority(tmp_path / "clerk")


def sentence_only(outcome: Outcome) -> bool:
    """Return whether standard error holds one sentence or more for people, and nothing for programmers."""
    return bool(outcome.complaints.strip()) and "Traceback" not in outcome.complaints


def empty_image(folder: Path) -> None:
    (folder / "empty.png").touch()


def broken_pdf(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")


def image_bomb(folder: Path) -> None:
    """Write a PNG head that claims 60,000 x 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    (folder / "bomb.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("spoil", [empty_image, broken_pdf, image_bomb])
def test_pages_that_cannot_be_fed_are_named(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    (tmp_path / "pages").mkdir()
    spoil(tmp_path / "pages")
    outcome = clerk(tmp_path, "demo", "--pages", str(tmp_path / "pages"))
    assert outcome.code == 3, outcome.complaints
    assert sentence_only(outcome)


def test_an_encrypted_pdf_is_named(tmp_path: Path, shared_data: Path) -> None:
    (tmp_path / "pages").mkdir()
    data = (shared_data / "scans" / "naps2" / "encrypted_pdf.pdf").read_bytes()
    (tmp_path / "pages" / "locked.pdf").write_bytes(data)
    outcome = clerk(tmp_path, "demo", "--pages", str(tmp_path / "pages"))
    assert outcome.code == 3
    assert "locked.pdf" in outcome.complaints


def test_an_unknown_scanner_is_a_device_to_fix(tmp_path: Path) -> None:
    outcome = clerk(tmp_path, "demo", CLERK_SCANNER_NAME="no-such:scanner")
    assert outcome.code == 4
    assert sentence_only(outcome)
    assert "no-such:scanner" in outcome.complaints


@pytest.mark.soak
@pytest.mark.parametrize("deliver", [("outbox", "--deliver"), ("demo", "--json")])
def test_a_portal_that_was_down_gets_the_same_dossier_once(tmp_path: Path, deliver: tuple[str, ...]) -> None:
    write_sheets(tmp_path / "pages", 1)
    pages = ("--pages", str(tmp_path / "pages"))
    down = clerk(tmp_path, "demo", *pages, "--json", CLERK_PORTAL_URL="http://127.0.0.1:9")
    assert down.code == 5, down.complaints
    assert down.data["portal"]["status"] != "accepted"
    later = clerk(tmp_path, *deliver, *(pages if deliver[0] == "demo" else ()))
    assert later.code == 0, later.complaints
    assert accepted_at_portal(tmp_path) == [down.data["dossier"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("digitise",),
        ("digitise", "a.png", "--out", "x", "--jobs", "0"),
        ("sign", "a.pdf", "--as", "nobody", "--out", "b.pdf"),
        ("sign", "a.pdf", "--as", "seal", "--certificate", "12", "--out", "b.pdf"),
        ("demo", "--lang", "de"),
    ],
)
def test_a_wrong_use_is_a_usage_error(home: Path, arguments: tuple[str, ...]) -> None:
    assert clerk_here(home, *arguments).code == 2


def test_a_setting_that_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    outcome = clerk(tmp_path, "doctor", CLERK_PORTAL_ULR="http://127.0.0.1:9")
    assert outcome.code == 2
    assert sentence_only(outcome)


def test_the_sentence_comes_in_the_language_asked_for(home: Path, tmp_path: Path) -> None:
    said = {
        language: clerk_here(home, "verify", str(tmp_path / "no.pdf"), "--lang", language).complaints
        for language in ("vi", "en", "fr")
    }
    assert said["en"].startswith("There is no file")
    assert said["fr"].startswith("Il n'y a pas de fichier")
    assert said["vi"].startswith("Không có tệp")


def test_whoever_stops_reading_the_answer_is_no_error(tmp_path: Path) -> None:
    listing = ["bash", "-o", "pipefail", "-c", '"$@" | head -c 1', "bash"]
    done = subprocess.run(
        [*listing, *command(tmp_path, "procedures", "list", "--json")],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("{", "", 0)


def test_help_names_every_command(tmp_path: Path) -> None:
    outcome = clerk(tmp_path, "--help")
    assert outcome.code == 0
    for name in ("demo", "digitise", "prepare", "sign", "verify", "outbox", "submit", "bench", "doctor"):
        assert name in outcome.output


@pytest.mark.soak
def test_the_benchmark_measures_and_notes(tmp_path: Path) -> None:
    write_sheets(tmp_path / "pages", 1)
    notes = tmp_path / "notes.json"
    pages = ("--pages", str(tmp_path / "pages"))
    outcome = clerk(tmp_path, "bench", *pages, "--runs", "1", "--json", str(notes))
    assert outcome.code == 0, outcome.complaints
    assert [each["name"] for each in json.loads(notes.read_text("utf-8"))["contestants"]] == [
        "Tesseract alone",
        "Clerk, first reading",
        "Clerk",
    ]


def test_an_interruption_ends_quietly_and_leaves_no_half_file(tmp_path: Path) -> None:
    write_sheets(tmp_path / "pages", 60)
    arguments = command(tmp_path, "digitise", str(tmp_path / "pages"), "--out", str(tmp_path / "out"))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background ignore it
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(tmp_path)
    )
    signal.signal(signal.SIGINT, before)
    while not (tmp_path / "out").exists():  # made after start-up, long before 60 pages are read
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _output, complaints = process.communicate(timeout=60)
    # within exec, as where a dataclass is imported, Python ends itself by the signal: 130 to a shell as well
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in complaints
    assert list((tmp_path / "out").iterdir()) == []
