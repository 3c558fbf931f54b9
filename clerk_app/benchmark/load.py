"""A machine that is busy: what a window has to stay quick beside."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scanning.intake.images import open_image
from scanning.ocr.reading import read_words
from scanning.ocr.stream import TesseractPool


@contextmanager
def reading_on_all_cores(paper: Path) -> Iterator[None]:
    """Let Tesseract read the same page again and again on every core."""
    ended, page = threading.Event(), open_image(paper)

    def read(pool: TesseractPool) -> None:
        while not ended.is_set():
            read_words(page, recognise=pool)

    with TesseractPool() as pool:
        readers = [threading.Thread(target=read, args=(pool,)) for _core in range(os.cpu_count() or 1)]
        for reader in readers:
            reader.start()
        try:
            yield
        finally:
            ended.set()
            for reader in readers:
                reader.join()
