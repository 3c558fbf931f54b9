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
from clerk_app.workflow.decide import NEXT_ROLE, sign_decision
from clerk_app.workflow.decision_batch import DecisionOutcome, ShownDecision, sign_decisions
from clerk_app.workflow.decisions import decisions, return_decision, waiting_for
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.issued import enter_elsewhere, next_issue, register
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.office import local
from signing.model import Role
from storage.issued import IssuedNumber
from storage.model import Document, DossierCode

_HANDS = {"sign": Role.OFFICIAL, "countersign": Role.LEADER, "publish": Role.SEAL}
_MANY = (Role.LEADER, Role.SEAL)
_HELP = {
    "sign": "draft the decision and sign it as the official",
    "countersign": "sign it as the leader; several with one PIN",
    "publish": "give number and date, and seal it; several with one PIN",
}


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("decision", parents=[common], help="decisions of dossiers")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("list", parents=[common], help="who has to sign what").set_defaults(run=_list)
    for name, role in _HANDS.items():
        hand = actions.add_parser(name, parents=[common], help=_HELP[name])
        hand.add_argument("code", nargs="+" if role in _MANY else 1)
        if role is Role.SEAL:
            hand.add_argument("--number", type=int, help="the next one of the register, or nothing is sealed")
        hand.add_argument("--pin-stdin", action="store_true", help="read the PIN from standard input")
        hand.set_defaults(run=_sign, role=role)
    back = actions.add_parser("return", parents=[common], help="give it back to the official")
    back.add_argument("code")
    back.add_argument("--reason", required=True)
    back.set_defaults(run=_return)
    book = actions.add_parser("register", parents=[common], help="the numbers of a year")
    book.add_argument("--year", type=int, help="this one if none is given")
    book.set_defaults(run=_register)
    other = actions.add_parser("elsewhere", parents=[common], help="numbers that were given elsewhere")
    other.add_argument("until", type=int, help="the last of them; the first is the next of the register")
    other.add_argument("--subject", required=True, help="what they were given for")
    other.set_defaults(run=_elsewhere)


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
        number = options.number if options.role is Role.SEAL else None
        if number is not None:
            next_issue(desk, number)  # what cannot be is said before the PIN is typed
        pin = pin_for(options, translate, warnings)
        if pin is None:
            return ExitCode.USAGE
        if len(options.code) > 1:
            return _sign_many(desk, translate, options, pin)
        document = sign_decision(desk, DossierCode(options.code[0]), options.role, pin, number=number)
        _show(desk, document, as_json=options.json)
    return ExitCode.DONE


def _sign_many(desk: Desk, translate: Translate, options: argparse.Namespace, pin: bytearray) -> ExitCode:
    """Countersign or seal several decisions with one PIN; the worst outcome is the exit code."""
    waiting = {each.dossier: each.document for each in waiting_for(desk, options.role)}
    codes = [DossierCode(code) for code in dict.fromkeys(options.code)]
    shown = [ShownDecision(code, waiting[code].content) for code in codes if code in waiting]
    before = next(stage.value for stage, role in NEXT_ROLE.items() if role is options.role)
    outcomes = list(sign_decisions(desk, options.role, shown, pin))
    told = {each.dossier: _outcome(each, before, translate) for each in outcomes}
    rows = [{"dossier": code, **told.get(code, {"stage": "waits", "reason": ""})} for code in codes]
    if options.json:
        answer({"decisions": rows})
    for row in [] if options.json else rows:
        line("  ".join(str(value) for value in row.values() if value))
    errors = [each.error for each in outcomes if each.error is not None]
    missing = ExitCode.FIX_INPUT if len(told) < len(codes) else ExitCode.DONE
    return max([missing, *(exit_code(error) for error in errors)])


def _outcome(each: DecisionOutcome, stage: str, translate: Translate) -> dict[str, str]:
    if each.document is not None:
        return {"stage": each.document.stage.value, "reason": ""}
    return {"stage": stage, "reason": str(message_for(each.error, translate)) if each.error else ""}


def _return(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        document = return_decision(desk, DossierCode(options.code), options.reason)
        _show(desk, document, as_json=options.json)
    return ExitCode.DONE


def _register(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        found = register(desk, options.year or local(desk.clock.now()).year)
    rows = [_as_data(each) for each in found]
    if options.json:
        answer({"numbers": rows})
    for row in [] if options.json else rows:
        line("  ".join(str(value) for value in row.values() if value is not None))
    return ExitCode.DONE


def _elsewhere(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        row = _as_data(enter_elsewhere(desk, options.until, options.subject))
    if options.json:
        answer(row)
    else:
        line("  ".join(str(value) for value in row.values() if value is not None))
    return ExitCode.DONE


def _as_data(each: IssuedNumber) -> dict[str, Any]:
    return {
        "first": each.first,
        "number": each.number,
        "date": f"{each.issued_on}",
        "subject": each.subject,
        "dossier": each.dossier,
    }


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
