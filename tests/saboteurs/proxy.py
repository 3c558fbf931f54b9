"""A line between client and server that breaks where chance says: cut, choked, answered by somebody else."""

from __future__ import annotations

import random
import re
import socket
import socketserver
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto

_PIECE_BYTES = 4096
_DRIP_BYTES = 7
_MOST_BYTES_BEFORE_A_CUT = 60_000
_PATIENCE_SECONDS = 2.0
_LATE_BY = 3
"""So many requests that are late wait in the line before the first of them arrives."""


class Trouble(Enum):
    """What happens to one connection."""

    NONE = auto()
    CUT_ON_THE_WAY_THERE = auto()
    CUT_ON_THE_WAY_BACK = auto()
    UNAVAILABLE = auto()
    BUSY = auto()
    LOGIN_PAGE = auto()
    HALF_AN_ANSWER = auto()
    DRIPPING = auto()
    DUPLICATED = auto()
    LATE = auto()
    ONE_BYTE_WRONG = auto()


_NEVER_THERE = {
    Trouble.UNAVAILABLE: b"HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    Trouble.BUSY: b"HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    Trouble.LOGIN_PAGE: b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>",
    Trouble.HALF_AN_ANSWER: b"HTTP/1.1 200 OK\r\nContent-Le",
}
_WEIGHTS = (8, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1)


@dataclass(frozen=True)
class Plan:
    """The fate of one connection: `after_bytes` of the troubled direction go through."""

    trouble: Trouble
    after_bytes: int


class Line:
    """Gives each connection its fate, from a seed."""

    def __init__(self, seed: int, target_port: int, spared: frozenset[Trouble]) -> None:
        self.target_port = target_port
        self._weights = [
            0 if trouble in spared else weight for trouble, weight in zip(Trouble, _WEIGHTS, strict=True)
        ]
        self.broken = 0
        self._chance = random.Random(seed)  # noqa: S311 - faults, not secrets
        self._lock = threading.Lock()
        self._held: deque[bytes] = deque()

    def hold_back(self, request: bytes) -> None:
        """Let a request arrive behind the next few connections."""
        with self._lock:
            self._held.append(request)

    def ask(self, request: bytes) -> bytes:
        """Bring one request to the server, and return what it answers until it pauses."""
        with socket.create_connection(("127.0.0.1", self.target_port), timeout=_PATIENCE_SECONDS) as server:
            server.sendall(request)
            server.shutdown(socket.SHUT_WR)
            answer = b""
            with suppress(TimeoutError):
                while piece := server.recv(_PIECE_BYTES):
                    answer += piece
            return answer

    def next_plan(self) -> Plan:
        self._bring_what_is_late()
        with self._lock:
            (trouble,) = self._chance.choices(list(Trouble), self._weights)
            self.broken += trouble is not Trouble.NONE
            return Plan(trouble, self._chance.randint(1, _MOST_BYTES_BEFORE_A_CUT))

    def _bring_what_is_late(self) -> None:
        with self._lock:
            late = self._held.popleft() if len(self._held) > _LATE_BY else None
        if late is not None:
            with suppress(OSError):
                self.ask(late)


@contextmanager
def breaking_line(
    target_port: int, seed: int, *, spared: frozenset[Trouble] = frozenset()
) -> Iterator[tuple[str, Line]]:
    """Yield the address of a line to a port of this machine, and the line; it has no trouble of `spared`."""
    line = Line(seed, target_port, spared)

    class Connection(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                _carry(self.request, line)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Connection) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", line
        finally:
            server.shutdown()
            thread.join()


def _carry(client: socket.socket, line: Line) -> None:
    plan = line.next_plan()
    if plan.trouble in _NEVER_THERE:
        client.recv(_PIECE_BYTES)
        client.sendall(_NEVER_THERE[plan.trouble])
        return
    if plan.trouble in (Trouble.DUPLICATED, Trouble.LATE):
        _replay(client, line, late=plan.trouble is Trouble.LATE)
        return
    with socket.create_connection(("127.0.0.1", line.target_port)) as server:
        there = _limit(plan, Trouble.CUT_ON_THE_WAY_THERE)
        back = _limit(plan, Trouble.CUT_ON_THE_WAY_BACK)
        drip = plan.trouble is Trouble.DRIPPING
        wrong = plan.trouble is Trouble.ONE_BYTE_WRONG
        upstream = threading.Thread(
            target=_pump, args=(client, server, there), kwargs={"wrong": wrong}, daemon=True
        )
        upstream.start()
        _pump(server, client, back, drip=drip)
        upstream.join()


def _limit(plan: Plan, trouble: Trouble) -> int | None:
    return plan.after_bytes if plan.trouble is trouble else None


def _replay(client: socket.socket, line: Line, *, late: bool) -> None:
    """Bring one small request twice; a late one after its sender gave up, behind what was sent since."""
    request = _whole_request(client)
    if late:
        line.hold_back(request)
        return
    for _time in range(2):
        answer = line.ask(request)
    client.sendall(answer)


def _whole_request(client: socket.socket) -> bytes:
    request = b""
    while (head := request.find(b"\r\n\r\n")) < 0 or len(request) < head + 4 + _length(request[:head]):
        piece = client.recv(_PIECE_BYTES)
        if not piece:
            break
        request += piece
    return request


def _length(head: bytes) -> int:
    found = re.search(rb"(?im)^content-length: *([0-9]+)", head)
    return int(found[1]) if found else 0


def _pump(
    source: socket.socket,
    target: socket.socket,
    limit: int | None,
    *,
    drip: bool = False,
    wrong: bool = False,
) -> None:
    """Carry bytes until one side ends or `limit` is through; then end both ways.

    A `wrong` line changes a byte in the middle of what an upload carries: HTTP itself would not notice.
    """
    sent = 0
    with suppress(OSError):
        while piece := source.recv(_DRIP_BYTES if drip else _PIECE_BYTES):
            if wrong and sent and b" /" not in piece:
                piece, wrong = bytes([piece[0] ^ 1]) + piece[1:], False
            allowed = piece if limit is None else piece[: limit - sent]
            target.sendall(allowed)
            sent += len(allowed)
            if limit is not None and sent >= limit:
                break
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
