"""Set scanner, portal and office hours of this workstation; it holds from the next start on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from clerk_app.settings_file import Value, put_settings, read_settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import SettingImpossible
from clerk_app.workflow.frontdesk.reader_line import AUTO
from clerk_app.workflow.people_addresses import PORTAL_PAGE, TICKET_PAGE, flaw_of_setting
from clerk_app.workflow.rights import Right, require
from signing.model import Role

LANGUAGE = "language"
SCANNER, PORTAL = "scanner.name", "portal.url"
READER, PRINTER = "frontdesk.reader", "frontdesk.printer"
HOURS = ("office.opens", "office.morning_ends", "office.afternoon_begins", "office.closes")
SAME_DAY = "office.same_day_until"
CERTIFICATES = {
    Role.OFFICIAL: "signing.official",
    Role.LEADER: "signing.leader",
    Role.SEAL: "signing.seal",
}
TIMESTAMPS, LEADER, LEADER_TITLE = "signing.timestamps", "agency.leader", "agency.leader_title"
DAYS_OFF, DAYS_ON = "office.days_off", "office.days_on"
SATURDAY, UNTIL_NOON = "office.saturday", "office.saturday_until_noon"
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """What the workstation's own file said of some settings, and what it says since; None is not at all."""

    before: Mapping[str, Value | None]
    after: Mapping[str, Value | None]

    @property
    def reversed(self) -> "SettingsChange":
        """The same the other way round."""
        return SettingsChange(self.after, self.before)


def change_settings(desk: Desk, changes: Mapping[str, Value]) -> SettingsChange:
    """Write settings into the workstation's own file; the rest of it stays as it is.

    Returns:
        What it was before, to be put back.

    Raises:
        RightMissing: it is the administrator's.
        SettingImpossible: with the path of the first that cannot be; nothing is written.
        OSError: the file cannot be written.
    """
    require(desk.actor, Right.TRUST)
    said = {path: value.strip() if isinstance(value, str) else value for path, value in changes.items()}
    wrong = first_impossible(said)
    if wrong is not None:
        raise SettingImpossible(wrong)
    change = SettingsChange(read_settings(desk.folders.settings, said), said)
    put_settings(desk.folders.settings, change.after)
    _record(desk, change)
    return change


def keep_choice(desk: Desk, setting: str, value: Value) -> SettingsChange:
    """Write how the window looks or speaks, which everybody may choose.

    Raises:
        OSError: the file cannot be written.
    """
    change = SettingsChange(read_settings(desk.folders.settings, (setting,)), {setting: value})
    put_settings(desk.folders.settings, change.after)
    return change


def put_back(desk: Desk, change: SettingsChange) -> bool:
    """Let settings be as they were before a change, if nobody changed them since.

    Returns:
        False if something else stands there now: nothing is written then.

    Raises:
        RightMissing: they are the administrator's.
        OSError: the file cannot be written.
    """
    is_choice = all(map(_is_choice, change.after))
    if not is_choice:
        require(desk.actor, Right.TRUST)
    if read_settings(desk.folders.settings, change.after) != dict(change.after):
        return False
    put_settings(desk.folders.settings, change.before)
    if not is_choice:
        _record(desk, change)
    return True


def _is_choice(path: str) -> bool:
    return path == LANGUAGE or path.startswith("window.")


def _record(desk: Desk, change: SettingsChange) -> None:
    with desk.storage.unit_of_work() as work:
        detail: dict[str, object] = {"settings": sorted(change.after)}
        work.audit.record("", "settings_changed", desk.actor.name, desk.clock.now(), detail)
        work.commit()


def first_impossible(changes: Mapping[str, Value]) -> str | None:
    """Return the path of the first value that cannot be, None if all can.

    Addresses may be empty: then what is simulated stands in; those people are sent to: see
    `flaw_of_setting`. Hours follow each other within a day. Days are written as YYYY-MM-DD.
    """
    wrong_days = (
        path for path, value in changes.items() if isinstance(value, tuple) and not _are_days(value)
    )
    return next(wrong_days, None) or _first_impossible_words(
        {path: value for path, value in changes.items() if isinstance(value, str)}
    )


def _are_days(days: tuple[str, ...]) -> bool:
    try:
        return [date.fromisoformat(day).isoformat() for day in days] == list(days)
    except ValueError:
        return False


def _first_impossible_words(changes: Mapping[str, str]) -> str | None:
    before = ""
    for path, value in changes.items():
        if path in (PORTAL, TIMESTAMPS) and value and not _is_address(value):
            return path
        if path == SCANNER and value.startswith(("http:", "https:")) and not _is_address(value):
            return path
        if path in (PORTAL_PAGE, TICKET_PAGE) and flaw_of_setting(path, value) is not None:
            return path
        if path == READER and value not in ("", AUTO) and not value.startswith("/"):
            return path
        if path in (*HOURS, SAME_DAY) and _TIME.fullmatch(value) is None:
            return path
        if path in HOURS:
            if value <= before:
                return path
            before = value
    return None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
