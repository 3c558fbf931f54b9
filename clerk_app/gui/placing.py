"""Where signatures go on a page: moved by hand, kept on the page, and what they cover is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.gui.history import History, Step
from clerk_app.gui.model import Tone, Words
from clerk_app.i18n import Translate, later
from clerk_app.workflow.place import PlacedMark, Placing
from signing.freespace import Size
from signing.model import Role
from signing.placement import FieldBox, Rectangle
from signing.room import Overlap
from signing.sign import COPY_FIELD

_POINTS_PER_MM = 72 / 25.4

_NAMES = {
    COPY_FIELD: later("Text of the copy"),
    Role.OFFICIAL.value: later("Official's signature"),
    Role.LEADER.value: later("Leader's signature"),
    Role.NUMBER.value: later("Number"),
    Role.DATE.value: later("Date"),
    Role.SEAL.value: later("Seal"),
}
_COMPLAINTS = {
    Overlap.TEXT: later("{mark}: covers what is on the paper."),
    Overlap.SIGNATURE: later("{mark}: covers another signature."),
}


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A signature as it is shown on the page; `box` in points from its bottom left corner."""

    name: str
    label: str
    picture: bytes
    box: Rectangle
    is_chosen: bool
    covers: bool


@dataclass(frozen=True, slots=True)
class PlaceState:
    """A page with the signatures to come."""

    paper: Path
    page: int
    size: Size
    marks: tuple[ShownMark, ...]
    told: Words
    is_moved: bool
    can_undo: bool
    can_redo: bool


class PlaceView(Protocol):
    """What the presenter asks of the page that is shown."""

    def show_place(self, state: PlaceState) -> None:
        """Show everything."""


class PlacePresenter:
    """Moves the signatures of one page."""

    def __init__(self, translate: Translate, view: PlaceView) -> None:
        self.translate = translate
        self._view = view
        self._placing: Placing | None = None
        self._boxes: dict[str, Rectangle] = {}
        self._chosen = ""
        self._held: dict[str, Rectangle] | None = None
        self.history = History(self.speak)

    def begin(self, placing: Placing, moved: Mapping[str, FieldBox]) -> None:
        """Show a page; what was moved before stands where it was left."""
        self._placing = placing
        self._boxes = {each.name: moved.get(each.name, each.box).rectangle for each in placing.marks}
        self._chosen = placing.marks[0].name
        self._held = None
        self.history.clear()

    @property
    def moved(self) -> dict[str, FieldBox]:
        """Where signatures go that somebody moved, by field."""
        placing = self._placing
        if placing is None:
            return {}
        return {
            each.name: FieldBox(each.box.page, *self._boxes[each.name])
            for each in placing.marks
            if self._boxes[each.name] != each.box.rectangle
        }

    def choose(self, name: str) -> None:
        """Take a signature in hand."""
        self._chosen = name
        self.speak()

    def choose_next(self) -> None:
        """Take the next one in hand."""
        names = [each.name for each in self._marks()]
        if names:
            self.choose(names[(names.index(self._chosen) + 1) % len(names)])

    def grip(self) -> None:
        """Begin a move that is one step, however long its way is."""
        self._held = dict(self._boxes)

    def let_go(self) -> None:
        """End a move: it can be taken back."""
        before, self._held = self._held, None
        after = dict(self._boxes)
        if before is not None and before != after:
            self.history.did(Step(lambda: self._stand(before), lambda: self._stand(after)))

    def put(self, left: float, bottom: float) -> None:
        """Put the one in hand with its lower left corner somewhere; it stays on the page."""
        if self._placing is None:
            return
        box = self._boxes[self._chosen]
        there = (left, bottom, left + box[2] - box[0], bottom + box[3] - box[1])
        self._boxes[self._chosen] = self._placing.room.inside(there)
        self.speak()

    def nudge(self, right_mm: float, up_mm: float) -> None:
        """Move the one in hand a little."""
        if self._placing is not None:
            left, bottom, _, _ = self._boxes[self._chosen]
            self.grip()
            self.put(left + right_mm * _POINTS_PER_MM, bottom + up_mm * _POINTS_PER_MM)
            self.let_go()

    def put_back(self) -> None:
        """Put the one in hand back to where it goes by itself."""
        self.grip()
        for each in self._marks():
            if each.name == self._chosen:
                self._boxes[each.name] = each.box.rectangle
        self.let_go()

    def undo(self) -> None:
        """Take the last move back."""
        self.history.undo()

    def redo(self) -> None:
        """Move again what was taken back."""
        self.history.redo()

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        placing = self._placing
        if placing is None:
            return
        drawn = {each.name: each.drawn_in(self._boxes[each.name]) for each in placing.marks}
        found = {name: placing.room.overlap(name, drawn) for name in drawn}
        marks = tuple(
            ShownMark(
                each.name,
                self.translate(_NAMES[each.name]),
                each.picture.png,
                self._boxes[each.name],
                each.name == self._chosen,
                found[each.name] is not Overlap.NONE,
            )
            for each in placing.marks
        )
        room = placing.room
        told = self._told(found)
        history = self.history
        self._view.show_place(
            PlaceState(
                placing.paper,
                room.number,
                room.size,
                marks,
                told,
                is_moved=bool(self.moved),
                can_undo=history.can_undo,
                can_redo=history.can_redo,
            )
        )

    def _stand(self, boxes: Mapping[str, Rectangle]) -> None:
        self._boxes = dict(boxes)

    def _marks(self) -> tuple[PlacedMark, ...]:
        return () if self._placing is None else self._placing.marks

    def _told(self, found: Mapping[str, Overlap]) -> Words:
        """Complain of what is covered; else say how to move."""
        said = [
            self.translate(_COMPLAINTS[overlap]).format(mark=self.translate(_NAMES[name]))
            for name, overlap in found.items()
            if overlap is not Overlap.NONE
        ]
        if said:
            return Words(" ".join(said), Tone.DOUBT)
        return Words(self.translate("Drag what shall go elsewhere, or move it with the arrow keys."))
