"""``clerk display`` and ``clerk kiosk``: the screens of the hall."""

import argparse
from typing import Any

from clerk_app.settings import Settings


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    display = commands.add_parser("display", parents=[common], help="called numbers, on a large screen")
    display.add_argument("--screen", type=int, help="number of the monitor; the last one by default")
    display.add_argument("--silent", action="store_true", help="without chime and voice")
    display.set_defaults(run=_display)
    kiosk = commands.add_parser("kiosk", parents=[common], help="numbers and questions, by touch")
    kiosk.add_argument("--screen", type=int, help="number of the monitor; the first one by default")
    kiosk.set_defaults(run=_kiosk)


def _display(settings: Settings, options: argparse.Namespace) -> int:
    from clerk_app.gui.hall.application import run_display  # Qt is loaded only for windows

    return run_display(settings, screen=options.screen, silent=options.silent)


def _kiosk(settings: Settings, options: argparse.Namespace) -> int:
    from clerk_app.gui.hall.application import run_kiosk  # Qt is loaded only for windows

    return run_kiosk(settings, screen=options.screen)
