"""A demonstration authority for a new home, copied: to make one takes two seconds."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from clerk_app.paths import Home
from signing.demonstration import DemonstrationAuthority


def with_authority(home: Path) -> Path:
    """Lay a ready authority in a home that has none; return the home.

    Homes of one test run share keys and port, and are open one after another. A test of two homes that are
    open at once lets each make its own.
    """
    place = Home(home).demonstration / "authority"
    if not place.exists():
        shutil.copytree(_model(), place, symlinks=True)
    return home


@cache
def _model() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="authority-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return DemonstrationAuthority.create(folder / "authority").home
