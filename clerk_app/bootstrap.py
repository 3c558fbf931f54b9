"""The composition root: settings in, a desk of ready services out; alone in naming the real adapters."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from threading import Lock

from clerk_app.embedded import EmbeddedServer
from clerk_app.logs import start_log
from clerk_app.paths import SITE_TRUST, Home
from clerk_app.portal_profile import kind_of, profile_of
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk, Signatory
from clerk_app.workflow.office import Office
from scanning.device.port import Scanner
from scanning.device.sane.network import devices_at, is_address
from scanning.device.sane.scanner import SaneDevices
from scanning.device.simulated.feeder import Feeder
from scanning.device.simulated.server import DEVICE_NAME
from signing.demonstration import DemonstrationAuthority, Person
from signing.keys.pkcs12 import Pkcs12Keys
from signing.keys.port import KeySource
from signing.keys.remote import Access, RemoteKeys
from signing.keys.remote.login import Browser, logged_in
from signing.keys.remote.permission import AskCode
from signing.keys.remote.service import Service
from signing.keys.token import TokenKeys
from signing.keys.token.discover import discovered
from signing.model import Role
from signing.timestamp import TimestampService
from signing.trust import TrustStore
from signing.trust import load as load_trust
from storage.clock import SystemClock
from storage.database import Storage
from storage.portal.filings import FilingSource
from storage.portal.pace import Pace
from storage.portal.package import PackagePortal
from storage.portal.port import Portal
from storage.portal.profile import PortalKind
from storage.portal.rest import RestPortal
from storage.portal.vxp import VxpPortal

_TYPED_NAME = "Scanner at the typed address"

_PEOPLE = {
    Role.OFFICIAL: (Person.OFFICER, "Công chức tiếp nhận"),
    Role.LEADER: (Person.LEADER, "Chủ tịch"),
    Role.SEAL: (Person.SEAL, "Văn thư"),
}


class Embedded:
    """The embedded defaults of one home: scanner, authority with tokens, portal; each started when used."""

    def __init__(self, home: Home) -> None:
        folder = home.demonstration
        self.feeder_folder = folder / "scanner"
        self.authority_folder = folder / "authority"
        self._sane_folder = folder / "sane"
        self._opening = Lock()
        self._scanner = EmbeddedServer(
            "scanner", ["scanning.device.simulated.server", str(self.feeder_folder)], home.logs
        )
        self._services = EmbeddedServer(
            "authority", ["signing.demonstration.serve", str(self.authority_folder)], home.logs
        )
        places = [str(folder / "portal"), str(self.authority_folder), "--workstation", str(home.root)]
        self._portal = EmbeddedServer("portal", ["clerk_app.sandbox", *places], home.logs)

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
        return DemonstrationAuthority.create(self.authority_folder)

    def feeder(self) -> Feeder:
        """Return the simulated scanner's paper tray, for the hands of whoever plays with it."""
        return Feeder(self.feeder_folder)

    def scanner(self) -> Scanner:
        """Return the simulated network scanner, reached through SANE and sane-airscan."""
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


@contextmanager
def open_desk(settings: Settings) -> Iterator[tuple[Desk, Embedded]]:
    """Open the workstation: database migrated, store swept, executor ready; servers end with the context.

    Raises:
        StorageError: the database cannot be opened.
        OSError: the home cannot be written.
    """
    home = settings.folders.made()
    start_log(home.logs)
    clock = SystemClock()
    embedded = Embedded(home)
    with ExitStack() as stack:
        stack.callback(embedded.stop)
        where = settings.storage
        storage = Storage.open(home.root, clock=clock, url=where.database or None, files=where.files or None)
        stack.callback(storage.close)
        reading = stack.enter_context(ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="reading"))
        desk = Desk(
            settings=settings,
            folders=home,
            clock=clock,
            office=Office.of(settings.office),
            storage=storage,
            scanner=lambda: _scanner(settings, embedded),
            signatory=cache(lambda role: _signatory(embedded, role)),
            trust=cache(lambda: _trust(home, embedded)),
            timestamps=cache(lambda: _timestamps(settings, embedded)),
            portal=lambda: portal_of(settings, embedded),
            filings=lambda: _filings(settings, embedded),
            reading=reading,
        )
        yield desk, embedded


def scanner_named(name: str, settings: Settings) -> Scanner:
    """Return the scanner of a SANE name or model, or the network scanner at an address.

    Raises:
        NoScanner: none answers.
    """
    if is_address(name):
        return devices_at(name, _TYPED_NAME, settings.folders.made().root / "sane").scanner(_TYPED_NAME)
    return SaneDevices().scanner(name)


def token(module: Path) -> KeySource:
    """Return all tokens that a PKCS#11 module shows."""
    return TokenKeys(module)


def plugged_modules() -> tuple[Path, ...]:
    """Return the drivers of tokens that are installed here."""
    return discovered()


def key_file(file: Path) -> KeySource:
    """Return the key of a PKCS#12 file."""
    return Pkcs12Keys(file)


def signing_service(
    service: Service, credential: str, ask_code: AskCode, browser: Browser | None = None
) -> RemoteKeys:
    """Return the keys of a signing service (CSC API); with a browser and no bearer, somebody logs in now."""
    if browser is not None and not service.bearer:
        service = logged_in(service, browser)
    return RemoteKeys(Access(service, ask_code, browser), credential)


def _scanner(settings: Settings, embedded: Embedded) -> Scanner:
    name = settings.scanner.name
    return scanner_named(name, settings) if name else embedded.scanner()


def portal_of(settings: Settings, embedded: Embedded) -> Portal:
    """Return the portal that the settings name, the sandbox where they name none."""
    said = settings.portal
    if kind_of(said) is PortalKind.PACKAGE:
        return PackagePortal(settings.folders.packages, said.limits)
    profile = profile_of(said, said.url or embedded.portal_url())
    pace = Pace(1000 * said.kilobytes_per_second)
    if profile.kind is PortalKind.VXP:
        return VxpPortal(profile, pace=pace)
    return RestPortal(
        profile.url,
        timeout_seconds=profile.timeout_seconds,
        pace=pace,
        tls=profile.tls,
        limits=profile.limits,
    )


def _filings(settings: Settings, embedded: Embedded) -> FilingSource | None:
    """Return where online dossiers come from; only a portal of the REST kind brings any."""
    portal = portal_of(settings, embedded)
    return portal if isinstance(portal, RestPortal) else None


def _trust(home: Home, embedded: Embedded) -> TrustStore:
    """Trust the roots that site and workstation installed; the demonstration's stays marked as such."""
    installed = load_trust(folder for folder in (SITE_TRUST, home.trust) if folder.is_dir())
    return installed | embedded.services().store


def _timestamps(settings: Settings, embedded: Embedded) -> TimestampService:
    return TimestampService(embedded.services().timestamp_url, settings.signing.timestamp_seconds)


def _signatory(embedded: Embedded, role: Role) -> Signatory:
    person, title = _PEOPLE[role]
    authority = embedded.services()
    keys, fingerprint = authority.token_keys(person), authority.fingerprint(person)
    facts = next(facts for facts in keys.certificates() if facts.fingerprint == fingerprint)
    return Signatory(role, facts.common_name, title, keys, fingerprint, facts.demonstration)
