"""The child process that talks to SANE.

Speaks JSON lines on standard output and ends when its standard input does. Facts it is built
around (python-sane 2.9.2, SANE 1.2.1): drivers crash; errors are strings; a progress callback
that raises segfaults; a cancel from another thread can pass a truncated image off as whole.
"""

import argparse
import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import sane
from PIL import Image

from scanning.device.sane.options import choose_colour, choose_dpi, choose_source
from scanning.device.sane.paper import without_padding
from scanning.model import Colour, Pixels, Source

_FASTEST_PNG = [cv2.IMWRITE_PNG_COMPRESSION, 1]
_TYPE_INT = 1
_EMPTY = "Document feeder out of documents"
_LINES_BETWEEN_REPORTS = 200


@dataclass(frozen=True, slots=True)
class Job:
    """What the parent asked for."""

    device: str
    source: Source
    dpi: int
    colour: Colour
    out: Path
    first: int


Say = Callable[[dict[str, Any]], None]


def main() -> None:
    """List devices or run one scan job."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--device")
    parser.add_argument("--source", type=Source, default=Source.FEEDER)
    parser.add_argument("--dpi", type=int, default=300)
    parser.add_argument("--colour", type=Colour, default=Colour.COLOUR)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--first", type=int, default=1)
    say = _protocol()
    job = Job(**vars(parser.parse_args()))
    parent_gone = threading.Event()
    threading.Thread(target=_watch_parent, args=(parent_gone,), daemon=True).start()
    opened = False
    try:
        sane.init()
        if job.device:
            device = sane.open(job.device)
            opened = True
            _scan(device, job, say, parent_gone)
        else:
            say({"event": "devices", "devices": sane.get_devices()})
    except OSError as error:
        say({"event": "error", "errno": error.errno})
    except (sane._sane.error, RuntimeError, AttributeError, TypeError) as error:
        say({"event": "error", "status": str(error), "opened": opened})
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


def _watch_parent(gone: threading.Event) -> None:
    while os.read(0, 1024):
        pass
    gone.set()
    threading.Timer(0.8, os._exit, (1,)).start()  # a driver that does not hear the cancel


def _scan(device: Any, job: Job, say: Say, gone: threading.Event) -> None:
    _set_options(device, job)
    for number, image in enumerate(_pages(device, job, say, gone), job.first):
        if gone.is_set():
            break
        pixels = without_padding(np.asarray(image), int(device.resolution))
        say(_store(pixels, job.out / f"{number:04d}.png", number, int(device.resolution)))
    device.cancel()
    say({"event": "end"})


def _set_options(device: Any, job: Job) -> None:
    """Set source before mode before resolution before window: each may change the limits of the next."""
    options = {option[1].replace("-", "_"): option for option in device.get_options() if option[1]}
    if "source" in options:
        device.source = choose_source(options["source"][8] or (), job.source)
    if "mode" in options:
        device.mode = choose_colour(options["mode"][8] or (), job.colour)
    if "depth" in options and 8 in (options["depth"][8] or ()):
        device.depth = 8
    if "resolution" in options:
        dpi = choose_dpi(device["resolution"].constraint, job.dpi)
        device.resolution = round(dpi) if options["resolution"][4] == _TYPE_INT else dpi
    for far, near in (("br_x", "tl_x"), ("br_y", "tl_y")):
        if far in options:
            lowest, highest, _step = device[far].constraint
            setattr(device, far, highest)
            setattr(device, near, lowest)


def _pages(device: Any, job: Job, say: Say, gone: threading.Event) -> Iterator[Image.Image]:
    """Yield whole pages; the glass gives one, for `multi_scan` would never end there."""
    while not gone.is_set():
        try:
            device.start()
        except sane._sane.error as error:
            if str(error) == _EMPTY:
                return
            raise
        try:
            page = _page(device, say, gone)
        except sane._sane.error as error:
            if str(error) == _EMPTY:  # airscan learns only while reading that there is no next sheet
                return
            raise
        if page is not None:
            yield page
        if job.source is Source.GLASS:
            return


def _page(device: Any, say: Say, gone: threading.Event) -> Image.Image | None:
    """Return one whole page, or None if it was cancelled."""
    total = device.get_parameters()[2][1]

    def progress(line: int, _total: int) -> None:
        if gone.is_set():
            device.cancel()
        elif line % _LINES_BETWEEN_REPORTS == 0:
            say({"event": "lines", "done": line, "total": max(total, 0)})

    image: Image.Image = device.snap(True, progress)
    if gone.is_set():
        return None
    if 0 < total != image.height:
        raise RuntimeError(f"truncated: {image.height} of {total} lines")
    return image


def _store(pixels: Pixels, file: Path, number: int, dpi: int) -> dict[str, Any]:
    """Write one page so that it is on disk whole or not at all."""
    ordered = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if pixels.ndim == 3 else pixels
    encoded = cv2.imencode(".png", ordered, _FASTEST_PNG)[1]
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
