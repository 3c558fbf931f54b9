"""The Tesseract program: how to find it, and how to run it."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import pytesseract

from scanning.errors import ReadingFailed, ToolMissing
from scanning.model import Pixels

TIMEOUT_SECONDS = 180
"""A dense A3 page takes 15 s on a slow core; what takes longer hangs."""

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
    """
    program = shutil.which("tesseract")
    if program is None:
        raise ToolMissing("tesseract")
    listing = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    return TesseractFacts(program, frozenset(listing.stdout.split("\n")[1:]) - {""})


def recognise(grey: Pixels, dpi: int, *, languages: str) -> dict[str, list[Any]]:
    """Return Tesseract's table of words (its TSV columns, one list each).

    Args:
        grey: shape (height, width).
        dpi: resolution, which Tesseract would otherwise guess.
        languages: e.g. "vie"; several joined by "+".

    Raises:
        ToolMissing: the program or a language is not installed.
        ReadingFailed: it was killed, crashed or took too long.
    """
    for language in languages.split("+"):
        if language not in probe().languages:
            raise ToolMissing(f"tesseract-ocr-{language}")
    with TemporaryDirectory(prefix="clerk-ocr-") as folder:
        picture = Path(folder) / "page.pgm"  # uncompressed: writing and reading a PNG costs 0.2 s a page
        cv2.imwrite(str(picture), grey)
        return _run(picture, dpi, languages)


def _run(picture: Path, dpi: int, languages: str) -> dict[str, list[Any]]:
    try:
        table: dict[str, list[Any]] = pytesseract.image_to_data(
            str(picture),
            lang=languages,
            config=f"--psm 3 --dpi {dpi}",
            output_type=pytesseract.Output.DICT,
            timeout=TIMEOUT_SECONDS,
        )
    except (pytesseract.TesseractError, RuntimeError, OSError) as error:
        raise ReadingFailed(str(error)[:200]) from error
    return table
