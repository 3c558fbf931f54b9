"""What stands in where a home names no scanner, token or portal: the demonstration's, on loopback."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from clerk_app.child_server import ChildServer
from clerk_app.paths import Home
from scanning.device.simulated.capabilities import DEVICE_NAME
from scanning.device.simulated.feeder import Feeder

if TYPE_CHECKING:  # loaded when they are called: see clerk_app.adapters
    from scanning.device.port import Scanner
    from signing.demonstration import DemonstrationAuthority


class Embedded:
    """The embedded defaults of one home: scanner, authority with tokens, portal; each started when used."""

    def __init__(self, home: Home) -> None:
        folder = home.demonstration
        self.feeder_folder = folder / "scanner"
        self.authority_folder = folder / "authority"
        self._sane_folder = folder / "sane"
        self._opening = Lock()
        self._scanner = ChildServer(
            "scanner", ["scanning.device.simulated.server", str(self.feeder_folder)], home.logs
        )
        self._services = ChildServer(
            "authority", ["signing.demonstration.serve", str(self.authority_folder)], home.logs
        )
        places = [str(folder / "portal"), str(self.authority_folder), "--workstation", str(home.root)]
        self._portal = ChildServer("portal", ["clerk_app.sandbox", *places], home.logs)

    def start(self) -> None:
        """Start every server at once, without waiting, for a run that will need them all."""
        self.authority()
        for server in (self._scanner, self._services, self._portal):
            server.start()

    def authority(self) -> DemonstrationAuthority:
        """Return the demonstration authority, made on first use by whichever thread comes first."""
        with self._opening:
            return self._authority()

    @cache  # noqa: B019 - one object per process, and it lives as long
    def _authority(self) -> DemonstrationAuthority:
        from signing.demonstration import DemonstrationAuthority

        return DemonstrationAuthority.create(self.authority_folder)

    def feeder(self) -> Feeder:
        """Return the simulated scanner's paper tray, for the hands of whoever plays with it."""
        return Feeder(self.feeder_folder)

    def scanner(self) -> Scanner:
        """Return the simulated network scanner, reached through SANE and sane-airscan."""
        from scanning.device.sane.network import devices_at

        address = f"http://127.0.0.1:{self._scanner.port}/eSCL"
        return devices_at(address, DEVICE_NAME, self._sane_folder).scanner(DEVICE_NAME)

    def services(self) -> DemonstrationAuthority:
        """Return the authority with its OCSP, CRL and time stamp services listening."""
        authority = self.authority()
        _ = self._services.port
        return authority

    def portal_url(self) -> str:
        """Return where the sandbox portal listens."""
        self.authority()
        return f"http://127.0.0.1:{self._portal.port}"

    def stop(self) -> None:
        """End every server, all at once."""
        servers = (self._scanner, self._services, self._portal)
        for server in servers:
            server.release()
        for server in servers:
            server.stop()
