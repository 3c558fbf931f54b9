"""Settings as they were kept last, what can be typed anew, and what cannot be."""

from collections.abc import Iterable, Mapping
from operator import attrgetter

from clerk_app.gui.screens.settings.change_dialog import ChangeField
from clerk_app.gui.screens.settings.profiles import as_kept
from clerk_app.i18n import Translate, later
from clerk_app.profiles import ScanProfile
from clerk_app.settings import Settings
from clerk_app.settings_file import Value
from clerk_app.workflow.change_settings import (
    HOURS,
    PORTAL,
    PRINTER,
    READER,
    SAME_DAY,
    SCANNER,
    TIMESTAMPS,
    first_impossible,
)
from clerk_app.workflow.people_addresses import PORTAL_PAGE, TICKET_PAGE, flaw_of_setting, flaw_words
from clerk_app.workflow.setup_check import SetupPart

_TYPED = {
    SetupPart.SCANNER: ((SCANNER, later("Name or address of the scanner")),),
    SetupPart.PORTAL: ((PORTAL, later("Address of the portal")),),
    SetupPart.OFFICE: (
        (HOURS[0], later("Opens at")),
        (HOURS[1], later("Morning ends at")),
        (HOURS[2], later("Afternoon begins at")),
        (HOURS[3], later("Closes at")),
        (SAME_DAY, later("What comes until this hour is done the same day")),
    ),
    SetupPart.HALL: (
        (PORTAL_PAGE, later("Page of the portal that people fill in")),
        (TICKET_PAGE, later("Page that the code of a queue number leads to")),
        (PRINTER, later("Printer of queue numbers")),
        (READER, later("Port of the code reader, or auto")),
    ),
}


class Values:
    """What the settings say: as at the start of the program, with what was kept since."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: dict[str, Value] = {}

    def of(self, path: str) -> Value:
        """Return what a setting says."""
        value: Value = self._kept.get(path, attrgetter(path)(self._settings))
        return value

    def several(self, paths: Iterable[str]) -> dict[str, Value]:
        """Return what some settings say, by their paths."""
        return {path: self.of(path) for path in paths}

    def fields_of(self, part: SetupPart, translate: Translate) -> tuple[ChangeField, ...]:
        """Return what can be typed of a part."""
        return tuple(
            ChangeField(path, translate(words), str(self.of(path))) for path, words in _TYPED.get(part, ())
        )

    @property
    def profiles(self) -> dict[str, ScanProfile]:
        """Scan profiles by their names."""
        return as_kept(self._settings.profiles, self._kept)

    def keep(self, values: Mapping[str, Value | None]) -> None:
        """Take what was kept; None is what it was at the start."""
        for path, value in values.items():
            if value is None:
                self._kept.pop(path, None)
            else:
                self._kept[path] = value


def complaint(values: Mapping[str, str], translate: Translate) -> str:
    """Return what cannot be about some values, empty if all can."""
    wrong = first_impossible(values)
    if wrong is None:
        return ""
    if wrong in (SCANNER, PORTAL, TIMESTAMPS):
        return translate("An address begins with http:// or https://.")
    if wrong in (PORTAL_PAGE, TICKET_PAGE):
        flaw = flaw_of_setting(wrong, values[wrong])
        return flaw_words(flaw, translate) if flaw else ""
    if wrong == READER:
        return translate("A port is as /dev/ttyACM0, or auto for the first one on USB.")
    names = {path: words for fields in _TYPED.values() for path, words in fields}
    said = translate("{field}: hours are as 07:30, and follow each other.")
    return said.format(field=translate(names[wrong]))


def what_is_set(settings: Settings, part: SetupPart, translate: Translate) -> str:
    """Return in a word what a part is set to."""
    demonstration = translate("Demonstration")
    said = {
        SetupPart.SCANNER: settings.scanner.name or demonstration,
        SetupPart.PORTAL: demonstration if settings.portal.is_simulated else settings.portal.url,
        SetupPart.TOKEN: demonstration if settings.signing.is_simulated else "–",
        SetupPart.HALL: settings.frontdesk.printer or "–",
        SetupPart.OFFICE: f"{settings.office.opens}–{settings.office.closes}",
    }
    return said.get(part, "–")
