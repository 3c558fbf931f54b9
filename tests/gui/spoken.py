"""Which words on the screen are of another language than the window speaks."""

import re
from collections.abc import Iterator
from functools import cache

from babel.messages.pofile import read_po
from PyQt6.QtCore import QAbstractItemModel, Qt
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from clerk_app.i18n import LANGUAGES, translator
from resources import resource

_FEWEST_LETTERS = 8
"""Shorter sentences are in too many others."""

_ROWS = 30


def of_another_language(root: QWidget, language: str) -> set[str]:
    """Return the texts shown in `root`, tooltips and spoken names included, that are not of `language`."""
    return {text for text in set(_texts(root)) if text and _is_foreign(text, language)}


def _is_foreign(text: str, language: str) -> bool:
    ours = _sentences(language)
    if any(pattern.fullmatch(text) for pattern in ours.values()):
        return False
    return any(
        pattern.search(text)
        for other in LANGUAGES
        if other != language
        for sentence, pattern in _sentences(other).items()
        if translator(other)(sentence) != translator(language)(sentence)
    )


@cache
def _sentences(language: str) -> dict[str, re.Pattern[str]]:
    """Return a pattern for each sentence of ours, as it is said in a language."""
    with resource("translations", "vi.po").open("rb") as source:
        every = [str(entry.id) for entry in read_po(source) if entry.id]
    said = {sentence: translator(language)(sentence) for sentence in every}
    return {sentence: _pattern(words) for sentence, words in said.items() if _is_long(words)}


def _is_long(words: str) -> bool:
    return sum(map(str.isalpha, re.sub(r"\{\w*\}", "", words))) >= _FEWEST_LETTERS


def _pattern(words: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in re.split(r"\{\w*\}", words))
    whole = ".*".join(parts)
    return re.compile(whole if " " in words.strip() else rf"^{whole}$")


def _texts(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible():
            yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
            yield from _own(widget)


def _own(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield from widget.text().splitlines()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        model = widget.model()
        yield from () if model is None else _cells(model, with_titles=isinstance(widget, QTableView))


def _cells(model: QAbstractItemModel, *, with_titles: bool) -> Iterator[str]:
    for column in range(model.columnCount() if with_titles else 1):
        if with_titles:
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), _ROWS)):
            yield from str(model.index(row, column).data() or "").splitlines()
