"""What is set at this workstation, and whether it works: one sentence or more for each part of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clerk_app.i18n import Translate
from clerk_app.settings import OfficeSettings
from clerk_app.workflow.accounts import accounts
from clerk_app.workflow.desk import Desk, Signatory
from clerk_app.workflow.doctor import examine
from clerk_app.workflow.frontdesk.reader_line import is_plugged_in
from clerk_app.workflow.office import OfficeHours, local
from clerk_app.workflow.people_addresses import flaw_words, wrong_addresses
from clerk_app.workflow.portal_check import check_portal, sentences
from clerk_app.workflow.procedures.in_force import procedures_in_force
from clerk_app.workflow.rights import Actor, Right
from clerk_app.workflow.signers import signer_of, signing_here
from clerk_app.workflow.trust_roots import trusted_roots
from signing.model import CertificateFacts

_BACKED_UP = "backed_up"
_DAYS_BETWEEN_BACKUPS = 7


class SetupPart(StrEnum):
    """A part of the workstation that is set up."""

    SCANNER = "scanner"
    TOKEN = "token"  # noqa: S105 - a device
    PORTAL = "portal"
    TRUST = "trust"
    OFFICE = "office"
    CATALOGUE = "catalogue"
    ACCOUNTS = "accounts"
    BACKUP = "backup"
    HALL = "hall"
    COMPUTER = "computer"


_RIGHTS: Mapping[SetupPart, tuple[Right, ...]] = {
    SetupPart.PORTAL: (Right.READ, Right.ACCOUNTS),
    SetupPart.ACCOUNTS: (Right.ACCOUNTS,),
    SetupPart.BACKUP: (Right.BACKUP,),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at a part showed; what is not `is_fine` names the next step.

    Attributes:
        say: says it in a language, as often as it is asked.
    """

    is_fine: bool
    say: Callable[[Translate], tuple[str, ...]]


def parts_for(actor: Actor) -> tuple[SetupPart, ...]:
    """Return the parts that a person may look at."""
    return tuple(
        part for part in SetupPart if part not in _RIGHTS or any(actor.may(right) for right in _RIGHTS[part])
    )


def check_part(desk: Desk, part: SetupPart) -> Finding:
    """Look at one part now.

    Raises:
        RightMissing.
        ScanningError, SigningError, StorageError: the part does not answer, and why.
    """
    return _CHECKS[part](desk)


def _scanner(desk: Desk) -> Finding:
    facts = desk.scanner().facts
    name, is_real = f"{facts.vendor} {facts.model}".strip(), bool(desk.settings.scanner.name)

    def say(translate: Translate) -> tuple[str, ...]:
        said = translate("The scanner answers: {name}").format(name=name)
        if is_real:
            return (said,)
        press = translate(
            "It is the simulated one. Press “Change” (Ctrl+E) and type the name or address of the real one."
        )
        others = translate(
            "It is the simulated one. An administrator can type the name or address of the real one here."
        )
        return said, press if desk.actor.may(Right.TRUST) else others

    return Finding(True, say)


def _token(desk: Desk) -> Finding:
    signers = [signer_of(desk, role) for role in signing_here(desk)]
    found = [_plugged(each) for each in signers]
    now, is_stamped = desk.clock.now(), desk.timestamps() is not None
    is_fine = all(each is not None and each.not_after > now for each in found)

    def say(translate: Translate) -> tuple[str, ...]:
        valid = translate("The certificate of {name} is valid until {day}.")
        said = [valid.format(name=each.common_name, day=_day(each.not_after)) for each in found if each]
        if not is_fine:
            said.append(translate("Plug in a token with a certificate that is valid, then look again."))
        if any(each.demonstration for each in signers):
            said.append(translate("It is the demonstration's token: its signatures have no legal effect."))
        if not is_stamped:
            said.append(
                translate("No time stamp service is set: signatures stay at level B-B, without a time stamp.")
            )
        return tuple(said)

    return Finding(is_fine and is_stamped, say)


def _plugged(signer: Signatory) -> CertificateFacts | None:
    """Return what the token says of the certificate with which somebody signs, None where it is not there."""
    return next((each for each in signer.keys.certificates() if each.fingerprint == signer.fingerprint), None)


def _portal(desk: Desk) -> Finding:
    report = check_portal(desk)
    return Finding(report.usable, lambda translate: tuple(sentences(report, translate)))


def _trust(desk: Desk) -> Finding:
    roots = trusted_roots(desk)
    is_fine = bool(roots) and all(each.not_after > desk.clock.now() for each in roots)

    def say(translate: Translate) -> tuple[str, ...]:
        if not roots:
            return (translate("No root of your own is trusted yet: add the national one."),)
        until = translate("{name}, valid until {day}")
        return tuple(until.format(name=each.common_name, day=_day(each.not_after)) for each in roots)

    return Finding(is_fine, say)


