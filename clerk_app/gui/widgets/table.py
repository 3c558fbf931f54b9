"""The look of every table: whole rows, one chosen at a time, no grid."""

from PyQt6.QtCore import QAbstractItemModel
from PyQt6.QtWidgets import QAbstractItemDelegate, QTableView


def table_view(
    name: str, model: QAbstractItemModel, painter: QAbstractItemDelegate, row_height: int
) -> QTableView:
    """Return a table over `model`, its rows `row_height` pixels high; `painter` stays the caller's."""
    made = QTableView()
    made.setObjectName(name)
    made.setModel(model)
    made.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    made.setShowGrid(False)
    made.setTabKeyNavigation(False)
    made.setWordWrap(False)
    made.setItemDelegate(painter)
    rows, head = made.verticalHeader(), made.horizontalHeader()
    if rows is not None and head is not None:  # an empty header counts as false
        rows.hide()
        rows.setDefaultSectionSize(row_height)
        head.setHighlightSections(False)
    return made
