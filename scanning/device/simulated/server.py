"""The simulated network scanner: an eSCL server on loopback that feeds the sheets of a `Feeder`.

Run as ``python -m scanning.device.simulated.server HOME``: prints one JSON line ``{"port": N}``
when it listens, and ends when its standard input does, so that it never outlives its parent.
"""

import argparse
import fcntl
import io
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import cv2
from PIL import Image
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from scanning.device.simulated.capabilities import (
    DEVICE_NAME,
    JobSettings,
    capabilities,
    parse_settings,
    status,
)
from scanning.device.simulated.feeder import Feeder
from scanning.errors import ScanningError
from scanning.intake.documents import open_pages
from scanning.model import PageImage

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

_ROUTES = Map(
    [
        Rule("/eSCL/ScannerCapabilities", endpoint="capabilities"),
        Rule("/eSCL/ScannerStatus", endpoint="status"),
        Rule("/eSCL/ScanJobs", endpoint="start", methods=["POST"]),
        Rule("/eSCL/ScanJobs/<job>/NextDocument", endpoint="next_page", methods=["GET"]),
        Rule("/eSCL/ScanJobs/<job>", endpoint="cancel", methods=["DELETE"]),
    ]
)


class SimulatedScanner:
    """A WSGI application with one job at a time, like a real device."""

    def __init__(self, feeder: Feeder) -> None:
        self._feeder = feeder
        self._job = ""
        self._stopped = threading.Event()
        self._sheet_is_through = 0.0
        self._settings = JobSettings(300, grey=False, from_feeder=True, width=1, height=1)
        self._glass_done = False

    def __call__(self, environ: dict[str, Any], start: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        answer: Response | HTTPException
        try:
            endpoint, arguments = _ROUTES.bind_to_environ(environ).match()
            answer = getattr(self, f"_{endpoint}")(request, **arguments)
        except HTTPException as error:
            answer = error
        return answer(environ, start)

    def _capabilities(self, _request: Request) -> Response:
        return Response(capabilities(DEVICE_NAME), mimetype="text/xml")

    def _status(self, _request: Request) -> Response:
        text = status(self._feeder.stack(), busy=bool(self._job))
        return Response(text, mimetype="text/xml")

    def _start(self, request: Request) -> Response:
        try:
            self._settings = parse_settings(request.get_data())
        except ValueError as error:
            raise BadRequest from error
        stack = self._feeder.stack()
        if stack.empty or stack.jammed or stack.cover_open:
            return Response(status=409)
        self._job, self._glass_done = uuid4().hex, False
        self._stopped.clear()
        self._sheet_is_through = time.monotonic() + stack.seconds_per_sheet
        return Response(status=201, headers={"Location": f"/eSCL/ScanJobs/{self._job}"})

    def _next_page(self, _request: Request, job: str) -> Response:
        if job != self._job or self._glass_done:
            self._job = ""
            return Response(status=404)
        if self._stopped.wait(max(0.0, self._sheet_is_through - time.monotonic())):
            return Response(status=404)
        self._sheet_is_through += self._feeder.stack().seconds_per_sheet  # the motor does not wait for us
        sheet = self._feeder.take()
        if sheet is None:
            self._job = ""
            stack = self._feeder.stack()
            return Response(status=409 if stack.jammed or stack.cover_open else 404)
        self._glass_done = not self._settings.from_feeder
        return Response(_scan(sheet, self._settings), mimetype="image/jpeg")

    def _cancel(self, _request: Request, job: str) -> Response:
        if job == self._job:
            self._job = ""
            self._stopped.set()
        return Response(status=200)


def _scan(sheet: Path, settings: JobSettings) -> bytes:
    return _ready_made(sheet, settings) or _made(sheet, settings)


def _ready_made(sheet: Path, settings: JobSettings) -> bytes | None:
    """Return a sheet that is what is asked for: a colour JPEG at this resolution, within the region."""
    try:
        with Image.open(sheet) as image:
            known = (image.format, image.mode, round(float(image.info.get("dpi", (0,))[0])))
            fits = image.width <= settings.pixels_wide and image.height <= settings.pixels_high
    except (OSError, ValueError):
        return None
    is_so = known == ("JPEG", "RGB", settings.dpi) and fits and not settings.grey
    return sheet.read_bytes() if is_so else None


def _made(sheet: Path, settings: JobSettings) -> bytes:
    try:
        page = next(open_pages(sheet))
    except ScanningError as error:
        raise BadRequest from error
    image = Image.fromarray(_resampled(page, settings))
    if settings.grey:
        image = image.convert("L")
    out = io.BytesIO()
    image.convert("L" if settings.grey else "RGB").save(
        out, "jpeg", quality=92, dpi=(settings.dpi, settings.dpi)
    )
    return out.getvalue()


def _resampled(page: PageImage, settings: JobSettings) -> cv2.typing.MatLike:
    """Return the sheet at the asked resolution, cut at the asked region like a real device does."""
    pixels: cv2.typing.MatLike = page.pixels
    scale = settings.dpi / page.dpi
    if scale != 1:
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=way)
    return pixels[: settings.pixels_high, : settings.pixels_wide]


_POLL_SECONDS = 0.05


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        pass


def serve(home: Path, *, port: int, ready: Callable[[int], None], until: Callable[[], object]) -> None:
    """Serve the feeder in `home` on loopback until `until` returns.

    Args:
        home: the feeder's folder; locked, so that two scanners never feed one stack.
        port: 0 takes any free one.
        ready: called with the port once the server listens.
        until: blocks as long as the server shall live.
    """
    feeder = Feeder(home)
    with (home / "server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = make_server(
            "127.0.0.1", port, SimulatedScanner(feeder), threaded=True, request_handler=_Quiet
        )
        threading.Thread(target=server.serve_forever, args=(_POLL_SECONDS,), daemon=True).start()
        ready(server.port)
        until()
        server.shutdown()


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()

    def ready(port: int) -> None:
        sys.stdout.write(json.dumps({"port": port}) + "\n")
        sys.stdout.flush()

    serve(options.home, port=options.port, ready=ready, until=lambda: os.read(0, 1))


if __name__ == "__main__":
    main()
