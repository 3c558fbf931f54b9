"""What a first start finds around the workstation, as a test wants it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from clerk_app.surroundings import FoundScanner
from scanning.errors import NoScanner
from signing.model import CertificateFacts, Fingerprint
from storage.errors import PortalUnreachable

_DAY = datetime(2030, 1, 2, tzinfo=UTC)
CERTIFICATE = CertificateFacts(Fingerprint("a" * 64), "Nguyễn Thị Lan", "", "1", _DAY, _DAY, False, "CA")


@dataclass
class Around:
    """One scanner and one certificate, and the portals that answer."""

    found: tuple[FoundScanner, ...] = (FoundScanner("escl:1", "Brother ADS"),)
    plugged: tuple[CertificateFacts, ...] = (CERTIFICATE,)
    answering: set[str] = field(default_factory=set)

    def scanners(self) -> tuple[FoundScanner, ...]:
        if not self.found:
            raise NoScanner("SANE")
        return self.found

    def certificates(self) -> tuple[CertificateFacts, ...]:
        return self.plugged

    def ask_portal(self, url: str) -> None:
        if url not in self.answering:
            raise PortalUnreachable(url)
