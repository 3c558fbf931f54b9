"""Progress on a terminal: one line that is written over; silent where nobody watches."""

import sys

from scanning.model import Progress, Report, silent


def progress(sentence: str) -> Report:
    """Return a report that shows `sentence` with `{done}` filled in on a terminal, else nothing."""
    if not sys.stderr.isatty():
        return silent

    def show(progress: Progress) -> None:
        sys.stderr.write("\r" + sentence.format(done=progress.done))
        sys.stderr.flush()

    return show


def end_progress() -> None:
    """Leave the line, so that what follows starts a new one."""
    if sys.stderr.isatty():
        sys.stderr.write("\n")
