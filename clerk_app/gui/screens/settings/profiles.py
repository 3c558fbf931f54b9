"""Scan profiles as settings: what was kept of them, what a change of one is, and what a new one is called."""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, replace

from clerk_app.profiles import ScanProfile
from clerk_app.settings_file import Value
from storage.folding import folded

_ROOM = "profiles"
_STANDARD = ScanProfile()


def as_kept(profiles: Mapping[str, ScanProfile], kept: Mapping[str, Value]) -> dict[str, ScanProfile]:
    """Return profiles with what was kept of them since the start, by the paths of the settings."""
    now = dict(profiles)
    for path, value in kept.items():
        room, _, rest = path.partition(".")
        name, _, field = rest.partition(".")
        if room == _ROOM:
            typed = type(getattr(_STANDARD, field))(value)
            now[name] = replace(now.get(name, _STANDARD), **{field: typed})
    return now


def changes_of(name: str, before: ScanProfile | None, after: ScanProfile) -> dict[str, Value]:
    """Return the settings that make one profile of another, or a new one where there was none, by path."""
    old = before or _STANDARD
    return {
        f"{_ROOM}.{name}.{each.name}": getattr(after, each.name)
        for each in fields(ScanProfile)
        if getattr(after, each.name) != getattr(old, each.name)
    }


def name_for(title: str, taken: Collection[str]) -> str:
    """Return a name for a new profile that a settings file can bear, none that is taken."""
    plain = re.sub("[^a-z0-9]+", "-", folded(title)).strip("-") or "profile"
    names = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)
