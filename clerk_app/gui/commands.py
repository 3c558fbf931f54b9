"""What can be done from the keyboard, found by a few letters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storage.folding import folded


@dataclass(frozen=True, slots=True)
class Command:
    """Something to be done.

    Attributes:
        text: its name in the clerk's language.
        key: its shortcut, as people read it.
        icon: name of its picture, empty for none.
        do: does it.
    """

    text: str
    key: str
    icon: str
    do: Callable[[], object]


def matching(commands: Iterable[Command], typed: str) -> tuple[Command, ...]:
    """Return the commands that hold what was typed, the nearest first; without diacritics, initials too."""
    wanted = folded(typed).split()
    ranked = ((_rank(folded(each.text), wanted), each) for each in commands)
    return tuple(each for rank, each in sorted(ranked, key=lambda pair: pair[0]) if rank < _NO_MATCH)


_NO_MATCH = 4


def _rank(name: str, wanted: list[str]) -> int:
    """Return how near a name is: 0 begins so, 1 words begin so, 2 holds it, 3 initials, else not at all."""
    words = name.split()
    if name.startswith(" ".join(wanted)):
        return 0
    if all(any(word.startswith(each) for word in words) for each in wanted):
        return 1
    if all(each in name for each in wanted):
        return 2
    initials = "".join(word[0] for word in words)
    return 3 if initials.startswith("".join(wanted)) else _NO_MATCH
