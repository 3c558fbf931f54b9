"""Moments in words, as a clerk says them."""

from datetime import datetime

from clerk_app.gui.model import Tone, Words
from clerk_app.i18n import Translate
from clerk_app.workflow.office import VIETNAM


def moment_text(moment: datetime) -> str:
    """Return day and time in Vietnam."""
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def short_moment(moment: datetime) -> str:
    """Return day, month and time in Vietnam, for a column."""
    return f"{moment.astimezone(VIETNAM):%d/%m %H:%M}"


def due_words(due: datetime, now: datetime, translate: Translate) -> Words:
    """Return when something is due: red when late, amber for today."""
    local, today = due.astimezone(VIETNAM), now.astimezone(VIETNAM).date()
    facts = {"day": f"{local:%d/%m}", "hour": f"{local:%H:%M}", "days": (local.date() - today).days}
    if due < now:
        return Words(translate("Late since {hour}, {day}").format(**facts), Tone.WRONG)
    if local.date() == today:
        return Words(translate("Today, {hour}").format(**facts), Tone.DOUBT)
    if facts["days"] == 1:
        return Words(translate("Tomorrow, {hour}").format(**facts))
    return Words(translate("In {days} days, {day}").format(**facts))


def short_day(moment: datetime) -> str:
    """Return the day in Vietnam."""
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y}"
