"""What the list of decisions decides about the register: the numbers of a year, and those given elsewhere."""

from collections.abc import Callable

from clerk_app.gui.doing import Doing
from clerk_app.gui.model import Words
from clerk_app.gui.taking_back import Deed
from clerk_app.i18n import Translate, later
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.issued import Issue, enter_elsewhere, next_issue, register, take_back_elsewhere
from storage.issued import IssuedNumber

TAKEN_SINCE = later("A number was given since: nothing was taken back.")
_TITLES = (later("Number"), later("Date"), later("About"), later("Dossier"))


class Register:
    """Reads the register, and enters what was given elsewhere.

    Args:
        desk: the workstation.
        doing: does it.
        translate: says it.
        changed: is called when another number is next.
    """

    def __init__(self, desk: Desk, doing: Doing, translate: Translate, changed: Callable[[], None]) -> None:
        self._desk, self._doing, self.translate, self._changed = desk, doing, translate, changed

    @property
    def titles(self) -> tuple[str, ...]:
        """What stands above the columns."""
        return tuple(map(self.translate, _TITLES))

    def look_for_next(self, use: Callable[[Issue], None]) -> None:
        """Look which number is next, and what day it is."""
        self._doing.do(lambda: next_issue(self._desk), use)

    def read(self, year: int, show: Callable[[tuple[tuple[Words, ...], ...]], None], owner: object) -> None:
        """Read the numbers of a year for a dialog, its owner."""
        self._doing.do(
            lambda: register(self._desk, year),
            lambda found: show(tuple(map(_row, found))),
            owner=owner,
        )

    def enter_elsewhere(self, until: int, subject: str) -> None:
        """Enter numbers up to one as given elsewhere."""
        self._doing.do(lambda: enter_elsewhere(self._desk, until, subject), self._entered)

    def _entered(self, entered: IssuedNumber) -> None:
        self._doing.did(
            Deed(
                lambda: take_back_elsewhere(self._desk, entered),
                lambda: enter_elsewhere(self._desk, entered.number, entered.subject) is not None,
                lambda: self._tell(later("The next number is {first} again."), entered, is_back=True),
                lambda: self._tell_of(entered),
            )
        )
        self._tell_of(entered)

    def _tell_of(self, entered: IssuedNumber) -> None:
        self._tell(later("Given elsewhere: {first} to {number}."), entered, is_back=False)

    def _tell(self, sentence: str, entered: IssuedNumber, *, is_back: bool) -> None:
        facts = {"first": entered.first, "number": entered.number}
        self._doing.offer(lambda: self.translate(sentence).format(**facts), is_back=is_back)
        self._changed()


def _row(each: IssuedNumber) -> tuple[Words, ...]:
    several = "" if each.first == each.number else f"{each.first:02d}–"
    day = f"{each.issued_on:%d/%m/%Y}"
    return Words(f"{several}{each.number:02d}"), Words(day), Words(each.subject), Words(each.dossier or "–")
