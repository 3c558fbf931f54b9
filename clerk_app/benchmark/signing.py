"""Signing and verifying, measured beside pyHanko's plain API on the same files and the same token."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clerk_app.benchmark.hand import open_means, sign_and_gate
from clerk_app.benchmark.scans import write_large_pdf, write_scan
from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person
from signing.model import Level, Verdict
from signing.quarantine import verify_apart

ROUNDS = 15
BATCH = 100
LARGE_BYTES = 450_000_000
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class SigningRow:
    """One line of the table.

    Seconds are those of the peer (None where it has none), of ours without the gate, and of the gate.
    """

    name: str
    plain_seconds: float | None
    seconds: float
    gate_seconds: float | None = None
    peak_bytes: int | None = None

    @property
    def ratio(self) -> float | None:
        """Ours without the gate for one of the peer."""
        return None if self.plain_seconds is None else self.seconds / self.plain_seconds


def measure_signing(
    authority: DemonstrationAuthority,
    folder: Path,
    *,
    rounds: int = ROUNDS,
    batch: int = BATCH,
    large: int = LARGE_BYTES,
) -> Iterator[SigningRow]:
    """Measure one row after the other; the services of the authority must be running.

    Args:
        authority: whose officer signs.
        folder: empty, with room for twice the large file.
        rounds: documents of the first row, after one that warms up.
        batch: documents of the batch.
        large: bytes of the large file.
    """
    scan = write_scan(folder / "scan.pdf")
    with _plain(authority) as plain:
        yield _single(authority, plain, scan, folder, rounds)
        yield _batch(authority, plain, scan, folder, batch)
    yield _verified(authority, sorted(folder.glob("batch-*.pdf")))
    yield _large(authority, write_large_pdf(folder / "large.pdf", large), folder)


class _Plain:
    """The peer in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def say(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def sign(self, source: Path, target: Path, level: Level, *, fresh: bool) -> float:
        order = {"source": str(source), "target": str(target), "level": level.value, "fresh": fresh}
        self.say(order)
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        return float(json.loads(self._process.stdout.readline())["seconds"])


@contextmanager
def _plain(authority: DemonstrationAuthority) -> Iterator[_Plain]:
    keys = authority.token_keys(Person.OFFICER)
    with subprocess.Popen(
        [sys.executable, "-m", "signing.benchmark.plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **keys.environment, "PYTHONPATH": str(_ROOT)},
    ) as process:
        peer = _Plain(process)
        setup = {
            "module": str(keys.module),
            "label": Person.OFFICER.value,
            "pin": DEMONSTRATION_PIN,
            "root": str(authority.home / "certificates" / "root.der"),
            "issuer": str(authority.home / "certificates" / "issuing.der"),
            "url": authority.timestamp_url,
            "text": "SAO Y\nUBND PHUONG AN BINH\n%(ts)s",
        }
        peer.say(setup)
        yield peer


def _single(
    authority: DemonstrationAuthority, plain: _Plain, scan: Path, folder: Path, rounds: int
) -> SigningRow:
    theirs, ours, gates = [], [], []
    with open_means(authority, Level.B_B, rounds + 1) as means:
        for _round in range(rounds + 1):
            theirs.append(plain.sign(scan, folder / "plain.pdf", Level.B_B, fresh=False))
            seconds, gate = sign_and_gate(means, scan, folder / "ours.pdf")
            ours.append(seconds)
            gates.append(gate)
    # the first round loads modules and asks the services
    plainly, seconds, gated = (statistics.median(each[1:]) for each in (theirs, ours, gates))
    return SigningRow("B-B of a scan", plainly, seconds, gated)


def _batch(
    authority: DemonstrationAuthority, plain: _Plain, scan: Path, folder: Path, count: int
) -> SigningRow:
    theirs, ours, gates = 0.0, 0.0, 0.0
    with open_means(authority, Level.B_LTA, count) as means:
        for number in range(count):
            theirs += plain.sign(scan, folder / "plain.pdf", Level.B_LTA, fresh=True)
            seconds, gate = sign_and_gate(means, scan, folder / f"batch-{number}.pdf")
            ours, gates = ours + seconds, gates + gate
    return SigningRow(f"{count} scans to B-LTA", theirs, ours, gates)


def _verified(authority: DemonstrationAuthority, files: Sequence[Path]) -> SigningRow:
    started = time.perf_counter()
    verdicts = [each.verdict for each in verify_apart(files, authority.store, fetch_revocation=False)]
    seconds = time.perf_counter() - started
    wrong = sum(verdict is not Verdict.VALID for verdict in verdicts)
    return SigningRow(f"{len(files)} files verified, {wrong} not valid", None, seconds)


def _large(authority: DemonstrationAuthority, source: Path, folder: Path) -> SigningRow:
    """Sign the large file in a process of its own, whose memory is then that of this file alone."""
    order = [str(authority.home), str(source), str(folder / "large-signed.pdf")]
    done = subprocess.run(
        [sys.executable, "-m", "clerk_app.benchmark.large", *order],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        check=True,
    )
    seconds, gate, peak = json.loads(done.stdout)
    return SigningRow(f"B-B of {source.stat().st_size / 1e6:.0f} MB", None, seconds, gate, peak)
