"""DSS, the European Commission's validator: which level it finds, and whether it lets a signature pass."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

_JAVA = Path(__file__).resolve().parent / "java"


@dataclass(frozen=True)
class Judgement:
    """What DSS says of one signature: ``PAdES-BASELINE-LTA``, ``TOTAL_PASSED``, and why not."""

    form: str
    indication: str
    reason: str


def judgements(root: Path, files: Sequence[Path]) -> dict[Path, list[Judgement]]:
    """Return what DSS says of every signature of some files, offline, trusting one root (DER).

    The test that asks is skipped where Java or Maven are not installed, and fails under CI.
    """
    command = [_tool("java"), "-cp", class_path(), str(_JAVA / "Judge.java"), str(root), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[Path, list[Judgement]] = {file: [] for file in files}
    for line in done.stdout.splitlines():
        file, form, indication, reason = line.split("\t")
        found[Path(file)].append(Judgement(form, indication, reason))
    return found


@cache
def class_path() -> str:
    """Return where Maven keeps DSS, from its own folder without asking the network."""
    with NamedTemporaryFile("r") as answer:
        kept = f"-Dmaven.repo.local={Path.home() / '.m2' / 'repository'}"
        goal = ["-q", "-B", "-o", kept, "dependency:build-classpath", f"-Dmdep.outputFile={answer.name}"]
        command = [_tool("mvn"), "-f", str(_JAVA / "pom.xml"), *goal]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        return answer.read() if done.returncode == 0 else _missing("DSS")


def _tool(name: str) -> str:
    return shutil.which(name) or _missing(name)


def _missing(tool: str) -> str:
    assert "CI" not in os.environ, f"{tool} is missing"
    pytest.skip(f"{tool} is not installed")
