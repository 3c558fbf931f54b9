"""veraPDF: the validator of the PDF Association judges whether a file is PDF/A-2b."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_MAVEN = Path.home() / ".m2" / "repository"
"""Where Maven keeps what it fetched; `./run test` has it fetch veraPDF."""

_PROGRAM = "org.verapdf.apps.GreenfieldCliWrapper"


def complaints(file: Path) -> list[str]:
    """Return the clauses of ISO 19005-2 that a file fails, as `FAIL clause-test`; none means PDF/A-2b.

    The test that asks is skipped where veraPDF is not installed, and fails under CI.
    """
    options = ["--flavour", "2b", "--format", "text", "-v"]
    judged = subprocess.run(
        [_java(), "-cp", str(_jar()), _PROGRAM, *options, str(file)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    verdict, *failed = judged.stdout.strip().splitlines() or ["no answer"]
    return [] if verdict.startswith("PASS") else [line.strip() for line in failed] or [verdict]


def _java() -> str:
    return shutil.which("java") or _missing("java")


def _jar() -> Path:
    found = sorted((_MAVEN / "org/verapdf/apps/greenfield-apps").glob("*/greenfield-apps-*.jar"))
    return found[-1] if found else Path(_missing("veraPDF"))


def _missing(tool: str) -> str:
    assert "CI" not in os.environ, f"{tool} is missing"
    pytest.skip(f"{tool} is not installed")
