"""Servers that write what they want, byte by byte, in the clear or over TLS."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

Speak = Callable[[socket.socket], None]


@contextmanager
def raw_server(speak: Speak, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Yield the port of a server that reads a request's head and then lets `speak` write; until the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ended = threading.Event()
        thread = threading.Thread(target=_serve, args=(listener, speak, tls, ended))
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            ended.set()
            with closing(socket.create_connection(listener.getsockname())):
                pass
            thread.join()


def _serve(listener: socket.socket, speak: Speak, tls: ssl.SSLContext | None, ended: threading.Event) -> None:
    while True:
        connection, _address = listener.accept()
        with connection:
            if ended.is_set():
                return
            with suppress(OSError):  # the client hangs up, as it should
                _answer(connection, speak, tls)


def _answer(connection: socket.socket, speak: Speak, tls: ssl.SSLContext | None) -> None:
    connection.settimeout(10)
    if tls is None:
        _read_head(connection)
        speak(connection)
        return
    with tls.wrap_socket(connection, server_side=True) as secure:
        _read_head(secure)
        speak(secure)


def _read_head(connection: socket.socket) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        part = connection.recv(4096)
        if not part:
            raise ConnectionError
        head += part
