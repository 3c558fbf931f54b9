"""What tables show of words: text, colour and sign, the same in each."""

from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Tone, Words

_ROLE = Qt.ItemDataRole
_SIGN = 16


def cell_data(words: Words, role: int, look: Look) -> Any:
    """Return what a role of a cell is, None where words say nothing about it."""
    if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
        return words.text
    if role == _ROLE.ForegroundRole and words.tone is not Tone.CALM:
        return QColor(look.tokens.ink(words.tone))
    if role == _ROLE.DecorationRole and words.tone is not Tone.CALM:
        return look.sign(words.tone, _SIGN)
    return None
