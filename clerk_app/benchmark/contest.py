"""Run every contestant on the same pages in turn, and measure it from outside, start-up included."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.benchmark.accuracy import block_errors, character_errors, word_errors, wrong_characters

RUNS = 3
_LIMIT_SECONDS = 3600
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Output:
    """What a contestant made: texts in the order of the pages, and the bytes of its PDF, 0 without."""

    texts: tuple[str, ...]
    bytes: int


class Contestant(Protocol):
    """Somebody who turns page images into text; a peer is added by writing one of these."""

    @property
    def name(self) -> str:
        """What the table calls it."""

    def command(self, pages: Sequence[Path], folder: Path) -> list[str]:
        """Return the one program to time; it works inside an empty folder."""

    def output(self, pages: Sequence[Path], folder: Path) -> Output:
        """Read what the program left in the folder."""


@dataclass(frozen=True, slots=True)
class Run:
    """One timed run; `memory_bytes` is the resident peak of its largest single process."""

    seconds: float
    cpu_seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Result:
    """A contestant's median run, its output, and its errors where the truth is known (None: nowhere)."""

    name: str
    pages: int
    runs: tuple[Run, ...]
    bytes_per_page: float
    character_error_rate: float | None
    block_error_rate: float | None
    word_error_rate: float | None
    wrong: dict[str, int]
    """Wrong characters of each page whose truth is known, by its name."""

    @property
    def seconds(self) -> float:
        """Median of wall time."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def cpu_seconds(self) -> float:
        """Median of processor time, its own and its children's."""
        return statistics.median(run.cpu_seconds for run in self.runs)

    @property
    def memory_bytes(self) -> int:
        """Largest peak of all runs."""
        return max(run.memory_bytes for run in self.runs)

    @property
    def pages_per_minute(self) -> float:
        """By the median."""
        return 60 * self.pages / self.seconds


def contest(
    contestants: Sequence[Contestant], pages: Sequence[Path], folder: Path, *, runs: int = RUNS
) -> tuple[Result, ...]:
    """Let the contestants run in turn, so that a slow minute of the machine hits all of them.

    Raises:
        subprocess.CalledProcessError: a contestant failed.
    """
    measured: dict[str, list[Run]] = {each.name: [] for each in contestants}
    outputs: dict[str, Output] = {}
    for number in range(runs):
        for each in contestants:
            place = folder / f"{number}-{len(outputs)}-{each.name.replace(' ', '-')}"
            place.mkdir()
            measured[each.name].append(timed(each.command(pages, place), place))
            outputs[each.name] = each.output(pages, place)
    return tuple(_result(each.name, pages, measured[each.name], outputs[each.name]) for each in contestants)


def timed(command: Sequence[str], folder: Path) -> Run:
    """Run a command under a small process of its own, whose children's usage is then this run's alone."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "clerk_app.benchmark.usage", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        timeout=_LIMIT_SECONDS,
        check=True,
    )
    seconds = time.perf_counter() - started
    cpu, kibibytes = done.stdout.rsplit("\n", 2)[-2].split()
    return Run(round(seconds, 3), round(float(cpu), 3), int(kibibytes) * 1024)


def usage_of_children() -> tuple[float, int]:
    """Return seconds of processor time and the largest resident KiB of all ended children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def _result(name: str, pages: Sequence[Path], runs: Sequence[Run], output: Output) -> Result:
    texts = dict(zip(pages, output.texts, strict=True))
    truths = {page: page.with_suffix(".txt") for page in texts}
    by_page = {
        page.stem: (file.read_text("utf-8"), texts[page]) for page, file in truths.items() if file.exists()
    }
    known = by_page.values()
    characters = [character_errors(truth, found) for truth, found in known]
    blocks = [block_errors(truth, found) for truth, found in known]
    words = [word_errors(truth, found) for truth, found in known]
    return Result(
        name=name,
        pages=len(pages),
        runs=tuple(runs),
        bytes_per_page=output.bytes / len(pages),
        character_error_rate=statistics.mean(characters) if known else None,
        block_error_rate=statistics.mean(blocks) if known else None,
        word_error_rate=statistics.mean(words) if known else None,
        wrong={page: wrong_characters(truth, found) for page, (truth, found) in by_page.items()},
    )
