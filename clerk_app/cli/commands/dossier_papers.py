"""``clerk dossier scan`` and ``clerk dossier sign``: paper into a dossier, its files signed."""

import argparse
from typing import Any

from clerk_app.cli.commands.sign import pin_for
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.i18n import translator
from clerk_app.settings import Settings
from clerk_app.workflow.check_signer import check_signer, warnings_of
from clerk_app.workflow.digitise import PageRead, digitise
from clerk_app.workflow.errors import UnknownComponent
from clerk_app.workflow.progress import next_step
from clerk_app.workflow.reading import read_dossier
from clerk_app.workflow.sign_bundle import sign_dossier
from scanning.model import silent
from signing.model import Role
from storage.model import DossierCode


def add_to(actions: Any, common: argparse.ArgumentParser) -> None:
    """Describe the two actions."""
    scanning = actions.add_parser("scan", parents=[common], help="scan what lies in the feeder into a paper")
    scanning.add_argument("code")
    scanning.add_argument("component")
    scanning.set_defaults(run=_scan)
    signing = actions.add_parser("sign", parents=[common], help="sign what was scanned, and queue it")
    signing.add_argument("code")
    signing.add_argument("--pin-stdin", action="store_true", help="read the PIN from standard input")
    signing.set_defaults(run=_sign)


def _scan(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        dossier = read_dossier(desk, DossierCode(options.code))
        if options.component not in {part.code for part in dossier.components}:
            raise UnknownComponent(options.component)
        events = digitise(desk, dossier.code, options.component, report=silent)
        numbers = sorted(event.page.number for event in events if isinstance(event, PageRead))
        step = next_step(desk, dossier.code)
    data = {"code": dossier.code, "component": options.component, "pages": numbers, "next": step.value}
    if options.json:
        answer(data)
    else:
        line(f"{dossier.code}  {options.component}  {len(numbers)}")
    return ExitCode.DONE


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
