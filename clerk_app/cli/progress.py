"""Progress on a terminal: one line that is written over; silent where nobody watches, but never deaf."""

import sys

from clerk_app.cli.interruption import end_if_asked
from scanning.model import Progress, Report


def progress(sentence: str) -> Report:
    """Return a report that shows `sentence` with `{done}` filled in on a terminal, and ends at Ctrl+C."""
    is_watched = sys.stderr.isatty()

    def show(progress: Progress) -> None:
        end_if_asked()
        if is_watched:
            sys.stderr.write("\r" + sentence.format(done=progress.done))
            sys.stderr.flush()

    return show


def end_progress() -> None:
    """Leave the line, so that what follows starts a new one."""
    if sys.stderr.isatty():
        sys.stderr.write("\n")
