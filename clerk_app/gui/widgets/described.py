"""What a widget is, told to those who hear the screen and to those who point at it."""

from PyQt6.QtWidgets import QWidget


def describe(widget: QWidget, name: str, tip: str = "") -> None:
    """Give a widget its accessible name, and the tooltip that says more, or the same."""
    widget.setAccessibleName(name)
    widget.setToolTip(tip or name)
