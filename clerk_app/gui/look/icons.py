"""Line icons, coloured where they are used."""

from functools import cache

from PyQt6.QtCore import QByteArray, QSize, Qt
from PyQt6.QtGui import QIcon, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

from resources import resource

_SIDE = 20
_SCALE = 3
"""Drawn larger than shown, so that they stay sharp on fine screens."""
_DISABLED = 0.4
"""Qt's own paleness is hardly seen on dark ground."""


@cache
def icon(name: str, colour: str) -> QIcon:
    """Return an icon of ours in one colour (``#rrggbb``), paler where it is disabled."""
    made = QIcon(picture(name, colour))
    made.addPixmap(picture(name, colour, opacity=_DISABLED), QIcon.Mode.Disabled)
    return made


@cache
def picture(name: str, colour: str, side: int = _SIDE, opacity: float = 1) -> QPixmap:
    """Return an icon of ours as a picture of `side` logical pixels."""
    source = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    drawn = QPixmap(QSize(side, side) * _SCALE)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    drawn.setDevicePixelRatio(_SCALE)
    return drawn
