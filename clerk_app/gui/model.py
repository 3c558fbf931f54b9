"""The nouns of the window that need no widget."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a colour means; it never stands without a word."""

    CALM = "calm"
    GOOD = "good"
    DOUBT = "doubt"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Words:
    """A few words with their tone."""

    text: str
    tone: Tone = Tone.CALM


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a notice offers to do, as a button; `name` says it in the language of the moment."""

    name: Callable[[], str]
    do: Callable[[], None]

    @property
    def text(self) -> str:
        """What stands on the button now."""
        return self.name()


@dataclass(frozen=True, slots=True)
class Notice:
    """A message beside the work, with the next step as a button where there is one.

    Attributes:
        said: what says it in the language of the moment, as a notice may stay while the language changes.
    """

    said: Callable[[], Words]
    next_step: NextStep | None = None

    @property
    def words(self) -> Words:
        """What is to be read now."""
        return self.said()


@dataclass(frozen=True, slots=True)
class Primary:
    """The primary action as it stands now."""

    text: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Advance:
    """How far long work has come, in words; `percent` None where nobody can know.

    Attributes:
        left: how long it still takes, in words; empty where nobody can know.
        can_stop: a person may end it.
    """

    text: str
    percent: int | None = None
    left: str = ""
    can_stop: bool = False


@dataclass(frozen=True, slots=True)
class PinRequest:
    """Whose PIN is asked for, and what was wrong with the one before."""

    name: str
    title: str
    purpose: str
    demonstration: bool
    complaint: str = ""
