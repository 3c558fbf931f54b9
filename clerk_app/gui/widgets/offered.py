"""Which actions a window offers: what its buttons do, by their names."""

from collections.abc import Iterable, Sequence

from PyQt6.QtWidgets import QWidget

from clerk_app.gui.commands import Command
from clerk_app.gui.widgets.buttons import ActionButton


def commands_of(parts: Sequence[QWidget]) -> tuple[Command, ...]:
    """Return what can be done now in some parts of a window: what is seen and not disabled."""
    buttons = (button for part in parts for button in part.findChildren(ActionButton))
    return tuple(_command(each) for each in buttons if each.isVisible() and each.isEnabled())


def commands_with_keys(shown: QWidget) -> tuple[Command, ...]:
    """Return everything in a screen that has a key, whether it can be done now or not."""
    buttons = shown.findChildren(ActionButton)
    return tuple(_command(each) for each in buttons if each.accessibleName() and each.key)


def by_name(commands: Iterable[Command], *, without: str) -> tuple[Command, ...]:
    """Return each command once, the first of its name; the one that is called `without` is left out."""
    found: dict[str, Command] = {}
    for each in commands:
        found.setdefault(each.text, each)
    found.pop(without, None)
    return tuple(found.values())


def _command(button: ActionButton) -> Command:
    return Command(button.accessibleName(), button.key, button.picture, button.click)
