"""The Tesseract program: how to find it, and how to run it."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from subprocess import SubprocessError
from tempfile import TemporaryDirectory

import pytesseract
from PIL import Image

from scanning.errors import ReadingFailed, ToolMissing
from scanning.model import Pixels

TIMEOUT_SECONDS = 180
"""A dense A3 page takes 15 s on a slow core; what takes longer hangs."""

LAYOUT = "--psm 3"
"""Whole pages; a single block (6) was 1.3 to 11 times worse, columns (4) mixes lines of skewed pages."""

_WORD_LEVEL = "5"

os.environ.setdefault(
    "OMP_THREAD_LIMIT", "1"
)  # two processes of one thread each: 3.1 s; of two threads: 100 s


@dataclass(frozen=True, slots=True)
class TesseractFacts:
    """What is installed."""

    program: str
    languages: frozenset[str]


@cache
def probe() -> TesseractFacts:
    """Return the installed program and its languages.

    Raises:
        ToolMissing: there is no program.
        ReadingFailed: it does not even tell its languages; the next call asks it again.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise ToolMissing("tesseract")
    try:
        listing = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=True
        )
    except SubprocessError as error:
        raise ReadingFailed(str(error)[:200]) from error
    return TesseractFacts(program, frozenset(listing.stdout.split("\n")[1:]) - {""})


@dataclass(frozen=True, slots=True)
class Recognised:
    """One word as Tesseract found it, in pixels of the picture it read; `place` orders the lines."""

    text: str
    confidence: float
    place: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int


Recogniser = Callable[[Pixels, int, str], tuple[Recognised, ...]]
"""Reads a grey picture (height, width) of so many dpi in languages joined by "+", e.g. "vie".

Raises:
    ToolMissing: the program or a language is not installed.
    ReadingFailed: it was killed, crashed or took too long.
"""


def recognise(grey: Pixels, dpi: int, languages: str) -> tuple[Recognised, ...]:
    """Read a picture in a process of its own; see `Recogniser`."""
    require(languages)
    with TemporaryDirectory(prefix="clerk-ocr-") as folder:
        picture = Path(folder) / "page.tif"
        save_picture(grey, dpi, picture)
        try:
            table: str = pytesseract.image_to_data(
                str(picture), lang=languages, config=LAYOUT, timeout=TIMEOUT_SECONDS
            )
        except (RuntimeError, OSError, SubprocessError) as error:  # the last: killed when asked its version
            raise ReadingFailed(str(error)[:200]) from error
    return words_in(table)


def require(languages: str) -> None:
    """Raise ToolMissing unless every language is installed."""
    for language in languages.split("+"):
        if language not in probe().languages:
            raise ToolMissing(f"tesseract-ocr-{language}")


def save_picture(grey: Pixels, dpi: int, file: Path) -> None:
    """Write a picture for Tesseract, uncompressed: a PNG costs 0.2 s a page to write and read."""
    Image.fromarray(grey).save(file, dpi=(dpi, dpi))


def words_in(table: str) -> tuple[Recognised, ...]:
    """Return the words of Tesseract's TSV: level, page, block, paragraph, line, word, box, sureness, text."""
    rows = (line.split("\t") for line in table.split("\n"))
    return tuple(
        Recognised(row[11], float(row[10]), (int(row[2]), int(row[3]), int(row[4])), *map(int, row[6:10]))
        for row in rows
        if row[0] == _WORD_LEVEL
    )
