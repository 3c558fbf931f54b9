"""OCSP, CRL and time stamps of the demonstration on the loopback.

As a program (``python -m signing.demonstration.serve HOME``) it prints ``{"port": N}`` when it is ready and
ends when its standard input does, and so with its parent, however that one ends.
"""

import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import CertomancerConfig
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from signing.demonstration.authority import DemonstrationAuthority
from signing.errors import AuthorityDamaged, PortTaken

_HOST = "127.0.0.1"


class QuietHandler(WSGIRequestHandler):
    """Answers without a line per request on standard error."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


def serve(home: Path, *, ready: Callable[[int], None], until: Callable[[], object]) -> None:
    """Serve until ``until`` returns.

    Args:
        home: where `DemonstrationAuthority.create` was.
        ready: called once with the port, when requests are answered.
        until: blocks for as long as the services are wanted.

    Raises:
        AuthorityDamaged: no whole authority in the home.
        PortTaken: another program listens on the port that the certificates name.
    """
    server = _server(DemonstrationAuthority.open(home))
    thread = Thread(target=server.serve_forever, name="demonstration-services")
    thread.start()
    try:
        ready(server.port)
        until()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _server(authority: DemonstrationAuthority) -> BaseWSGIServer:
    configuration = CertomancerConfig(
        authority.recipe, key_search_dir=str(authority.home), lazy_load_keys=True
    )
    animator = Animator(
        AnimatorArchStore(configuration.pki_archs), with_web_ui=False, allow_time_override=False
    )
    # werkzeug ends the process when the port is taken, so the socket is bound here
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with listening:
        try:
            listening.bind((_HOST, authority.port))
            listening.listen(64)
        except OSError as cause:
            raise PortTaken(authority.port) from cause
        handle = os.dup(listening.fileno())
    return make_server(
        _HOST, authority.port, animator, threaded=True, request_handler=QuietHandler, fd=handle
    )


def main(home: Path) -> int:
    """Run as a program; a fault is one JSON line ``{"error": NAME}`` and status 4."""
    try:
        serve(home, ready=lambda port: _say({"port": port}), until=sys.stdin.buffer.read)
    except (AuthorityDamaged, PortTaken) as fault:
        _say({"error": type(fault).__name__})
        return 4
    return 0


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
