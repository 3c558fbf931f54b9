"""Portals that answer nonsense, whatever they are asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def portal_that_says(answer: Callable[[Request], Response]) -> Iterator[str]:
    """Yield the address of a server that gives `answer` to everything."""

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return answer(Request(environ))(environ, start_response)

    with make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
