"""The child process that talks to SANE.

Speaks JSON lines on standard output and ends when its standard input does. Facts it is built
around (python-sane 2.9.2, SANE 1.2.1): drivers crash and hang; errors are strings; drivers print.
"""

import base64
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import sane

from scanning.device.sane import frames
from scanning.device.sane.job import Job
from scanning.device.sane.paper import without_padding
from scanning.device.sane.prepare import (
    resolution,
    sensor,
    set_driver_options,
    set_options,
    takes_one_page,
)
from scanning.device.sane.preview import Preview
from scanning.model import PaperSize, Pixels

_EMPTY = "Document feeder out of documents"
_BETWEEN_PICTURES_SECONDS = 0.1
_BETWEEN_LOOKS_SECONDS = 0.25
_LAST_WORDS_SECONDS = 0.4
"""How long a driver may take to hear a cancel, and tell a network scanner of it."""

Say = Callable[[dict[str, Any]], None]


class _Parent:
    """Whoever started us; gone when our standard input ends."""

    def __init__(self) -> None:
        self.gone = threading.Event()
        self.device: Any = None
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while os.read(0, 1024):
            pass
        self.gone.set()
        threading.Timer(_LAST_WORDS_SECONDS, os._exit, (1,)).start()
        if self.device is not None:
            frames.cancel(self.device)


def main() -> None:
    """List devices, watch one for paper, or run one scan job."""
    say = _protocol()
    job = Job.from_argument(sys.argv[1])
    parent = _Parent()
    try:
        sane.init()
        if job.device:
            _use(job, say, parent)
        else:
            say({"event": "devices", "devices": sane.get_devices()})
    except OSError as error:
        say({"event": "error", "errno": error.errno})
    except (sane._sane.error, RuntimeError, AttributeError, TypeError, ValueError) as error:
        say({"event": "error", "status": str(error), "opened": parent.device is not None})
    finally:
        os._exit(0)  # drivers crash in sane_exit, and nothing of ours is left to do


def _protocol() -> Say:
    """Keep standard output for ourselves; drivers that print reach standard error instead."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(event: dict[str, Any]) -> None:
        channel.write(json.dumps(event) + "\n")
        channel.flush()

    return say


def _use(job: Job, say: Say, parent: _Parent) -> None:
    device = parent.device = sane.open(job.device)
    set_driver_options(device, job.options)
    if job.out is None:
        watch_for_paper(device, say, parent)
    else:
        _scan(device, job, job.out, say, parent)
    device.cancel()
    if parent.gone.is_set():
        device.close()  # waits until a network scanner has heard the cancel
    say({"event": "end"})


def watch_for_paper(device: Any, say: Say, parent: _Parent) -> None:
    """Say when paper lies in the feeder, once.

    Raises:
        RuntimeError: the device has no sensor for it.
    """
    name = sensor(device)
    if name is None:
        raise RuntimeError("no sensor")
    while not getattr(device, name):
        if parent.gone.wait(_BETWEEN_LOOKS_SECONDS):
            return
        say({"event": "waiting"})
    say({"event": "paper"})


def _scan(device: Any, job: Job, out: Path, say: Say, parent: _Parent) -> None:
    set_options(device, job.settings)
    dpi = resolution(device, job.settings)
    for number, pixels in enumerate(_pages(device, job, say, parent), job.first):
        automatic = job.settings.size is PaperSize.AUTOMATIC
        page = without_padding(pixels, dpi) if automatic else pixels
        say(_store(page, out / f"{number:04d}.png", number, dpi))


def _pages(device: Any, job: Job, say: Say, parent: _Parent) -> Iterator[Pixels]:
    """Yield whole pages; airscan learns only while reading that there is no next sheet."""
    only_one = takes_one_page(device, job.settings)
    while not parent.gone.is_set():
        try:
            device.start()
            page = frames.read_page(device, _Teller(say))
        except sane._sane.error as error:
            if str(error) == _EMPTY or parent.gone.is_set():
                return
            raise
        if parent.gone.is_set():  # cancelled while it came in: whole or not, nobody wants it
            return
        yield page
        if only_one:
            return


class _Teller:
    """Tells of the lines of one page, with a picture of them, some times a second."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._frame: frames.Frame | None = None
        self._preview = Preview(0)
        self._done = 0
        self._due = time.monotonic() + _BETWEEN_PICTURES_SECONDS

    def __call__(self, frame: frames.Frame, rows: Pixels) -> None:
        if frame != self._frame:
            self._frame, self._preview, self._done = frame, Preview(frame.lines), 0
        self._preview.add(rows)
        self._done += len(rows)
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + _BETWEEN_PICTURES_SECONDS
            picture = base64.b64encode(self._preview.picture()).decode("ascii")
            self._say({"event": "lines", "done": self._done, "total": frame.lines, "picture": picture})


def _store(pixels: Pixels, file: Path, number: int, dpi: int) -> dict[str, Any]:
    """Write one page so that it is on disk whole or not at all."""
    ordered = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if pixels.ndim == 3 else np.ascontiguousarray(pixels)
    encoded = cv2.imencode(".png", ordered)[1]  # its own setting: twice as fast as level 1, a fifth larger
    temporary = file.with_suffix(".part")
    with temporary.open("wb") as out:
        out.write(encoded.data)
        out.flush()
        os.fsync(out.fileno())
    temporary.rename(file)
    height, width = pixels.shape[:2]
    return {
        "event": "sheet",
        "number": number,
        "file": str(file),
        "width": width,
        "height": height,
        "dpi": dpi,
    }


if __name__ == "__main__":
    main()
