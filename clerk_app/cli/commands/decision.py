"""``clerk decision``: the way of a dossier's decision through all hands."""

import argparse
from typing import Any

from clerk_app.cli.commands.sign import pin_for
from clerk_app.cli.exit_codes import ExitCode, exit_code
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.i18n import Translate, translator
from clerk_app.settings import Settings
from clerk_app.workflow.check_signer import check_signer, warnings_of
from clerk_app.workflow.countersign_batch import Countersigned, ShownDecision, countersign_all
from clerk_app.workflow.decide import sign_decision
from clerk_app.workflow.decisions import decisions, return_decision, waiting_for
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.messages import message_for
from signing.model import Role
from storage.model import Document, DossierCode

_HANDS = {"sign": Role.OFFICIAL, "countersign": Role.LEADER, "publish": Role.SEAL}
_HELP = {
    "sign": "draft the decision and sign it as the official",
    "countersign": "sign it as the leader; several with one PIN",
    "publish": "give number and date, and seal it",
}


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("decision", parents=[common], help="decisions of dossiers")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("list", parents=[common], help="who has to sign what").set_defaults(run=_list)
    for name, role in _HANDS.items():
        hand = actions.add_parser(name, parents=[common], help=_HELP[name])
        hand.add_argument("code", nargs="+" if role is Role.LEADER else None)
        hand.add_argument("--pin-stdin", action="store_true", help="read the PIN from standard input")
        hand.set_defaults(run=_sign, role=role)
    back = actions.add_parser("return", parents=[common], help="give it back to the official")
    back.add_argument("code")
    back.add_argument("--reason", required=True)
    back.set_defaults(run=_return)


def _list(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        found = decisions(desk)
    rows = [
        {
            "dossier": each.dossier,
            "stage": each.document.stage.value,
            "next": None if each.next_role is None else each.next_role.value,
            "verdict": each.document.verdict,
            "level": each.document.level,
        }
        for each in found
    ]
    if options.json:
        answer({"decisions": rows})
    for row in [] if options.json else rows:
        line("  ".join(str(value) for value in row.values() if value is not None))
    return ExitCode.DONE


def _sign(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)
    with signed_in(settings, options) as desk:
        warnings = list(warnings_of(check_signer(desk, options.role), translate))
        pin = pin_for(options, translate, warnings)
        if pin is None:
            return ExitCode.USAGE
        if options.role is Role.LEADER and len(options.code) > 1:
            return _countersign(desk, translate, options, pin)
        code = options.code[0] if options.role is Role.LEADER else options.code
        document = sign_decision(desk, DossierCode(code), options.role, pin)
        _show(desk, document, as_json=options.json)
    return ExitCode.DONE


def _countersign(desk: Desk, translate: Translate, options: argparse.Namespace, pin: bytearray) -> ExitCode:
    """Countersign several decisions with one PIN; the worst outcome is the exit code."""
    waiting = {each.dossier: each.document for each in waiting_for(desk, Role.LEADER)}
    codes = [DossierCode(code) for code in dict.fromkeys(options.code)]
    shown = [ShownDecision(code, waiting[code].content) for code in codes if code in waiting]
    outcomes = list(countersign_all(desk, shown, pin))
    told = {each.dossier: _outcome(each, translate) for each in outcomes}
    rows = [{"dossier": code, **told.get(code, {"stage": "waits", "reason": ""})} for code in codes]
    if options.json:
        answer({"decisions": rows})
    for row in [] if options.json else rows:
        line("  ".join(str(value) for value in row.values() if value))
    errors = [each.error for each in outcomes if each.error is not None]
    missing = ExitCode.FIX_INPUT if len(told) < len(codes) else ExitCode.DONE
    return max([missing, *(exit_code(error) for error in errors)])


def _outcome(each: Countersigned, translate: Translate) -> dict[str, str]:
    if each.document is not None:
        return {"stage": each.document.stage.value, "reason": ""}
    return {"stage": "signed", "reason": str(message_for(each.error, translate)) if each.error else ""}


def _return(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        document = return_decision(desk, DossierCode(options.code), options.reason)
        _show(desk, document, as_json=options.json)
    return ExitCode.DONE


def _show(desk: Desk, document: Document, *, as_json: bool) -> None:
    told = {
        "dossier": document.dossier,
        "file": str(desk.storage.contents.path(document.content)),
        "stage": document.stage.value,
        "verdict": document.verdict,
        "level": document.level,
        "wanted_level": document.wanted_level,
    }
    if as_json:
        answer(told)
    else:
        line("  ".join(str(value) for value in told.values() if value is not None))
