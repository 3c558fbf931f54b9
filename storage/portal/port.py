"""The port to a portal: dossiers and their steps out, answers back, and a look at what it has of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from storage.model import Channel, DossierCode, DossierStatus, Person, Report


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
class PortalStep:
    """A step of a dossier as portals are told of it.

    Attributes:
        number: counts within the dossier from 1 and never changes: what was told twice is one step.
        status: where the dossier stood after it, by the national numbers.
        by: who took it: an official's name or account.
        unit: whose work it is; the centre or the office it went to.
        content: what was done, for the applicant to read: the reason, and the papers to add.
    """

    number: int
    status: DossierStatus
    at: datetime
    due_at: datetime
    by: str
    unit: str
    content: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Holding:
    """What a portal has of a dossier.

    `files` are SHA-256 digests, None where a portal does not tell them; `steps` is the number of the last
    step it was told, 0 for none, None where it does not tell.
    """

    dossier: DossierCode
    receipt: str
    status: DossierStatus
    steps: int | None
    files: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class PortalState:
    """What a look at the portal showed.

    Attributes:
        detail: the name it gives itself, or the error's class name.
        reason: what the error says beside its class.
        seen_at: what its clock said, to the second; None where it did not say.
        certificate_until: when the certificate that it showed ends; None without TLS.
    """

    url: str
    reachable: bool
    detail: str
    reason: str = ""
    seen_at: datetime | None = None
    certificate_until: datetime | None = None


def unseen(url: str, error: Exception) -> PortalState:
    """Return the state of a portal at which looking gave an error."""
    return PortalState(
        url, reachable=False, detail=type(error).__name__, reason=str(getattr(error, "reason", ""))
    )


class Portal(Protocol):
    """Carries submissions to a portal."""

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        """Send the files and then the dossier; the same `key` gives the same answer, and one dossier.

        Reports stage `upload` in bytes, then stage `submit` in dossiers.

        Raises:
            PortalUnreachable: nothing is decided; the same call later takes up where this one ended.
            PortalProtocol: the answer makes no sense.
        """

    def tell(self, dossier: DossierCode, steps: Sequence[PortalStep], *, key: str) -> PortalAnswer:
        """Tell the steps of a dossier that the portal accepted; what it was told before does no harm.

        Raises:
            PortalUnreachable: not all of them may have come; the same call again does no harm.
            PortalProtocol: the answer makes no sense.
        """

    def withdraw(self, dossier: DossierCode, *, receipt: str, reason: str, key: str) -> PortalAnswer:
        """Take back what the portal accepted under `receipt`; a later submission is a new one.

        Raises:
            PortalUnreachable: nothing is decided; the same call later gets the answer.
            PortalProtocol: the answer makes no sense.
        """

    def held(self, dossiers: Sequence[DossierCode]) -> tuple[Holding, ...]:
        """Return what the portal has of these dossiers, accepted and not withdrawn; at most 50 at once.

        Raises:
            PortalUnreachable, PortalProtocol.
        """

    def check(self) -> PortalState:
        """Look whether the portal answers; never raises for a portal that does not."""
