"""Settings: defaults < site file < user file < environment < command line, one frozen tree."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from clerk_app.i18n import DEFAULT_LANGUAGE
from clerk_app.paths import SITE_SETTINGS, Home, default_home
from clerk_app.profiles import OURS, STANDARD, ScanProfile, chosen_profile
from clerk_app.workflow.errors import ProfileLocked
from storage.portal.profile import PortalLimits


class UnknownSetting(Exception):
    """A settings file or variable names what does not exist."""

    def __init__(self, name: str, nearest: str | None) -> None:
        super().__init__(name, nearest)
        self.name = name
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class AgencySettings:
    """The centre; `code` is the first part of its dossier codes.

    `leader` and `leader_title` are written on decisions where the leader signs at another workstation.
    """

    name: str = "UBND phường An Bình"
    centre: str = "Trung tâm Phục vụ hành chính công phường An Bình"
    code: str = "H92.01.13"
    place: str = "An Bình"
    leader: str = ""
    leader_title: str = "Chủ tịch"


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """An empty `name` takes the demonstration's simulated scanner; `profile` is used where none is named.

    `watch` is a folder that a scanner writes into, empty for none.
    """

    name: str = ""
    dpi: int = 300
    profile: str = STANDARD
    watch: str = ""

    @property
    def is_simulated(self) -> bool:
        """Whether the demonstration's stands in."""
        return not self.name


