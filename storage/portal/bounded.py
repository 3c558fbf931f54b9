"""Connections on which an answer has to end in time, however slowly it drips."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

_LEAST_BYTES_PER_SECOND = 10_000
"""Of a download: who sends less keeps a counter waiting."""


class BoundedTransport(httpx.HTTPTransport):
    """An answer ends within `answer_seconds` after the last byte sent, and a second for 10 kB received."""

    def __init__(self, answer_seconds: float, *, verify: ssl.SSLContext, proxy: str | None) -> None:
        super().__init__(verify=verify, proxy=proxy)
        # httpx lets nobody choose how its connections read
        self._pool._network_backend = _Network(self._pool._network_backend, answer_seconds)


class _Network(httpcore.NetworkBackend):
    def __init__(self, network: httpcore.NetworkBackend, answer_seconds: float) -> None:
        self._network = network
        self._answer_seconds = answer_seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._network.connect_tcp(host, port, timeout, local_address, socket_options)
        return _Stream(stream, self._answer_seconds)

    def sleep(self, seconds: float) -> None:
        self._network.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, answer_seconds: float) -> None:
        self._stream = stream
        self._answer_seconds = answer_seconds
        self._sent_at = time.monotonic()
        self._received_bytes = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        allowed = self._answer_seconds + self._received_bytes / _LEAST_BYTES_PER_SECOND
        left = self._sent_at + allowed - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        data = self._stream.read(max_bytes, left if timeout is None else min(timeout, left))
        self._received_bytes += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)
        self._sent_at, self._received_bytes = time.monotonic(), 0

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._answer_seconds)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
