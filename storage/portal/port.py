"""The port to a portal: one submission out, one answer back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from storage.model import Channel, DossierCode, Person, Report


class PortalStatus(StrEnum):
    """A portal's final word on a submission."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SubmissionFile:
    """A file to send; `sha256` in lower-case hexadecimal, `bytes` its length.

    `component` is the code of the paper it holds, None for a decision.
    """

    name: str
    path: Path
    sha256: str
    bytes: int
    component: str | None
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Submission:
    """A dossier as the portal gets it.

    `replaces` is the receipt number of what the portal has of it already: the new files take the place of
    those, under the same receipt.
    """

    dossier: DossierCode
    procedure_code: str
    procedure_name: str
    applicant: Person
    channel: Channel
    received_at: datetime
    due_at: datetime
    files: tuple[SubmissionFile, ...]
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class PortalAnswer:
    """The portal's word: a receipt number on acceptance, reasons on refusal, and the raw text either way."""

    status: PortalStatus
    receipt: str | None
    reasons: tuple[str, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class PortalState:
    """What a look at the portal showed; `detail` is the name it gives itself, or the error's class name."""

    url: str
    reachable: bool
    detail: str


class Portal(Protocol):
    """Carries submissions to a portal."""

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        """Send the files and then the dossier; the same `key` gives the same answer, and one dossier.

        Reports stage `upload` in bytes, then stage `submit` in dossiers.

        Raises:
            PortalUnreachable: nothing is decided; the same call later takes up where this one ended.
            PortalProtocol: the answer makes no sense.
        """

    def check(self) -> PortalState:
        """Look whether the portal answers; never raises for a portal that does not."""
