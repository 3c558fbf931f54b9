"""What is set at this workstation, and whether it works: one sentence or more for each part of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from clerk_app.i18n import Translate
from clerk_app.workflow.accounts import accounts
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.doctor import examine
from clerk_app.workflow.frontdesk.reader_line import is_plugged_in
from clerk_app.workflow.office import local
from clerk_app.workflow.people_addresses import flaw_words, wrong_addresses
from clerk_app.workflow.portal_check import check_portal, sentences
from clerk_app.workflow.procedures.in_force import procedures_in_force
from clerk_app.workflow.rights import Actor, Right
from clerk_app.workflow.trust_roots import trusted_roots
from signing.model import Role

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
    """What a look at a part showed; what is not `is_fine` names the next step."""

    is_fine: bool
    said: tuple[str, ...]


def parts_for(actor: Actor) -> tuple[SetupPart, ...]:
    """Return the parts that a person may look at."""
    return tuple(
        part for part in SetupPart if part not in _RIGHTS or any(actor.may(right) for right in _RIGHTS[part])
    )


def check_part(desk: Desk, part: SetupPart, translate: Translate) -> Finding:
    """Look at one part now.

    Raises:
        RightMissing.
        ScanningError, SigningError, StorageError: the part does not answer, and why.
    """
    return _CHECKS[part](desk, translate)


def _scanner(desk: Desk, translate: Translate) -> Finding:
    facts = desk.scanner().facts
    said = translate("The scanner answers: {name}").format(name=f"{facts.vendor} {facts.model}".strip())
    if desk.settings.scanner.name:
        return Finding(True, (said,))
    return Finding(True, (said, translate("It is the simulated one; name yours in Settings (scanner.name).")))


def _token(desk: Desk, translate: Translate) -> Finding:
    official = desk.signatory(Role.OFFICIAL)
    found = [each for each in official.keys.certificates() if each.fingerprint == official.fingerprint]
    valid = translate("The certificate of {name} is valid until {day}.")
    said = [valid.format(name=each.common_name, day=f"{local(each.not_after):%d/%m/%Y}") for each in found]
    is_fine = bool(found) and found[0].not_after > desk.clock.now()
    if not is_fine:
        said.append(translate("Plug in a token with a certificate that is valid, then look again."))
    if official.demonstration:
        said.append(translate("It is the demonstration's token: its signatures have no legal effect."))
    return Finding(is_fine, tuple(said))


def _portal(desk: Desk, translate: Translate) -> Finding:
    report = check_portal(desk)
    return Finding(report.usable, tuple(sentences(report, translate)))


def _trust(desk: Desk, translate: Translate) -> Finding:
    roots = trusted_roots(desk)
    if not roots:
        return Finding(False, (translate("No root of your own is trusted yet: add the national one."),))
    until = translate("{name}, valid until {day}")
    return Finding(
        all(each.not_after > desk.clock.now() for each in roots),
        tuple(until.format(name=each.common_name, day=f"{local(each.not_after):%d/%m/%Y}") for each in roots),
    )


def _office(desk: Desk, translate: Translate) -> Finding:
    office, today = desk.office, local(desk.clock.now()).date()
    hours = ", ".join(
        f"{begin:%H:%M}–{end:%H:%M}" for begin, end in (office.hours.morning, office.hours.afternoon)
    )
    said = (
        translate("Open {hours}.").format(hours=hours),
        translate("Saturdays are worked.") if office.hours.saturday else translate("Saturdays are free."),
        translate("The next working day is {day}.").format(day=f"{office.next_working_day(today):%d/%m/%Y}"),
        translate("Public holidays are known; days of your own stand in office.days_off and office.days_on."),
    )
    return Finding(True, said)


def _catalogue(desk: Desk, translate: Translate) -> Finding:
    count = len(procedures_in_force(desk))
    return Finding(bool(count), (translate("Procedures in force: {count}").format(count=count),))


def _accounts(desk: Desk, translate: Translate) -> Finding:
    known = [each for each in accounts(desk) if each.disabled_at is None]
    if not known:
        said = translate(
            "There are no accounts, so everybody may do everything: add the administrator's first."
        )
        return Finding(False, (said,))
    return Finding(True, (translate("Accounts: {count}").format(count=len(known)),))


def _backup(desk: Desk, translate: Translate) -> Finding:
    with desk.storage.unit_of_work(read_only=True) as work:
        made = [entry.at for entry in work.audit.of("") if entry.step == _BACKED_UP]
    if not made:
        return Finding(False, (translate("No backup was made yet: make one, on another disk."),))
    last = max(made)
    said = translate("The last backup is of {moment}.").format(moment=f"{local(last):%d/%m/%Y %H:%M}")
    return Finding((desk.clock.now() - last).days < _DAYS_BETWEEN_BACKUPS, (said,))


def _hall(desk: Desk, translate: Translate) -> Finding:
    settings, said, is_fine = desk.settings.frontdesk, [], True
    for wrong in wrong_addresses(desk.settings):
        said.append(f"{wrong.path}: {flaw_words(wrong.flaw, translate)}")
        is_fine = False
    if settings.printer:
        said.append(translate("Queue numbers are printed on {printer}.").format(printer=settings.printer))
    else:
        said.append(translate("No printer is set for queue numbers: people photograph the code."))
    if settings.reader and not is_plugged_in(settings.reader):
        is_fine = False
        said.append(translate("The code reader is not plugged in, or this account may not use it (dialout)."))
    elif settings.reader:
        said.append(translate("The code reader is plugged in."))
    return Finding(is_fine, tuple(said))


def _computer(_desk: Desk, translate: Translate) -> Finding:
    missing = tuple(_missing(translate))
    return Finding(not missing, missing or (translate("Everything that Clerk needs is installed."),))


def _missing(translate: Translate) -> Iterator[str]:
    for part in examine():
        if not part.present:
            yield f"{part.name}: {translate('missing: {how}').format(how=part.install)}"


_CHECKS: Mapping[SetupPart, Callable[[Desk, Translate], Finding]] = {
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
