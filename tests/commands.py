"""Commands of the program in the process of the test: one of its own takes two seconds to start."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

from clerk_app.cli.main import main


def answered(home: Path, *arguments: str) -> tuple[int, Any]:
    """Run a command in English; return its exit code and what it answers, None where it answers nothing."""
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        code = main(["--home", str(home), "--lang", "en", *arguments, "--json"])
    return code, json.loads(said.getvalue()) if said.getvalue() else None
