"""The sandbox to be measured against, in a process of its own: ``portal_server HOME MOST_BYTES CUT CHECKS``.

It checks digest, length, form and schema of everything; signatures it takes for good, because judging them
would take longer than the way there; with CHECKS 0 it takes all for good. Ends with its standard input.
"""

import sys
from pathlib import Path

from storage.portal.sandbox import Faults, Judgement, Limits, serve


def _good(_file: Path) -> Judgement:
    return Judgement(signed=True, intact=True, level="B-B", reason="")


def _say(url: str) -> None:
    sys.stdout.write(url + "\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until standard input ends."""
    home, most, cut, checks = sys.argv[1:]
    serve(
        Path(home),
        judge=_good,
        ready=_say,
        until=sys.stdin.buffer.read,
        limits=Limits(file_bytes=int(most) or Limits().file_bytes, checks=checks == "1"),
        faults=Faults(cut_upload_after=int(cut) or None),
    )


if __name__ == "__main__":
    main()
