"""Who is sending an entry: a run in a process on a machine."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Owner:
    """One delivery run; `nonce` tells the runs of one process apart."""

    host: str
    process: int
    nonce: str

    @classmethod
    def new(cls) -> Self:
        """Return an owner for a run of this process."""
        return cls(socket.gethostname(), os.getpid(), secrets.token_hex(8))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the owner that `str` wrote."""
        host, process, nonce = text.rsplit(":", 2)
        return cls(host, int(process), nonce)

    def __str__(self) -> str:
        return f"{self.host}:{self.process}:{self.nonce}"

    def is_dead(self) -> bool:
        """Tell whether the process surely is gone; one on another machine never surely is."""
        if self.host != socket.gethostname():
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False
