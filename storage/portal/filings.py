"""The port to dossiers that people filed online: what came in since, and the files of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from storage.model import DossierCode, Person, Report


@dataclass(frozen=True, slots=True)
class FiledFile:
    """An attachment as the portal announces it; `name` is as its sender called it, and never a path here."""

    component: str
    name: str = field(repr=False)
    sha256: str
    bytes: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A dossier that somebody filed online, or a supplement to it: then with the files added.

    `place` is where it stands in the portal's order; asking after it goes on behind.
    """

    code: DossierCode
    receipt: str
    place: str
    procedure_code: str
    procedure_name: str
    applicant: Person
    filed_at: datetime
    files: tuple[FiledFile, ...]


class FilingSource(Protocol):
    """Where online dossiers come from."""

    @property
    def name(self) -> str:
        """Which source it is, for the place that was reached in it."""

    def filed(self, after: str) -> tuple[Filing, ...]:
        """Return the next filings behind the place `after` (empty: the beginning), none at the end.

        Raises:
            PortalUnreachable, PortalProtocol.
        """

    def fetch(self, filing: Filing, file: FiledFile, target: Path, report: Report) -> None:
        """Write the bytes of an attachment to `target`, no more than were announced.

        Reports stage `download` in bytes.

        Raises:
            PortalUnreachable: not all of it came.
            PortalProtocol: it is longer than announced, or not there.
        """
