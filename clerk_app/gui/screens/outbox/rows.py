"""The table of the outbox."""

from dataclasses import dataclass

from clerk_app.gui.look.look import Look
from clerk_app.gui.model import Words
from clerk_app.gui.widgets.words_table import WordsTable
from storage.model import DossierCode


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One intent as it is shown; several may be of one dossier."""

    number: int
    code: DossierCode
    cells: tuple[Words, ...]
    is_held: bool


class OutboxTable(WordsTable):
    """Rows as the presenter made them, each with the intent behind it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._intents: tuple[OutboxRow, ...] = ()

    def show_intents(self, titles: tuple[str, ...], rows: tuple[OutboxRow, ...]) -> None:
        """Take over other titles and rows."""
        self._intents = rows
        self.show_rows(titles, tuple(row.cells for row in rows))

    def row_at(self, row: int) -> OutboxRow:
        """Return what stands in a row."""
        return self._intents[row]

    def place_of(self, number: int) -> int | None:
        """Return the row of an intent."""
        return next((place for place, row in enumerate(self._intents) if row.number == number), None)
