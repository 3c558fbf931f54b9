"""Whether SANE and its driver for network scanners are installed, without starting either."""

import ctypes.util
from pathlib import Path

_FOLDERS = ("/usr/lib/*/sane", "/usr/lib/sane", "/usr/lib64/sane", "/usr/local/lib/sane")


def has_sane() -> bool:
    """Return whether the library is there."""
    return ctypes.util.find_library("sane") is not None


def has_driver(name: str) -> bool:
    """Return whether a driver is there, e.g. "airscan"."""
    root = Path("/")
    return any(any(root.glob(f"{folder[1:]}/libsane-{name}.so*")) for folder in _FOLDERS)
