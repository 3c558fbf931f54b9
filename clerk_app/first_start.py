"""The first start of a workstation: whether it is one, and what a person says then."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clerk_app.paths import SITE_SETTINGS
from clerk_app.settings import Settings
from clerk_app.settings_file import put_settings
from storage.model import CODE_FORM

_RECORDS = "clerk.sqlite"
_ANY_SERIAL = "-260101-0001"


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """What a person says; what is empty is left for later.

    Attributes:
        agency: name of the people's committee.
        centre: name of its service centre.
        code: first part of its dossier codes.
        place: where papers say they are written.
        scanner: name or address.
        portal: address.
        official, leader, seal: certificates (SHA-256) with which they sign at this workstation.
        chief: name of the leader, as it is written on decisions.
    """

    language: str
    agency: str = ""
    centre: str = ""
    code: str = ""
    place: str = ""
    scanner: str = ""
    portal: str = ""
    official: str = ""
    leader: str = ""
    seal: str = ""
    chief: str = ""

    def changes(self) -> Mapping[str, str]:
        """Return the settings that were said, by their paths."""
        said = {
            "language": self.language,
            "agency.name": self.agency,
            "agency.centre": self.centre,
            "agency.code": self.code,
            "agency.place": self.place,
            "scanner.name": self.scanner,
            "portal.url": self.portal,
            "signing.official": self.official,
            "signing.leader": self.leader,
            "signing.seal": self.seal,
            "agency.leader": self.chief,
        }
        return {path: value.strip() for path, value in said.items() if value.strip()}


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """The first account, its owner's own: an administrator's. The password is typed twice, and wiped."""

    name: str
    full_name: str
    password: bytearray = field(repr=False)
    again: bytearray = field(repr=False)


def is_first_start(settings: Settings) -> bool:
    """Return whether nobody set anything here yet, and nothing was recorded."""
    home = settings.folders
    is_elsewhere = bool(settings.storage.database) or SITE_SETTINGS.exists()
    return not (is_elsewhere or home.settings.exists() or (home.root / _RECORDS).exists())


def is_agency_code(code: str) -> bool:
    """Return whether dossier codes can begin so; an empty one is left for later."""
    return not code.strip() or CODE_FORM.fullmatch(code.strip() + _ANY_SERIAL) is not None


def keep_answers(settings: Settings, answers: FirstAnswers) -> None:
    """Write the answers into the person's settings file.

    Raises:
        OSError: the home cannot be written.
    """
    put_settings(settings.folders.settings, answers.changes())
