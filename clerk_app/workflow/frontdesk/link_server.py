"""A server for one file: at one address that nobody guesses, for so many downloads and so long.

It speaks the least of HTTP/1.1 (RFC 9112) that a phone needs. Whoever knows the address gets the file; to
everybody else it has nothing, and no time either: a request has a few seconds, an address a few lines.
"""

import asyncio
import contextlib
import hmac
import secrets
import socket
import threading
from collections import Counter
from dataclasses import dataclass, field

_HEAD_BYTES = 8192
_HEADERS = (
    "Cache-Control: no-store",
    "Connection: close",
    "Content-Security-Policy: default-src 'none'; sandbox",
    "Referrer-Policy: no-referrer",
    "X-Content-Type-Options: nosniff",
)
_ENDED = (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
"""However a line ends, nobody here is told: it is the other side's."""


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A PDF for somebody's phone, in memory only."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class LinkLimits:
    """What the server bears.

    Attributes:
        seconds: it lives.
        downloads: it gives, whole ones.
        head_seconds, send_seconds: a request may take, and the file on its way.
        lines, lines_of_one: open at once, altogether and from one address.
    """

    seconds: float
    downloads: int
    head_seconds: float = 5.0
    send_seconds: float = 120.0
    lines: int = 32
    lines_of_one: int = 4


class LinkServer:
    """Serves from the moment it is made, on a thread of its own, until `close` or its limits.

    Raises:
        OSError: nothing can be served at that address.
    """

    def __init__(self, file: OfferedFile, host: str, port: int, limits: LinkLimits) -> None:
        self._file, self._limits = file, limits
        self._path = f"/{secrets.token_urlsafe(16)}".encode("ascii")
        self._left = limits.downloads
        self._open: Counter[str] = Counter()
        self._lines: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._socket = socket.create_server((host, port))
        name, number = self._socket.getsockname()
        self.address = f"http://{name}:{number}{self._path.decode('ascii')}"
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over, self._is_unwanted = threading.Event(), threading.Event()
        self._wish = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="link", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether nobody can download any more."""
        return self._over.is_set()

    @property
    def downloads_left(self) -> int:
        """How often it still can be downloaded."""
        return self._left

    def close(self) -> None:
        """End now, running downloads too; also one that had no time to begin."""
        self._is_unwanted.set()
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # it ended meanwhile
                loop.call_soon_threadsafe(self._wish.set)
        self._thread.join(self._limits.head_seconds)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        finally:
            self._socket.close()
            self._over.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self._is_unwanted.is_set():
            return
        server = await asyncio.start_server(self._meet, sock=self._socket, limit=_HEAD_BYTES)
        async with server:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wish.wait(), self._limits.seconds)
            for writer in self._lines.values():
                writer.transport.abort()
            if self._lines:
                await asyncio.wait(tuple(self._lines))

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = writer.get_extra_info("peername")
        who = peer[0] if peer else ""
        if self._open.total() >= self._limits.lines or self._open[who] >= self._limits.lines_of_one:
            writer.transport.abort()
            return
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio starts this as one
        self._open[who] += 1
        self._lines[task] = writer
        try:
            await self._hear(reader, writer)
        except _ENDED:
            writer.transport.abort()
        finally:
            self._open[who] -= 1
            del self._lines[task]

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(self._limits.head_seconds):  # for all of it: drops do not lengthen it
            head = await reader.readuntil(b"\r\n\r\n")
        async with asyncio.timeout(self._limits.send_seconds):
            await self._answer(head, writer)
            writer.close()
            await writer.wait_closed()

    async def _answer(self, head: bytes, writer: asyncio.StreamWriter) -> None:
        match head.partition(b"\r\n")[0].split(b" "):
            case [b"GET" | b"HEAD" as method, target, b"HTTP/1.1" | b"HTTP/1.0"]:
                pass
            case [_method, _target, b"HTTP/1.1" | b"HTTP/1.0"]:
                await _send(writer, _head("405 Method Not Allowed", 0, "Allow: GET, HEAD"))
                return
            case _:
                await _send(writer, _head("400 Bad Request", 0))
                return
        if not hmac.compare_digest(target, self._path):
            await _send(writer, _head("404 Not Found", 0))
        elif method == b"HEAD":
            await _send(writer, self._good())
        elif self._left <= 0:
            await _send(writer, _head("410 Gone", 0))
        else:
            await self._give(writer)

    async def _give(self, writer: asyncio.StreamWriter) -> None:
        """Count a download before it begins, so that no two take the last one; a broken one counts not."""
        self._left -= 1
        try:
            await _send(writer, self._good() + self._file.data)
        except BaseException:
            self._left += 1
            raise
        if self._left <= 0:
            self._wish.set()

    def _good(self) -> bytes:
        name = f'Content-Disposition: attachment; filename="{self._file.name}"'
        return _head("200 OK", len(self._file.data), "Content-Type: application/pdf", name)


def _head(status: str, length: int, *more: str) -> bytes:
    lines = (f"HTTP/1.1 {status}", *_HEADERS, f"Content-Length: {length}", *more, "", "")
    return "\r\n".join(lines).encode("ascii")


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    """Send everything; return when the system has the last byte."""
    writer.transport.set_write_buffer_limits(0)
    writer.write(data)
    await writer.drain()
