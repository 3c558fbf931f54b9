"""The checklist of an intake: of each paper how it comes into the dossier, and how much of it was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clerk_app.gui.dates import short_day
from clerk_app.i18n import Translate
from clerk_app.workflow.intake import Handed
from clerk_app.workflow.known_people import Reusable, fitting
from storage.model import Component

HANDED_IN, MISSING = 0, 1
_FIRST_REUSED = 2
_MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as the checklist shows it.

    Attributes:
        ways: words for each way it can come in; one alone cannot be changed.
        way: the one that is chosen.
        counts: originals and copies, None where nothing is counted.
    """

    code: str
    name: str
    ways: tuple[str, ...]
    way: int
    counts: Handed | None


class Checklist:
    """What a person said of the papers of one procedure."""

    def __init__(self) -> None:
        self._papers: tuple[Component, ...] = ()
        self._files: tuple[Reusable, ...] = ()
        self._counts: dict[str, Handed] = {}
        self._ways: dict[str, int] = {}

    @property
    def missing(self) -> frozenset[str]:
        """The papers that are not there yet."""
        return frozenset(code for code, way in self._ways.items() if way == MISSING)

    @property
    def handed(self) -> Mapping[str, Handed]:
        """What was counted otherwise than the procedure wants it."""
        return {code: handed for code, handed in self._counts.items() if self._way(code) == HANDED_IN}

    @property
    def reused(self) -> Mapping[str, Reusable]:
        """Which paper is taken over from where."""
        chosen = {part: self._way(part.code) - _FIRST_REUSED for part in self._papers}
        return {part.code: self._fitting(part)[place] for part, place in chosen.items() if place >= 0}

    def begin(self, papers: Sequence[Component]) -> None:
        """Take the papers of a procedure; what was said of another one's is forgotten."""
        if tuple(papers) != self._papers:
            self._papers = tuple(papers)
            self._counts, self._ways = {}, {}

    def offer(self, files: Sequence[Reusable]) -> None:
        """Offer signed files of the person; what was chosen of another person's is taken back."""
        self._files = tuple(files)
        self._ways = {code: way for code, way in self._ways.items() if way == MISSING}

    def count(self, code: str, handed: Handed) -> None:
        """Count a paper."""
        self._counts[code] = handed

    def choose(self, code: str, way: int) -> None:
        """Say how a paper comes in."""
        self._ways[code] = way

    def lines(self, translate: Translate) -> tuple[PaperLine, ...]:
        """Return the papers as they are shown."""
        return tuple(self._line(part, translate) for part in self._papers)

    def _line(self, part: Component, translate: Translate) -> PaperLine:
        if part.shown_only:
            return PaperLine(part.code, part.name, (translate("Only shown, given back"),), 0, None)
        reused = translate("Reused: {file} ({source}, {day})")
        ways = (
            translate("Handed in"),
            translate("Not handed in yet"),
            *(
                reused.format(file=file.name, source=file.source, day=short_day(file.signed_at))
                for file in self._fitting(part)
            ),
        )
        way = self._way(part.code)
        counts = self._counts.get(part.code, Handed(part.originals, part.copies))
        return PaperLine(part.code, part.name, ways, way, counts if way == HANDED_IN else None)

    def _fitting(self, part: Component) -> tuple[Reusable, ...]:
        return fitting(part, self._files)[:_MOST_OFFERED]

    def _way(self, code: str) -> int:
        return self._ways.get(code, HANDED_IN)
