"""What every use case works with: one frozen value of ready services."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clerk_app.paths import Home
from clerk_app.settings import Settings
from clerk_app.workflow.office import Office
from clerk_app.workflow.rights import ANYBODY, Actor
from signing.model import CertificateFacts, Fingerprint, Role
from storage.clock import Clock
from storage.database import Storage

if TYPE_CHECKING:  # the services are loaded when they are called: see clerk_app.adapters
    from scanning.device.port import Scanner
    from signing.keys.port import KeySource
    from signing.timestamp import TimestampService
    from signing.trust import TrustStore
    from storage.portal.filings import FilingSource
    from storage.portal.port import Portal


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signs: the account's certificate, and where its key is.

    `demonstration` is what the certificate says of itself: its signatures have no legal effect.
    """

    role: Role
    name: str
    title: str
    keys: KeySource
    fingerprint: Fingerprint
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """The ready services of one workstation.

    Those that take time to start (a scanner search, a token, a server) are functions, called when needed.
    `signatory` gives who signs in a role with the workstation's own certificate, `bearer` who signs with one
    that is named; `plugged` the certificates on the tokens that are plugged in. `filings` gives None where
    the connection to the portal brings no online dossiers.
    """

    settings: Settings
    folders: Home
    clock: Clock
    office: Office
    storage: Storage
    scanner: Callable[[], Scanner]
    signatory: Callable[[Role], Signatory]
    bearer: Callable[[Role, Fingerprint], Signatory]
    trust: Callable[[], TrustStore]
    timestamps: Callable[[], TimestampService | None]
    portal: Callable[[], Portal]
    filings: Callable[[], FilingSource | None]
    plugged: Callable[[], tuple[CertificateFacts, ...]]
    reading: Executor
    actor: Actor = ANYBODY