@dataclass(frozen=True, slots=True)
class SigningSettings:
    """What is asked of a signature; `copy_form` is the first line of a digitised copy's text.

    `scheme` is demanded of RSA keys: "rsassa_pss", "rsassa_pkcs1v15", or empty for the best they have.
    `deputy_title` is given while a deputy signs for the leader, with the own key ("KT.").

    `official`, `leader` and `seal` are the certificates (SHA-256, hexadecimal) on the tokens with which this
    workstation signs; without any it signs with the demonstration's tokens. `timestamps` is the service that
    stamps the time; empty for the demonstration's, and for none where a certificate is named.
    """

    official: str = ""
    leader: str = ""
    seal: str = ""
    timestamps: str = ""
    level: str = "B-LT"
    copy_form: str = "SAO Y"
    scheme: str = ""
    deputy_title: str = ""
    timestamp_seconds: float = 30.0

    @property
    def is_simulated(self) -> bool:
        """Whether the demonstration's tokens stand in: nothing that is signed has legal effect."""
        return not (self.official or self.leader or self.seal)


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """The portal's profile; an empty `url` takes the sandbox portal on loopback.

    Attributes:
        kind: "rest", "vxp" (the connection of one-stop systems) or "package" (files carried by hand).
        kilobytes_per_second: leaves the rest of the line to the counters, 0 for all of it.
        at_once: dossiers are sent side by side: one is recorded while the portal looks at the other.
        types, file_megabytes, warn_megabytes, name_rule: what it takes; the rule is a regular expression.
        authorities, certificate, certificate_key: PEM files; authorities stand instead of the system's.
        file_service, file_transfer: where files lie that a portal fetches, and how they get there.
        page: for people: where a procedure is filed online; {code} stands for the procedure's code.
        user, dstcode, madonvi: our account, the portal's code, the centre's code (VXP).

    Password and passphrase are in the keyring: `clerk portal secret`.
    """

    url: str = ""
    timeout_seconds: float = 60.0
    kilobytes_per_second: int = 0
    at_once: int = 2
    demands_timestamp: bool = False
    kind: str = "rest"
    types: tuple[str, ...] = ("application/pdf",)
    file_megabytes: float = 100.0
    warn_megabytes: float = 20.0
    name_rule: str = r"[A-Za-z0-9._-]{1,50}"
    authorities: str = ""
    certificate: str = ""
    certificate_key: str = ""
    file_service: str = ""
    file_transfer: str = "tus"
    page: str = "https://dichvucong.gov.vn/"
    user: str = ""
    dstcode: str = ""
    madonvi: str = ""

    @property
    def is_simulated(self) -> bool:
        """Whether the practice portal stands in."""
        return not self.url and self.kind != "package"

    @property
    def limits(self) -> PortalLimits:
        """What the portal takes.

        Raises:
            UnknownSetting: the rule for names is no regular expression.
        """
        try:
            re.compile(self.name_rule)
        except re.error as error:
            raise UnknownSetting(
                f"portal.name_rule = {self.name_rule}", PortalSettings().name_rule
            ) from error
        most, liked = round(self.file_megabytes * 1e6), round(self.warn_megabytes * 1e6)
        return PortalLimits(most, liked, self.types, self.name_rule)


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """Hours as HH:MM; days as YYYY-MM-DD.

    `days_off` and `days_on` (weekend days worked in exchange) stand over the public holidays. A worked
    Saturday ends at noon where `saturday_until_noon` is set.
    """

    opens: str = "07:00"
    morning_ends: str = "11:30"
    afternoon_begins: str = "13:30"
    closes: str = "17:00"
    same_day_until: str = "15:00"
    saturday: bool = False
    saturday_until_noon: bool = False
    days_off: tuple[str, ...] = ()
    days_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseworkSettings:
    """Choices that the rules leave open.

    `decided_by` tells which time decides between early and late: "solved" or "returned". The idle lock is in
    minutes, the retention of finished dossiers in years.
    """

    decided_by: str = "solved"
    idle_minutes: int = 10
    retention_years: int = 10


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Where records and files are; empty means in the home.

    `database` is `postgresql://PERSON@HOST/DATABASE` for a centre with many workstations; `files` is
    `s3://HOST:PORT/BUCKET`, or `s3+http://...` on a closed network without TLS. Passwords stand in neither:
    they come from the environment (PGPASSWORD, AWS_SECRET_ACCESS_KEY) or the files of those services that
    only the person can read (`~/.pgpass`, `~/.aws/credentials`).
    """

    database: str = ""
    files: str = ""


@dataclass(frozen=True, slots=True)
class FrontdeskSettings:
    """The hall where people wait.

    Attributes:
        groups: services, each "LETTER = NAME: DOMAIN, DOMAIN"; empty for one service a domain.
        printer: of tickets: empty for none, "tcp://HOST:PORT" or "/dev/..." (ESC/POS), or a queue of CUPS.
        notices: sentences under the called numbers.
        idle_seconds: after which the kiosk is back at its start.
        page: address of the portal's page for queue numbers, to which codes on tickets lead; empty for none.
        reader: serial port of a code reader, "auto" for the first on USB; empty for none or one that types.
        reader_baud: its speed, where it is no USB device.
        link_minutes, link_downloads: how long and how often a paper for a phone can be downloaded.
        link_address, link_port: where from; empty and 0 for the address in the local network, any free port.
    """

    groups: tuple[str, ...] = ()
    printer: str = ""
    notices: tuple[str, ...] = ()
    idle_seconds: int = 60
    page: str = ""
    reader: str = ""
    reader_baud: int = 9600
    link_minutes: int = 10
    link_downloads: int = 3
    link_address: str = ""
    link_port: int = 0


class Theme(StrEnum):
    """How the window is painted."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """How the window looks; `text_percent` is the size of its text, 100 for our own."""

    theme: Theme = Theme.SYSTEM
    text_percent: int = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a site or a person can set."""

    home: str = ""
    language: str = DEFAULT_LANGUAGE
    agency: AgencySettings = field(default_factory=AgencySettings)
    scanner: ScannerSettings = field(default_factory=ScannerSettings)
    signing: SigningSettings = field(default_factory=SigningSettings)
    portal: PortalSettings = field(default_factory=PortalSettings)
    office: OfficeSettings = field(default_factory=OfficeSettings)
    casework: CaseworkSettings = field(default_factory=CaseworkSettings)
    storage: StorageSettings = field(default_factory=StorageSettings)
    frontdesk: FrontdeskSettings = field(default_factory=FrontdeskSettings)
    window: WindowSettings = field(default_factory=WindowSettings)
    profiles: Mapping[str, ScanProfile] = field(default_factory=lambda: OURS)

    def profile(self, name: str | None = None, **wanted: Any) -> ScanProfile:
        """Return a scan profile, the site's own without a name; see `chosen_profile`."""
        dpi = self.scanner.dpi
        return chosen_profile(self.profiles, name or self.scanner.profile, default_dpi=dpi, **wanted)

    @property
    def folders(self) -> Home:
        """The workstation's folders."""
        return Home(Path(self.home) if self.home else default_home())


