"""Finds the drivers of tokens that are installed here, by the names their makers give them."""

from collections.abc import Iterable
from pathlib import Path

KNOWN_MODULES = (
    "libbit4xpki.so",
    "libeToken.so",
    "viettel-ca_v6.so",
    "fptca_v4.so",
    "libcastle.so",
    "opensc-pkcs11.so",
    "libsofthsm2.so",
)
"""Drivers met at Vietnamese agencies, then those that come with Debian."""
_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt")
_PLACES = ("", "*/", "*/*/")


def discovered(folders: Iterable[str] = _FOLDERS) -> tuple[Path, ...]:
    """Return the modules that are here, each file once, in the order of the names above."""
    found: dict[Path, Path] = {}
    for name in KNOWN_MODULES:
        for folder in map(Path, folders):
            for place in _PLACES:
                for file in sorted(folder.glob(place + name)):
                    found.setdefault(file.resolve(), file)
    return tuple(found.values())
