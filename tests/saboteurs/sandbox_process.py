"""A sandbox portal in a process of its own that ends with its standard input: `sandbox_process HOME`."""

from __future__ import annotations

import sys
from pathlib import Path

from storage.portal.sandbox import serve
from tests.fakes.portal import judge_by_marks


def _say(url: str) -> None:
    sys.stdout.write(url + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), judge=judge_by_marks, ready=_say, until=sys.stdin.buffer.read)
