"""A driver that breaks on the second page: found first on the path of the child that talks to SANE."""

import ctypes
import os
import signal
import sys
from typing import Any

_HOURS = 10_000


class _Short:
    """SANE's library with a page that ends after the first lines, as if that were all."""

    def __init__(self, honest: Any) -> None:
        self._honest, self._reads = honest, 0

    def sane_read(self, handle: Any, buffer: Any, most: int, count: Any) -> int:
        self._reads += 1
        return 5 if self._reads > 1 else int(self._honest.sane_read(handle, buffer, most, count))


def _break(how: str) -> None:
    if how == "truncates":
        from scanning.device.sane import frames

        frames._library = _Short(frames._library)  # type: ignore[assignment]
        return
    if how == "crashes":
        os.kill(os.getpid(), signal.SIGKILL)
    ctypes.PyDLL(None).sleep(_HOURS)  # hangs as drivers do: inside C, holding the interpreter


def _sabotage(how: str) -> None:
    from scanning.device.sane import frames

    honest, pages = frames.read_page, []

    def read_page(device: Any, see: frames.SeeLines) -> Any:
        pages.append(device)
        if len(pages) > 1:
            _break(how)
        return honest(device, see)

    frames.read_page = read_page


if "CLERK_DRIVER" in os.environ and "scanning.device.sane.worker" in " ".join(sys.orig_argv):
    _sabotage(os.environ["CLERK_DRIVER"])
