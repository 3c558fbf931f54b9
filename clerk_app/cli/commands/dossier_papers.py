"""``clerk dossier scan``, ``fit`` and ``sign``: paper into a dossier, made to fit the portal, signed."""

import argparse
from dataclasses import asdict
from typing import Any

from clerk_app.cli.commands.sign import pin_for
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, complain, line
from clerk_app.cli.person import signed_in
from clerk_app.i18n import Translate, translator
from clerk_app.settings import Settings
from clerk_app.workflow.check_signer import check_signer, warnings_of
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import Outgrown, PageRead, digitise
from clerk_app.workflow.errors import UnknownComponent
from clerk_app.workflow.portal_fit import misfit_sentence, misfits, shrink, split
from clerk_app.workflow.progress import next_step
from clerk_app.workflow.reading import read_dossier
from clerk_app.workflow.sign_bundle import sign_dossier
from scanning.model import silent
from signing.model import Role
from storage.model import UNSORTED, DossierCode


def add_to(actions: Any, common: argparse.ArgumentParser) -> None:
    """Describe the actions."""
    scanning = actions.add_parser("scan", parents=[common], help="scan what lies in the feeder into a paper")
    scanning.add_argument("code")
    scanning.add_argument(
        "component", nargs="?", default=UNSORTED, help="without one, a stack that is sorted afterwards"
    )
    scanning.set_defaults(run=_scan)
    fitting = actions.add_parser("fit", parents=[common], help="what the portal will not take, and mend it")
    fitting.add_argument("code")
    mending = fitting.add_mutually_exclusive_group()
    mending.add_argument("--split", metavar="COMPONENT", help="cut a paper into parts that it takes")
    mending.add_argument("--shrink", metavar="COMPONENT", help="bring a paper down to 200 dpi")
    fitting.set_defaults(run=_fit)
    signing = actions.add_parser("sign", parents=[common], help="sign what was scanned, and queue it")
    signing.add_argument("code")
    signing.add_argument("--pin-stdin", action="store_true", help="read the PIN from standard input")
    signing.set_defaults(run=_sign)


def _scan(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        dossier = read_dossier(desk, DossierCode(options.code))
        if options.component not in {part.code for part in dossier.components} | {UNSORTED}:
            raise UnknownComponent(options.component)
        numbers = _scanned(desk, dossier.code, options.component, translator(settings.language))
        step = next_step(desk, dossier.code)
    data = {"code": dossier.code, "component": options.component, "pages": numbers, "next": step.value}
    if options.json:
        answer(data)
    else:
        line(f"{dossier.code}  {options.component}  {len(numbers)}")
    return ExitCode.DONE


def _scanned(desk: Desk, code: DossierCode, component: str, translate: Translate) -> list[int]:
    """Scan, and say at once when the paper gets too large for the portal."""
    numbers = []
    for event in digitise(desk, code, component, report=silent):
        if isinstance(event, PageRead):
            numbers.append(event.page.number)
        elif isinstance(event, Outgrown):
            complain(misfit_sentence(event.misfit, translate))
    return sorted(numbers)


def _fit(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)
    with signed_in(settings, options) as desk:
        code = DossierCode(options.code)
        mended = options.split or options.shrink
        if options.split:
            split(desk, code, options.split)
        elif options.shrink:
            shrink(desk, code, options.shrink)
        found = misfits(desk, code)
    if options.json:
        answer({"code": code, "mended": mended, "misfits": [asdict(each) for each in found]})
    for each in () if options.json else found:
        line(misfit_sentence(each, translate))
    refused = any(each.refused or each.name_refused for each in found)
    return ExitCode.BAD_NEWS if refused else ExitCode.DONE


def _sign(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)
    with signed_in(settings, options) as desk:
        warnings = list(warnings_of(check_signer(desk, Role.OFFICIAL), translate))
        pin = pin_for(options, translate, warnings)
        if pin is None:
            return ExitCode.USAGE
        made = [
            {"component": each.component, "level": each.level.value, "wanted_level": each.wanted_level.value}
            for each in sign_dossier(desk, DossierCode(options.code), pin, report=silent)
        ]
    if options.json:
        answer({"code": options.code, "documents": made})
    for each in [] if options.json else made:
        line("  ".join(each.values()))
    return ExitCode.DONE
