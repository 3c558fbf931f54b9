"""The nouns of the sandbox portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge of signatures says of a PDF; `reason` is empty when nothing is wrong."""

    signed: bool
    intact: bool
    level: str
    reason: str


Judge = Callable[[Path], Judgement]
"""Judges the signatures of a file; handed in, because storage knows nothing of signing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the portal takes: `file_bytes` at most, a warning above `warn_bytes`.

    `least_level` is the lowest level of signatures (B-B, B-T, B-LT, B-LTA), empty for any. Unless `checks`,
    files are taken for what they are said to be, to measure what looking costs.
    """

    file_bytes: int = 100 * _MEGABYTE
    warn_bytes: int = 20 * _MEGABYTE
    media_types: tuple[str, ...] = ("application/pdf",)
    least_level: str = ""
    checks: bool = True


@dataclass(frozen=True, slots=True)
class Faults:
    """How to misbehave, for tests.

    `cut_upload_after`: the connection is cut once, when that many bytes of uploads came in.
    `unavailable_submissions`: so many submissions are answered 503 first.
    `dropped_answers`: so many submissions are decided, but their answers never leave.
    `ended_sessions`: so many requests find that their session has ended (VXP).
    """

    cut_upload_after: int | None = None
    unavailable_submissions: int = 0
    dropped_answers: int = 0
    ended_sessions: int = 0


@dataclass(frozen=True, slots=True)
class VxpRules:
    """Whom the VXP side lets in, for how long, and from where it fetches files beside its own services.

    User and password are those of the demonstration: nothing real is behind them.
    """

    user: str = "clerk"
    password: str = field(default="thu-nghiem", repr=False)
    destination: str = "VN:GOV:000.00.00.G22:vpcpdvcprovider"
    unit: str = "H92.01.13"
    session_minutes: int = 30
    file_services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in; `bytes` is its length when whole."""

    id: str
    key: str
    sha256: str
    name: str
    media_type: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A submission as it came in: `files` are its entries, checked for their types only.

    `replaces` is the receipt of the one whose place it takes.
    """

    code: str
    body: dict[str, Any]
    files: tuple[dict[str, Any], ...]
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to a key, the same for ever: HTTP status and JSON text."""

    http_status: int
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a dossier as it was told: `status` by the national numbers, times in ISO 8601."""

    number: int
    status: int
    at: str
    due_at: str
    who: str
    unit: str
    content: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is taken back, and why."""

    receipt: str
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier as the portal knows it: what was submitted or filed, and the steps it was told."""

    code: str
    receipt: str
    body: dict[str, Any]
    steps: tuple[Step, ...]
    filed_online: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A procedure that citizens can file online here; `papers` are its components' codes and names."""

    code: str
    name: str
    papers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ward:
    """For whom the sandbox takes online dossiers: the code its dossiers begin with, and what it offers.

    A page that shows a queue number is asked for again after `refresh_seconds`.
    """

    agency: str = "H92.01.13"
    name: str = "Trung tâm Phục vụ hành chính công phường An Bình"
    services: tuple[Service, ...] = ()
    refresh_seconds: int = 15


@dataclass(frozen=True, slots=True)
class Place:
    """A queue number as whoever holds its paper may see it; nobody's name stands here.

    Attributes:
        state: "waiting", "called", "skipped" or "finished".
        before: how many are called before it.
        counter: that called it, empty before.
        appointed: when it is wanted, as it is said, on a day still to come; else empty.
    """

    number: str
    service: str
    state: str
    before: int
    counter: str
    appointed: str = ""


Queue = Callable[[str], Place | None]
"""Tells how the ticket with a code stands; None for whatever is no ticket of the hall."""
