"""Scan profiles: how a kind of paper is scanned, chosen by one name."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from clerk_app.i18n import Translate, later
from clerk_app.workflow.errors import ProfileLocked, UnknownProfile
from scanning.model import CleanUp, Colour, PaperSize, ScanSettings, Source

STANDARD = "standard"


class Begin(StrEnum):
    """What starts the scanner."""

    HAND = "hand"
    PAPER = "paper"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class ScanProfile:
    """One table `[profiles.NAME]` of the settings.

    Attributes:
        title: for people; empty where ours is known in every language, or the name says enough.
        source: feeder, feeder-duplex or glass.
        dpi: dots per inch; 0 takes that of the scanner's settings.
        colour: colour, grey or bw.
        size: auto, A3, A4, A5 or card.
        turn_stack: both sides with a feeder that sees one: the stack is turned over between two passes.
        start: "hand" when somebody asks for it, "paper" as soon as paper is put in, "folder" takes files as
            they arrive in the folder that the scanner's settings watch.
        as_scanned, drop_blank: see `CleanUp`.
        separate: how a stack is split: none, sheets, codes, pages:N, recognise.
        locked: nothing of it can be changed by a later file or an option.
    """

    title: str = ""
    source: Source = Source.FEEDER
    dpi: int = 0
    colour: Colour = Colour.COLOUR
    size: PaperSize = PaperSize.AUTOMATIC
    turn_stack: bool = False
    start: Begin = Begin.HAND
    as_scanned: bool = False
    drop_blank: bool = False
    separate: str = "none"
    locked: bool = False

    @property
    def scan_settings(self) -> ScanSettings:
        """What is asked of the scanner."""
        return ScanSettings(self.source, self.dpi, self.colour, self.size)

    @property
    def clean_up(self) -> CleanUp:
        """The switches of clean-up."""
        return CleanUp(self.as_scanned, self.drop_blank)


OURS: Mapping[str, ScanProfile] = MappingProxyType(
    {
        STANDARD: ScanProfile(),
        "both-sides": ScanProfile(source=Source.FEEDER_DUPLEX),
        "turned-stack": ScanProfile(turn_stack=True),
        "glass": ScanProfile(source=Source.GLASS),
        "card": ScanProfile(source=Source.GLASS, size=PaperSize.CARD),
    }
)
"""Profiles that are always there; a site or a person can change them, and add others."""

_TITLES = {
    STANDARD: later("Feeder"),
    "both-sides": later("Feeder, both sides"),
    "turned-stack": later("Feeder, turning the stack"),
    "glass": later("Glass"),
    "card": later("Card on the glass"),
}


def profile_title(name: str, profile: ScanProfile, translate: Translate) -> str:
    """Return what people call a profile."""
    return profile.title or (translate(_TITLES[name]) if name in _TITLES else name)


def chosen_profile(
    profiles: Mapping[str, ScanProfile], name: str, *, default_dpi: int, **wanted: Any
) -> ScanProfile:
    """Return a profile with what is wanted otherwise; None wants nothing.

    Args:
        profiles: by their names.
        name: of the one.
        default_dpi: of a profile that names none.
        wanted: attributes of the profile.

    Raises:
        UnknownProfile: with the nearest name that exists.
        ProfileLocked: it is locked, and something else was wanted.
    """
    if name not in profiles:
        nearest = difflib.get_close_matches(name, profiles, 1)
        raise UnknownProfile(name, nearest[0] if nearest else STANDARD)
    profile = replace(profiles[name], dpi=profiles[name].dpi or default_dpi)
    changes = {key: value for key, value in wanted.items() if value not in (None, getattr(profile, key))}
    if changes and profile.locked:
        raise ProfileLocked(name)
    return replace(profile, **changes)
