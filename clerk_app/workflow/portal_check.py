"""Look at the configured portal, and say in words what was seen and what it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from clerk_app.i18n import Translate
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.messages import message_of
from clerk_app.workflow.office import local
from clerk_app.workflow.rights import Right, require
from storage.portal.profile import PortalKind, PortalLimits

_CLOCK_SECONDS = 60
"""Clocks further apart than this make times on the two sides contradict each other."""


@dataclass(frozen=True, slots=True)
class PortalReport:
    """What a look at the portal showed.

    Attributes:
        reachable: it answered, whatever it said.
        signed_in: it let this workstation in; None where nobody signs in.
        error: class name of what went wrong, empty if nothing did; `reason` says more.
        clock_apart_seconds: how far its clock is ahead of ours, None where it does not tell.
        online_dossiers: whether it gives dossiers that people filed online.
    """

    kind: PortalKind
    url: str
    reachable: bool
    signed_in: bool | None
    error: str
    reason: str
    limits: PortalLimits
    certificate_until: datetime | None
    clock_apart_seconds: float | None
    online_dossiers: bool

    @property
    def usable(self) -> bool:
        """Whether dossiers can be sent there now."""
        return self.reachable and self.signed_in is not False


def check_portal(desk: Desk) -> PortalReport:
    """Look at the portal now; a portal that is away is no error.

    Raises:
        RightMissing.
    """
    if not desk.actor.may(Right.ACCOUNTS):  # who sets the workstation up sees no dossiers
        require(desk.actor, Right.READ)
    seen = desk.portal().check()
    kind = PortalKind(desk.settings.portal.kind)
    refused = seen.detail == "PortalNotAdmitted"
    apart = None if seen.seen_at is None else (seen.seen_at - desk.clock.now()).total_seconds()
    return PortalReport(
        kind=kind,
        url=seen.url,
        reachable=seen.reachable or refused,
        signed_in=seen.reachable if kind is PortalKind.VXP and (seen.reachable or refused) else None,
        error="" if seen.reachable else seen.detail,
        reason=seen.reason,
        limits=desk.settings.portal.limits,
        certificate_until=seen.certificate_until,
        clock_apart_seconds=apart,
        online_dossiers=kind is PortalKind.REST,
    )


def sentences(report: PortalReport, translate: Translate) -> Iterator[str]:
    """Yield what a person should know, line by line."""
    if report.kind is PortalKind.PACKAGE:
        yield translate("Dossiers are carried to the portal by hand, as packages.")
    elif report.error:
        yield str(message_of(report.error, translate, reason=report.reason))
    else:
        yield translate("The portal answers: {url}").format(url=report.url)
    if report.signed_in:
        yield translate("It lets this workstation in.")
    yield from _taken(report.limits, translate)
    if not report.online_dossiers:
        yield translate("It gives no dossiers that were filed online.")
    if report.certificate_until is not None:
        day = local(report.certificate_until)
        yield translate("Its certificate is valid until {day}.").format(day=f"{day:%d/%m/%Y}")
    if report.clock_apart_seconds is not None and abs(report.clock_apart_seconds) > _CLOCK_SECONDS:
        minutes = round(abs(report.clock_apart_seconds) / 60)
        yield translate("Its clock and ours are {minutes} minutes apart.").format(minutes=minutes)


def _taken(limits: PortalLimits, translate: Translate) -> Iterator[str]:
    yield translate("It takes files of these types: {types}").format(types=", ".join(limits.media_types))
    if limits.file_bytes:
        most = f"{limits.file_bytes / 1e6:g}"
        yield translate("It refuses files of more than {most} MB.").format(most=most)
    if limits.warn_bytes:
        liked = f"{limits.warn_bytes / 1e6:g}"
        yield translate("Files of more than {most} MB are better split.").format(most=liked)
    yield translate("It refuses file names that do not keep this rule: {rule}").format(rule=limits.name_rule)
