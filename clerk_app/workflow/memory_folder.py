"""A folder for papers of visitors: in memory where the system has one, and gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder inside it has a name of its own, for us alone


@contextmanager
def memory_folder() -> Iterator[Path]:
    """Make such a folder; what is in it never reaches a disk on Linux, except what memory swaps out."""
    where = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="clerk-", dir=where) as folder:
        yield Path(folder)
