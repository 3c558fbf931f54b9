"""What a site says of its portal: one value, from which every adapter takes what it needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from storage.errors import FileNameRefused, FileTooLarge, FileTypeRefused
from storage.portal.port import SubmissionFile

_MEGABYTE = 1_000_000

Secret = Callable[[], str]
"""Tells a secret when it is needed; raises `SecretMissing` or `KeyringMissing`."""


class PortalKind(StrEnum):
    """How a portal is reached."""

    REST = "rest"
    VXP = "vxp"
    PACKAGE = "package"


class FileTransfer(StrEnum):
    """How a file service takes files."""

    TUS = "tus"
    PUT = "put"


@dataclass(frozen=True, slots=True)
class PortalLimits:
    """What a portal takes.

    Attributes:
        file_bytes: a file's length at most; 0 for any.
        warn_bytes: what is longer is taken, but not liked.
        media_types: of files.
        name_rule: a regular expression that the whole name of a file keeps.
    """

    file_bytes: int = 100 * _MEGABYTE
    warn_bytes: int = 20 * _MEGABYTE
    media_types: tuple[str, ...] = ("application/pdf",)
    name_rule: str = r"[A-Za-z0-9._-]{1,50}"

    def takes_name(self, name: str) -> bool:
        """Tell whether a file may be called `name`."""
        return re.fullmatch(self.name_rule, name) is not None

    def takes_bytes(self, count: int) -> bool:
        """Tell whether a file may be so long."""
        return not self.file_bytes or count <= self.file_bytes

    def require(self, file: SubmissionFile) -> None:
        """Do nothing if the portal takes such a file.

        Raises:
            FileTooLarge, FileTypeRefused, FileNameRefused.
        """
        if not self.takes_bytes(file.bytes):
            raise FileTooLarge(file.name, file.bytes, self.file_bytes)
        if file.media_type not in self.media_types:
            raise FileTypeRefused(file.name)
        if not self.takes_name(file.name):
            raise FileNameRefused(file.name)


@dataclass(frozen=True, slots=True)
class TlsMeans:
    """How the two sides know each other.

    Attributes:
        authorities: PEM file of those trusted instead of the system's.
        certificate: PEM file that shows who we are.
        key: PEM file of its key, None where the certificate's file holds it.
        passphrase: of that key.
    """

    authorities: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    passphrase: Secret | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class FileService:
    """Where files lie for a portal that fetches them; an empty `url` stands for the portal itself."""

    url: str = ""
    transfer: FileTransfer = FileTransfer.TUS


@dataclass(frozen=True, slots=True)
class PortalAccount:
    """Whom a portal lets in: `destination` is its `dstcode`, `unit` the centre's `madonvi`."""

    user: str = ""
    destination: str = ""
    unit: str = ""
    password: Secret | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PortalProfile:
    """A portal as a site describes it; no answer within `timeout_seconds` counts as unreachable."""

    kind: PortalKind
    url: str
    timeout_seconds: float = 30.0
    limits: PortalLimits = field(default_factory=PortalLimits)
    tls: TlsMeans = field(default_factory=TlsMeans)
    files: FileService = field(default_factory=FileService)
    account: PortalAccount = field(default_factory=PortalAccount)