def load(
    *, environment: Mapping[str, str] = os.environ, site: Path = SITE_SETTINGS, **given: Any
) -> Settings:
    """Return the settings that hold.

    Args:
        environment: CLERK_HOME, CLERK_LANGUAGE, CLERK_PORTAL_URL ...: CLERK_ and the path of a setting.
        site: file of the centre, TOML.
        given: from the command line; None says nothing.

    Raises:
        UnknownSetting: with the nearest name, or the nearest value, that exists.
        ProfileLocked: a later layer changes a profile that the one before locks.
        tomllib.TOMLDecodeError, TypeError: a file that is no TOML, or a value of the wrong kind.
    """
    said = {name: value for name, value in given.items() if value is not None}
    from_environment = _nested(environment)
    home = said.get("home") or from_environment.get("home") or ""
    user = Home(Path(home) if home else default_home()).settings
    settings = Settings()
    for layer in (_read(site), _read(user), from_environment, said):
        _refuse_locked(settings, layer)
        settings = _changed(settings, layer)
    return settings


def _refuse_locked(settings: Settings, layer: Mapping[str, Any]) -> None:
    touched = layer.get("profiles", {})
    locked = [name for name, profile in settings.profiles.items() if profile.locked and name in touched]
    if locked:
        raise ProfileLocked(locked[0])


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def _nested(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the variables of ours as a tree: CLERK_PORTAL_URL becomes {"portal": {"url": ...}}."""
    tree: dict[str, Any] = {}
    rooms = {item.name for item in fields(Settings)}
    for name, value in environment.items():
        head, _, rest = name.removeprefix("CLERK_").lower().partition("_")
        if not name.startswith("CLERK_") or head not in rooms:
            continue
        if rest:
            tree.setdefault(head, {})[rest] = value
        else:
            tree[head] = value
    return tree


def _changed(settings: Any, layer: Any, path: str = "") -> Any:
    if not isinstance(layer, Mapping):
        raise UnknownSetting(path.rstrip("."), None)
    known = {item.name: getattr(settings, item.name) for item in fields(settings)}
    changes = {}
    for name, value in layer.items():
        if name not in known:
            nearest = difflib.get_close_matches(name, known, 1)
            raise UnknownSetting(path + name, path + nearest[0] if nearest else None)
        changes[name] = _value(known[name], value, f"{path}{name}")
    return replace(settings, **changes)


def _value(old: Any, value: Any, path: str) -> Any:
    """Return a setting in place of `old`: a room, several of a kind by their names, or one value."""
    if is_dataclass(old):
        return _changed(old, value, f"{path}.")
    if not isinstance(old, Mapping):
        return _like(old, value, path)
    if not isinstance(value, Mapping):
        raise UnknownSetting(path, None)
    said = {
        name: _changed(old.get(name, ScanProfile()), each, f"{path}.{name}.")
        for name, each in value.items()
        if each != {}  # a table that says nothing is what is left of one that was taken back
    }
    return {**old, **said}


def _like(old: Any, value: Any, path: str) -> Any:
    """Return a value in the type of the default; variables of the environment are always text."""
    if isinstance(old, bool) and isinstance(value, str):
        return value.lower() in ("1", "true", "yes")
    if isinstance(old, tuple) and isinstance(value, str):
        return tuple(filter(None, value.replace(",", " ").split()))
    if isinstance(old, StrEnum) and value not in list(type(old)):
        nearest = difflib.get_close_matches(str(value), list(type(old)), 1) or [old]
        raise UnknownSetting(f"{path} = {value}", f"{path} = {nearest[0]}")
    return type(old)(value)
