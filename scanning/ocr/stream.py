"""Tesseract processes that stay: loading program and model costs a fifth of the reading of a page.

Tesseract reads names of pictures from its standard input (`stream_filelist`) and writes their words to its
standard output. Nothing there tells where a picture's words end, so a tiny empty picture follows each; its
row in the table has the next number.
"""

import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import IO, Self, cast

import numpy as np

from scanning.errors import ReadingFailed
from scanning.model import Pixels
from scanning.ocr import tesseract
from scanning.ocr.tesseract import Recognised

_PAGES_EACH = 200
"""Then a process is replaced, so that what it may leak stays small."""

_CHUNK_BYTES = 65536


class _Ended(Exception):
    """The process closed its output: it crashed, was killed, or cannot open a picture."""


class _Process:
    """One Tesseract for one set of languages, in a folder of its own for the pictures."""

    def __init__(self, languages: str, folder: Path) -> None:
        self.languages = languages
        self.read = 0
        self._picture, self._end = folder / "page.tif", folder / "end.tif"
        tesseract.save_picture(np.full((8, 8), 255, np.uint8), 180, self._end)
        options = ["-c", "stream_filelist=1", "-c", "tessedit_create_tsv=1", *tesseract.LAYOUT.split()]
        self._process = subprocess.Popen(
            ["stdbuf", "-o0", "tesseract", "stdin", "stdout", "-l", languages, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._input = cast(IO[bytes], self._process.stdin)
        self._output = cast(IO[bytes], self._process.stdout)

    def words(self, grey: Pixels, dpi: int) -> tuple[Recognised, ...]:
        """Read one picture.

        Raises:
            _Ended: see there.
            ReadingFailed: it takes too long.
        """
        tesseract.save_picture(grey, dpi, self._picture)
        try:
            self._input.write(f"{self._picture}\n{self._end}\n".encode())
            self._input.flush()
        except BrokenPipeError as error:
            raise _Ended from error
        self.read += 1
        return tesseract.words_in(self._table())

    def _table(self) -> str:
        """Return rows up to the one of the empty picture, which is the second of each pair."""
        deadline = time.monotonic() + tesseract.TIMEOUT_SECONDS
        last, table = f"\n1\t{2 * self.read}\t".encode(), bytearray()
        while not (table.endswith(b"\n") and last in table):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._output], [], [], left)[0]:
                raise ReadingFailed("Tesseract process timeout")
            chunk = os.read(self._output.fileno(), _CHUNK_BYTES)
            if not chunk:
                raise _Ended
            table += chunk
        return table.decode("utf-8", "replace")

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._output.close()
        with suppress(BrokenPipeError):  # a name it never read
            self._input.close()


@dataclass(slots=True)
class TesseractPool:
    """A `Recogniser` that keeps, for each model, as many processes as threads read at once; to be left."""

    _idle: dict[str, list[_Process]] = field(default_factory=dict)
    _folder: TemporaryDirectory[str] = field(
        default_factory=lambda: TemporaryDirectory(prefix="clerk-ocr-", ignore_cleanup_errors=True)
    )
    _started: int = 0
    _is_left: bool = False

    def __call__(self, grey: Pixels, dpi: int, languages: str) -> tuple[Recognised, ...]:
        """Read a picture; where the process ends over it, once more in a process of its own."""
        tesseract.require(languages)
        if self._is_left:
            return tesseract.recognise(grey, dpi, languages)
        try:
            with self._borrowed(languages) as process:
                return process.words(grey, dpi)
        except _Ended:
            return tesseract.recognise(grey, dpi, languages)

    @contextmanager
    def _borrowed(self, languages: str) -> Iterator[_Process]:
        """Lend an idle process to the calling thread; after a failure or its last page it is ended."""
        idle = self._idle.setdefault(languages, [])
        try:
            process = idle.pop()
        except IndexError:
            process = self._new_process(languages)
        try:
            yield process
        except BaseException:
            process.end()
            raise
        if self._is_left or process.read >= _PAGES_EACH:
            process.end()
        else:
            idle.append(process)

    def _new_process(self, languages: str) -> _Process:
        self._started += 1
        folder = Path(self._folder.name) / f"{self._started}-{os.urandom(4).hex()}"
        folder.mkdir()
        return _Process(languages, folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._is_left = True  # a thread that is still reading ends its process itself
        for idle in self._idle.values():
            while idle:
                idle.pop().end()
        self._folder.cleanup()
