"""The real adapters: what the desk's services are made of, loaded when the first of them is wanted.

Signing, scanning and the portal bring two thirds of all that is imported; a window that shows what waits,
and a command that asks the records, start without them.
"""

from pathlib import Path

from clerk_app.embedded import Embedded
from clerk_app.paths import SITE_TRUST, Home
from clerk_app.portal_profile import kind_of, profile_of
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Signatory
from scanning.device.port import Scanner
from scanning.device.sane.network import devices_at, is_address
from scanning.device.sane.scanner import SaneDevices
from signing.demonstration import Person
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


def scanner_of(settings: Settings, embedded: Embedded) -> Scanner:
    """Return the scanner that the settings name, the simulated one where they name none.

    Raises:
        NoScanner: it does not answer.
    """
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


def filings_of(settings: Settings, embedded: Embedded) -> FilingSource | None:
    """Return where online dossiers come from; only a portal of the REST kind brings any."""
    portal = portal_of(settings, embedded)
    return portal if isinstance(portal, RestPortal) else None


def trust_of(home: Home, embedded: Embedded) -> TrustStore:
    """Trust the roots that site and workstation installed; the demonstration's stays marked as such."""
    installed = load_trust(folder for folder in (SITE_TRUST, home.trust) if folder.is_dir())
    return installed | embedded.services().store


def timestamps_of(settings: Settings, embedded: Embedded) -> TimestampService:
    """Return the service that time-stamps signatures."""
    return TimestampService(embedded.services().timestamp_url, settings.signing.timestamp_seconds)


def signatory_of(embedded: Embedded, role: Role) -> Signatory:
    """Return who signs in a role, with the token of the demonstration authority."""
    person, title = _PEOPLE[role]
    authority = embedded.services()
    keys, fingerprint = authority.token_keys(person), authority.fingerprint(person)
    facts = next(facts for facts in keys.certificates() if facts.fingerprint == fingerprint)
    return Signatory(role, facts.common_name, title, keys, fingerprint, facts.demonstration)