def _office(desk: Desk) -> Finding:
    office, today = desk.office, local(desk.clock.now()).date()
    spans = (office.hours.morning, office.hours.afternoon)
    hours = ", ".join(f"{begin:%H:%M}–{end:%H:%M}" for begin, end in spans)
    following = f"{office.next_working_day(today):%d/%m/%Y}"

    def say(translate: Translate) -> tuple[str, ...]:
        return (
            translate("Open {hours}.").format(hours=hours),
            _saturdays(office.hours, translate),
            translate("The next working day is {day}.").format(day=following),
            *_own_days(desk.settings.office, today, translate),
        )

    return Finding(True, say)


def _saturdays(hours: OfficeHours, translate: Translate) -> str:
    if not hours.saturday:
        return translate("Saturdays are free.")
    if hours.saturday_until_noon:
        return translate("Saturday mornings are worked.")
    return translate("Saturdays are worked.")


def _own_days(office: OfficeSettings, today: date, translate: Translate) -> Iterator[str]:
    """Yield the days of the centre's own that are still to come; public holidays are known."""
    sentences = (
        (office.days_off, translate("Days off, besides public holidays: {days}.")),
        (office.days_on, translate("Worked in exchange: {days}.")),
    )
    for days, said in sentences:
        coming = [day for day in map(date.fromisoformat, sorted(days)) if day >= today]
        if coming:
            yield said.format(days=", ".join(f"{day:%d/%m/%Y}" for day in coming))
    if not office.days_off:
        yield translate("Public holidays are known; days of your own are added with “Days off”.")


def _catalogue(desk: Desk) -> Finding:
    count = len(procedures_in_force(desk))
    return Finding(
        bool(count), lambda translate: (translate("Procedures in force: {count}").format(count=count),)
    )


def _accounts(desk: Desk) -> Finding:
    count = len([each for each in accounts(desk) if each.disabled_at is None])

    def say(translate: Translate) -> tuple[str, ...]:
        if count:
            return (translate("Accounts: {count}").format(count=count),)
        said = translate(
            "There are no accounts, so everybody may do everything: add the administrator's first."
        )
        return (said,)

    return Finding(bool(count), say)


def _backup(desk: Desk) -> Finding:
    with desk.storage.unit_of_work(read_only=True) as work:
        made = [entry.at for entry in work.audit.of("") if entry.step == _BACKED_UP]
    last = max(made, default=None)

    def say(translate: Translate) -> tuple[str, ...]:
        if last is None:
            return (translate("No backup was made yet: make one, on another disk."),)
        moment = f"{local(last):%d/%m/%Y %H:%M}"
        return (translate("The last backup is of {moment}.").format(moment=moment),)

    is_fine = last is not None and (desk.clock.now() - last).days < _DAYS_BETWEEN_BACKUPS
    return Finding(is_fine, say)


def _computer(_desk: Desk) -> Finding:
    missing = tuple(part for part in examine() if not part.present)

    def say(translate: Translate) -> tuple[str, ...]:
        if not missing:
            return (translate("Everything that Clerk needs is installed."),)
        how = translate("missing: {how}")
        return tuple(f"{part.name}: {how.format(how=part.install)}" for part in missing)

    return Finding(not missing, say)


def _hall(desk: Desk) -> Finding:
    settings, wrong = desk.settings.frontdesk, tuple(wrong_addresses(desk.settings))
    is_missing = bool(settings.reader) and not is_plugged_in(settings.reader)

    def say(translate: Translate) -> tuple[str, ...]:
        said = [f"{each.path}: {flaw_words(each.flaw, translate)}" for each in wrong]
        if settings.printer:
            said.append(translate("Queue numbers are printed on {printer}.").format(printer=settings.printer))
        else:
            said.append(translate("No printer is set for queue numbers: people photograph the code."))
        if is_missing:
            said.append(
                translate("The code reader is not plugged in, or this account may not use it (dialout).")
            )
        elif settings.reader:
            said.append(translate("The code reader is plugged in."))
        return tuple(said)

    return Finding(not wrong and not is_missing, say)


def _day(moment: datetime) -> str:
    return f"{local(moment):%d/%m/%Y}"


_CHECKS: Mapping[SetupPart, Callable[[Desk], Finding]] = {
    SetupPart.SCANNER: _scanner,
    SetupPart.TOKEN: _token,
    SetupPart.PORTAL: _portal,
    SetupPart.TRUST: _trust,
    SetupPart.OFFICE: _office,
    SetupPart.CATALOGUE: _catalogue,
    SetupPart.ACCOUNTS: _accounts,
    SetupPart.BACKUP: _backup,
    SetupPart.HALL: _hall,
    SetupPart.COMPUTER: _computer,
}
