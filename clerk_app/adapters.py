"""The real adapters: what the desk's services are made of, loaded when the first of them is wanted.

Signing, scanning and the portal bring two thirds of all that is imported; a window that shows what waits,
and a command that asks the records, start without them.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from clerk_app.embedded import Embedded
from clerk_app.paths import SITE_TRUST
from clerk_app.portal_profile import kind_of, profile_of
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Signatory
from clerk_app.workflow.errors import SignsElsewhere
from clerk_app.workflow.signers import SIGNERS, certificates_of
from scanning.device.port import Scanner
from scanning.device.sane.network import devices_at, is_address
from scanning.device.sane.scanner import SaneDevices
from signing.demonstration import Person
from signing.errors import CertificateNotOnToken, SigningError
from signing.keys.pkcs12 import Pkcs12Keys
from signing.keys.port import KeySource
from signing.keys.remote import Access, RemoteKeys
from signing.keys.remote.login import Browser, logged_in
from signing.keys.remote.permission import AskCode
from signing.keys.remote.service import Service
from signing.keys.token import TokenKeys
from signing.keys.token.discover import discovered
from signing.model import CertificateFacts, Fingerprint, Role
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

_PEOPLE = {Role.OFFICIAL: Person.OFFICER, Role.LEADER: Person.LEADER, Role.SEAL: Person.SEAL}


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


def trust_of(settings: Settings, embedded: Embedded) -> TrustStore:
    """Trust the roots that site and workstation installed; the demonstration's only where it signs."""
    home = settings.folders
    installed = load_trust(folder for folder in (SITE_TRUST, home.trust) if folder.is_dir())
    return installed | embedded.services().store if settings.signing.is_simulated else installed


def timestamps_of(settings: Settings, embedded: Embedded) -> TimestampService | None:
    """Return the service that time-stamps signatures; the demonstration's does so only where it signs."""
    signing = settings.signing
    if not (signing.timestamps or signing.is_simulated):
        return None
    url = signing.timestamps or embedded.services().timestamp_url
    return TimestampService(url, signing.timestamp_seconds)


def plugged_certificates() -> tuple[CertificateFacts, ...]:
    """Return the certificates on tokens that are plugged in; a driver that does not work stops nothing."""
    seen: dict[str, CertificateFacts] = {}
    for keys in _plugged():
        seen |= {each.fingerprint: each for each in _certificates(keys)}
    return tuple(seen.values())


def signatory_of(settings: Settings, embedded: Embedded, role: Role) -> Signatory:
    """Return who signs in a role: with the certificate that the settings name, else the demonstration's.

    Raises:
        CertificateNotOnToken: the settings name one that no token bears that is plugged in.
        SignsElsewhere: the settings name certificates, but none for this role.
    """
    if settings.signing.is_simulated:
        return _demonstration(settings, embedded, role)
    named = certificates_of(settings.signing)[role]
    if not named:
        raise SignsElsewhere(role)
    return _on_a_token(settings, role, Fingerprint(named))


def bearer_of(settings: Settings, embedded: Embedded, role: Role, named: Fingerprint) -> Signatory:
    """Return who signs in a role with a certificate, whichever token it is on.

    Raises:
        CertificateNotOnToken: no token bears it that is plugged in.
    """
    if settings.signing.is_simulated:
        for each in (_demonstration(settings, embedded, person) for person in SIGNERS):
            if each.fingerprint == named:
                return replace(each, role=role)
    return _on_a_token(settings, role, named)


def _on_a_token(settings: Settings, role: Role, named: Fingerprint) -> Signatory:
    for keys in _plugged():
        for facts in _certificates(keys):
            if facts.fingerprint == named:
                return Signatory(
                    role, facts.common_name, _title(settings, role), keys, named, facts.demonstration
                )
    raise CertificateNotOnToken(named)


def _plugged() -> Iterator[KeySource]:
    return (token(module) for module in plugged_modules())


def _certificates(keys: KeySource) -> tuple[CertificateFacts, ...]:
    try:
        return tuple(keys.certificates())
    except SigningError:
        return ()


def _demonstration(settings: Settings, embedded: Embedded, role: Role) -> Signatory:
    person, authority = _PEOPLE[role], embedded.services()
    keys, fingerprint = authority.token_keys(person), authority.fingerprint(person)
    facts = next(facts for facts in keys.certificates() if facts.fingerprint == fingerprint)
    return Signatory(role, facts.common_name, _title(settings, role), keys, fingerprint, facts.demonstration)


def _title(settings: Settings, role: Role) -> str:
    """Return what a signer is, as it stands above the PIN."""
    titles = {
        Role.OFFICIAL: "Công chức tiếp nhận",
        Role.LEADER: settings.agency.leader_title,
        Role.SEAL: "Văn thư",
    }
    return titles[role]
