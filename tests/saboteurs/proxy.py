"""A line between client and server that breaks where chance says: cut, choked, answered by somebody else."""

from __future__ import annotations

import random
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto

_PIECE_BYTES = 4096
_DRIP_BYTES = 7
_MOST_BYTES_BEFORE_A_CUT = 60_000


class Trouble(Enum):
    """What happens to one connection."""

    NONE = auto()
    CUT_ON_THE_WAY_THERE = auto()
    CUT_ON_THE_WAY_BACK = auto()
    UNAVAILABLE = auto()
    HALF_AN_ANSWER = auto()
    DRIPPING = auto()


_NEVER_THERE = {
    Trouble.UNAVAILABLE: b"HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    Trouble.HALF_AN_ANSWER: b"HTTP/1.1 200 OK\r\nContent-Le",
}
_WEIGHTS = (8, 2, 2, 1, 1, 1)


@dataclass(frozen=True)
class Plan:
    """The fate of one connection: `after_bytes` of the troubled direction go through."""

    trouble: Trouble
    after_bytes: int


class Line:
    """Gives each connection its fate, from a seed."""

    def __init__(self, seed: int, target_port: int) -> None:
        self.target_port = target_port
        self.broken = 0
        self._chance = random.Random(seed)  # noqa: S311 - faults, not secrets
        self._lock = threading.Lock()

    def next_plan(self) -> Plan:
        with self._lock:
            (trouble,) = self._chance.choices(list(Trouble), _WEIGHTS)
            self.broken += trouble is not Trouble.NONE
            return Plan(trouble, self._chance.randint(1, _MOST_BYTES_BEFORE_A_CUT))


@contextmanager
def breaking_line(target_port: int, seed: int) -> Iterator[tuple[str, Line]]:
    """Yield the address of a line to a port of this machine, and the line."""
    line = Line(seed, target_port)

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
    with socket.create_connection(("127.0.0.1", line.target_port)) as server:
        there = _limit(plan, Trouble.CUT_ON_THE_WAY_THERE)
        back = _limit(plan, Trouble.CUT_ON_THE_WAY_BACK)
        drip = plan.trouble is Trouble.DRIPPING
        upstream = threading.Thread(target=_pump, args=(client, server, there), daemon=True)
        upstream.start()
        _pump(server, client, back, drip=drip)
        upstream.join()


def _limit(plan: Plan, trouble: Trouble) -> int | None:
    return plan.after_bytes if plan.trouble is trouble else None


def _pump(source: socket.socket, target: socket.socket, limit: int | None, *, drip: bool = False) -> None:
    """Carry bytes until one side ends or `limit` is through; then end both ways."""
    sent = 0
    with suppress(OSError):
        while piece := source.recv(_DRIP_BYTES if drip else _PIECE_BYTES):
            allowed = piece if limit is None else piece[: limit - sent]
            target.sendall(allowed)
            sent += len(allowed)
            if limit is not None and sent >= limit:
                break
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
