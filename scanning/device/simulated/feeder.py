"""The simulated feeder: a stack of sheets on disk that remembers what was fed.

Two processes meet here: the scanner, which takes sheets, and the hands of a person (a
demonstration, a test), which load them and put back what got lost in an interruption.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stack:
    """What lies in the feeder.

    Attributes:
        name: whose paper it is; loading the same name again changes nothing.
        sheets: files in feeding order.
        fed: how many have left the feeder.
        jam_at: sheet numbers (from 1) that jam once, before they are fed.
        jammed: the feeder stands still until somebody clears it.
        cover_open: nothing moves until somebody closes it.
        seconds_per_sheet: how long the motor takes for each.
    """

    name: str = ""
    sheets: tuple[str, ...] = ()
    fed: int = 0
    jam_at: tuple[int, ...] = ()
    jammed: bool = False
    cover_open: bool = False
    seconds_per_sheet: float = 0.0

    @property
    def empty(self) -> bool:
        """Whether every sheet was fed."""
        return self.fed >= len(self.sheets)


class Feeder:
    """A folder that behaves like the paper tray of a scanner."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._state = home / "feeder.json"
        home.mkdir(parents=True, exist_ok=True)

    def stack(self) -> Stack:
        """Return what lies in the feeder now."""
        if not self._state.exists():
            return Stack()
        data = json.loads(self._state.read_text("utf-8"))
        return Stack(**data | {"sheets": tuple(data["sheets"]), "jam_at": tuple(data["jam_at"])})

    def load(
        self,
        name: str,
        files: Sequence[Path],
        *,
        jam_at: Sequence[int] = (),
        seconds_per_sheet: float = 0.0,
    ) -> None:
        """Lay copies of the files in the feeder, unless this stack lies there already."""
        with self._alone():
            if self.stack().name == name:
                return
            folder = self._home / "sheets"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            sheets = tuple(f"{number:04d}{file.suffix.lower()}" for number, file in enumerate(files, 1))
            for sheet, file in zip(sheets, files, strict=True):
                shutil.copyfile(file, folder / sheet)
            self._write(Stack(name, sheets, jam_at=tuple(jam_at), seconds_per_sheet=seconds_per_sheet))

    def take(self) -> Path | None:
        """Feed the next sheet; None when the feeder is empty or jammed, or the cover open."""
        with self._alone():
            stack = self.stack()
            if not stack.empty and stack.fed + 1 in stack.jam_at:
                rest = tuple(number for number in stack.jam_at if number != stack.fed + 1)
                stack = replace(stack, jam_at=rest, jammed=True)
            elif not stack.empty and not stack.jammed and not stack.cover_open:
                self._write(replace(stack, fed=stack.fed + 1))
                return self._home / "sheets" / stack.sheets[stack.fed]
            self._write(stack)
            return None

    def put_back(self, after: int) -> None:
        """Clear a jam and lay exactly the sheets behind number `after` into the feeder."""
        with self._alone():
            stack = self.stack()
            self._write(replace(stack, fed=min(after, len(stack.sheets)), jammed=False))

    def set_cover(self, *, is_open: bool) -> None:
        """Open the cover, or close it."""
        with self._alone():
            self._write(replace(self.stack(), cover_open=is_open))

    def _write(self, stack: Stack) -> None:
        temporary = self._state.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(asdict(stack), file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._state)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self._home / "feeder.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
