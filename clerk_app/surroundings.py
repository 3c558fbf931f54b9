"""What is found around a workstation that is not set up yet: scanners, tokens, a portal."""

from dataclasses import dataclass, replace
from typing import Protocol

from clerk_app.adapters import plugged_certificates, portal_of
from clerk_app.embedded import Embedded
from clerk_app.settings import Settings
from scanning.device.sane.scanner import SaneDevices
from signing.model import CertificateFacts
from storage.errors import PortalUnreachable


@dataclass(frozen=True, slots=True)
class FoundScanner:
    """A scanner that answers; `name` goes into the settings."""

    name: str
    label: str


class Surroundings(Protocol):
    """Where a first start looks around."""

    def scanners(self) -> tuple[FoundScanner, ...]:
        """Return the scanners that answer.

        Raises:
            ScanningError: none can be asked.
        """

    def certificates(self) -> tuple[CertificateFacts, ...]:
        """Return the certificates on tokens that are plugged in."""

    def ask_portal(self, url: str) -> None:
        """Look whether a portal answers.

        Raises:
            StorageError: it does not, and why.
        """


class RealSurroundings:
    """This computer, its cables and its network."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def scanners(self) -> tuple[FoundScanner, ...]:
        """See `Surroundings`."""
        found = SaneDevices().scanners()
        return tuple(FoundScanner(each.name, f"{each.vendor} {each.model}".strip()) for each in found)

    def certificates(self) -> tuple[CertificateFacts, ...]:
        """See `Surroundings`; a driver that does not work stops nothing."""
        return plugged_certificates()

    def ask_portal(self, url: str) -> None:
        """See `Surroundings`."""
        settings = replace(self._settings, portal=replace(self._settings.portal, url=url))
        state = portal_of(settings, Embedded(settings.folders)).check()
        if not state.reachable:
            raise PortalUnreachable(state.url)
