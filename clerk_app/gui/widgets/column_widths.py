"""How wide the columns of a table are where they do not all get what they want."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColumnRoom:
    """What a column may take, in pixels.

    Attributes:
        wanted: what it takes where there is room.
        needed: what its words take on one line.
        wrapped: what its longest word takes: narrower, words stand on several lines.
        least: what its title takes; a longer word ends in "…" then, and the tooltip says all of it.
        yields: its words are wrapped before those of other columns.
    """

    wanted: int
    needed: int
    wrapped: int
    least: int
    yields: bool = False


def fitted(columns: Sequence[ColumnRoom], room: int) -> tuple[int, ...]:
    """Return the widths, together no more than `room` where that can be.

    Air beside words goes first, then words of the columns that yield are wrapped, then those of the others; a
    word is cut last of all. In each turn who has more gives more.
    """
    turns: tuple[Callable[[ColumnRoom], int], ...] = (
        lambda each: max(each.needed, each.least),
        lambda each: max(each.wrapped if each.yields else each.needed, each.least),
        lambda each: max(each.wrapped, each.least),
        lambda each: each.least,
    )
    widths = [each.wanted for each in columns]
    for floor_of in turns:
        widths = _narrowed(widths, [floor_of(each) for each in columns], sum(widths) - room)
    return tuple(widths)


def _narrowed(widths: Sequence[int], floors: Sequence[int], too_much: int) -> list[int]:
    spare = [max(0, width - floor) for width, floor in zip(widths, floors, strict=True)]
    share = min(1.0, too_much / sum(spare)) if too_much > 0 and any(spare) else 0.0
    return [width - min(of, math.ceil(of * share)) for width, of in zip(widths, spare, strict=True)]
