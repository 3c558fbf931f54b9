"""Commands of the program in the process of the test: one of its own takes two seconds to start."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from unittest import mock

from clerk_app.cli.main import main


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    code: int
    output: str
    complaints: str

    @property
    def data(self) -> dict[str, Any]:
        result: dict[str, Any] = json.loads(self.output)
        return result


def clerk_here(home: Path, *arguments: str, lines: str = "") -> Outcome:
    """Run a command to its end, with lines for its standard input."""
    output, complaints = io.StringIO(), io.StringIO()
    with TemporaryFile("w+") as given, redirect_stdout(output), redirect_stderr(complaints):
        given.write(lines)
        given.seek(0)
        with mock.patch.object(sys, "stdin", given):
            try:
                code = main(["--home", str(home), *arguments])
            except SystemExit as ended:  # a wrong use
                code = int(ended.code or 0)
    return Outcome(code, output.getvalue(), complaints.getvalue())


def answered(home: Path, *arguments: str) -> tuple[int, Any]:
    """Run a command in English; return its exit code and what it answers, None where it answers nothing."""
    outcome = clerk_here(home, "--lang", "en", *arguments, "--json")
    return outcome.code, outcome.data if outcome.output else None
