"""Ask at the terminal that a stack be turned over."""

import sys
from collections.abc import Callable

from clerk_app.cli.output import complain
from clerk_app.i18n import Translate


def ask_to_turn(translate: Translate) -> Callable[[], None]:
    """Return a function that asks, and waits for Enter."""

    def turn() -> None:
        complain(translate("Turn the stack over and put it back in, then press Enter."))
        sys.stdin.readline()

    return turn
