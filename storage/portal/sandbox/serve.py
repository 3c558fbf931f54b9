"""Run the sandbox portal on this machine until it is told to end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server

from storage.clock import Clock, SystemClock
from storage.disk import make_folder
from storage.errors import HomeInUse
from storage.lock import locked
from storage.portal.sandbox.app import SandboxApp
from storage.portal.sandbox.model import Faults, Judge, Limits, Place, Queue, VxpRules, Ward
from storage.portal.sandbox.openapi import openapi_app
from storage.portal.sandbox.store import StoreApp
from storage.portal.sandbox.vxp import VxpApp

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

_HANDOVER_SECONDS = 10.0
_LIMITS = Limits()
_NO_FAULTS = Faults()
_WARD = Ward()
_VXP = VxpRules()
_log = logging.getLogger(__name__)


def _nobody(_code: str) -> Place | None:
    """The queue of a portal that knows no hall."""
    return None


def serve(
    home: Path,
    *,
    judge: Judge,
    port: int = 0,
    ready: Callable[[str], object],
    until: Callable[[], object],
    limits: Limits = _LIMITS,
    faults: Faults = _NO_FAULTS,
    clock: Clock | None = None,
    ward: Ward = _WARD,
    vxp: VxpRules = _VXP,
    queue: Queue = _nobody,
    handover_seconds: float = _HANDOVER_SECONDS,
) -> None:
    """Serve from `home` on 127.0.0.1 until `until` returns; `ready` gets the address when it listens.

    `until` blocks: `sys.stdin.buffer.read` ends the portal with the process that started it,
    `threading.Event().wait` when the event is set. Port 0 takes any free one.

    Raises:
        HomeInUse: another portal did not leave `home` within ten seconds.
        OSError: the port is taken.
    """
    make_folder(home)
    try:
        with locked(home / "portal.lock", wait_seconds=handover_seconds):
            time = clock or SystemClock()
            rest = SandboxApp(home, judge, limits, faults, time, ward, queue)
            beside: dict[str, WSGIApplication] = {
                "/openapi.json": openapi_app,
                "/store": StoreApp(home, limits),
                "/vxp": VxpApp(home, judge, limits, faults, time, vxp),
            }
            with closing(rest):
                _run(DispatcherMiddleware(rest, beside), port, ready, until)
    except TimeoutError as error:
        raise HomeInUse(home) from error


def _run(
    app: WSGIApplication, port: int, ready: Callable[[str], object], until: Callable[[], object]
) -> None:
    with make_server("127.0.0.1", port, app, threaded=True, request_handler=_Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            ready(f"http://127.0.0.1:{server.server_port}")
            until()
        finally:
            server.shutdown()
            thread.join()


class _Handler(WSGIRequestHandler):
    """Keeps request lines out of the log above debug level, and idle connections out of the way."""

    timeout = 30.0

    def connection_dropped(
        self,
        error: BaseException,  # noqa: ARG002
        environ: WSGIEnvironment | None = None,  # noqa: ARG002
    ) -> None:
        """Close what was cut: the rest of its body would be read as the next request."""
        self.close_connection = True

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002, ARG002
        _log.debug(message.rstrip(), *args)
