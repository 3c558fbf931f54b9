"""Where a workstation keeps its data."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one workstation, all under one root."""

    root: Path

    @property
    def spool(self) -> Path:
        """Sheets between scanner and store."""
        return self.root / "spool"

    @property
    def exports(self) -> Path:
        """Finished files under the names that people know, one folder per dossier."""
        return self.root / "dossiers"

    @property
    def views(self) -> Path:
        """Copies for showing, made again when they are missing."""
        return self.root / "views"

    @property
    def logs(self) -> Path:
        """Log files, without personal data."""
        return self.root / "logs"

    @property
    def settings(self) -> Path:
        """The user's settings file."""
        return self.root / "settings.toml"

    @property
    def last_profile(self) -> Path:
        """The name of the scan profile that was used last."""
        return self.root / "last-profile"

    @property
    def geometry(self) -> Path:
        """Where the window was when it was closed."""
        return self.root / "window-geometry"

    @property
    def counter(self) -> Path:
        """The number or name of this workstation's counter."""
        return self.root / "counter"

    @property
    def headings(self) -> Path:
        """What a site calls the columns of the national catalogue, where that differs."""
        return self.root / "catalogue-headings.toml"

    @property
    def trust(self) -> Path:
        """Certificates of roots and authorities that this workstation trusts, beside the site's."""
        return self.root / "trust"

    @property
    def packages(self) -> Path:
        """What waits to be carried to the portal by hand."""
        return self.root / "packages"

    @property
    def demonstration(self) -> Path:
        """Everything simulated: scanner, authority, portal."""
        return self.root / "demonstration"

    def made(self) -> "Home":
        """Return itself after making the folders that are always there."""
        for folder in (self.spool, self.exports, self.logs, self.demonstration):
            folder.mkdir(parents=True, exist_ok=True)
        return self


def default_home() -> Path:
    """Return the folder the desktop gives a program for its data."""
    return Path(platformdirs.user_data_dir("clerk", appauthor=False))


SITE_SETTINGS = Path("/etc/clerk/settings.toml")
SITE_TRUST = Path("/etc/clerk/trust")
