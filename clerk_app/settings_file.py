"""Change single values in a settings file; everything else in it, remarks included, stays as it is."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Value = str | int | bool | tuple[str, ...]

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON leaves as it is, and TOML refuses, or what splits lines takes for the end of one."""


def read_settings(file: Path, paths: Iterable[str]) -> dict[str, Value | None]:
    """Return what a settings file says of some settings, None for what it does not mention.

    Raises:
        OSError, tomllib.TOMLDecodeError: it cannot be read.
    """
    said = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    return {path: _value_at(said, path) for path in paths}


def _value_at(said: Mapping[str, Any], path: str) -> Value | None:
    *rooms, name = path.split(".")
    for room in rooms:
        said = said.get(room, {})
    value: Value | list[str] | None = said.get(name)
    return tuple(value) if isinstance(value, list) else value


def put_settings(file: Path, changes: Mapping[str, Value | None]) -> None:
    """Write values into a settings file, which is made where it is missing.

    Args:
        file: TOML.
        changes: by the path of each setting, as "language" or "agency.name"; None takes its line away.

    Raises:
        OSError: it cannot be written.
    """
    text = file.read_text("utf-8") if file.exists() else ""
    for path, value in changes.items():
        room, _, name = path.rpartition(".")
        text = _without(text, room, name) if value is None else _with(text, room, name, value)
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".part")
    temporary.write_text(text, "utf-8")
    temporary.replace(file)


def _with(text: str, room: str, name: str, value: Value) -> str:
    """Return a file's text with one value in its room; the top of the file is a room without a name."""
    line = f"{name} = {_said(value)}"
    lines = text.splitlines()
    begin, end = _room(lines, room)
    if begin is None:
        gap = [""] if lines else []
        return "\n".join([*lines, *gap, f"[{room}]", line, ""])
    place = _place_of(name, lines, begin, end)
    if place is not None:
        return "\n".join([*lines[:place], line, *lines[_after(lines, place) :], ""])
    return "\n".join([*lines[:begin], line, *lines[begin:], ""])


def _said(value: Value) -> str:
    """Return a value as TOML says it: as JSON does, but for what JSON leaves as it is."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _without(text: str, room: str, name: str) -> str:
    """Return a file's text without one value; its room stays, as it says nothing."""
    lines = text.splitlines()
    begin, end = _room(lines, room)
    place = None if begin is None else _place_of(name, lines, begin, end)
    if place is None:
        return text
    return "\n".join([*lines[:place], *lines[_after(lines, place) :], ""])


def _place_of(name: str, lines: list[str], begin: int, end: int) -> int | None:
    known = re.compile(rf"\s*{re.escape(name)}\s*=")
    return next((place for place in range(begin, end) if known.match(lines[place])), None)


def _after(lines: list[str], place: int) -> int:
    """Return the line after the setting that begins at `place`: a list may go over several."""
    for end in range(place + 1, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[place:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return place + 1


def _room(lines: list[str], room: str) -> tuple[int | None, int]:
    """Return the first line in a room and the one after its last; None where there is no such room."""
    heads = [place for place, line in enumerate(lines) if line.lstrip().startswith("[")]
    if not room:
        return 0, heads[0] if heads else len(lines)
    begin = next((place for place in heads if lines[place].split("#")[0].strip() == f"[{room}]"), None)
    if begin is None:
        return None, 0
    return begin + 1, next((place for place in heads if place > begin), len(lines))
