"""``clerk fees``: what was paid, receipts, and the closing of the day."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.fee_papers import draw_closing, draw_fee_receipt
from clerk_app.workflow.fees import DayTakings, close_day, take_fee, takings, void_fee
from clerk_app.workflow.office import local
from storage.model import DossierCode
from storage.payments import Method, Payment


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("fees", parents=[common], help="fees and the closing of the day")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    taking = actions.add_parser("take", parents=[common], help="take a fee and print its receipt")
    taking.add_argument("code")
    taking.add_argument("--amount", type=int, help="in đồng; by default what the procedure names")
    taking.add_argument("--method", choices=[each.value for each in Method], default=Method.CASH.value)
    taking.add_argument("--out", type=Path, help="the receipt as PDF")
    taking.set_defaults(run=_take)
    voiding = actions.add_parser("void", parents=[common], help="mark as taken by mistake")
    voiding.add_argument("number", type=int)
    voiding.add_argument("--year", type=int, help="of the receipt, this year by default")
    voiding.add_argument("--reason", required=True)
    voiding.set_defaults(run=_void)
    for name, run in (("list", _list), ("close", _close)):
        daily = actions.add_parser(name, parents=[common])
        daily.add_argument("--on", type=date.fromisoformat, help="a day, today by default")
        daily.add_argument("--out", type=Path, help="the day's takings as PDF")
        daily.set_defaults(run=run)


def _take(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        payment = take_fee(desk, DossierCode(options.code), Method(options.method), options.amount)
        if options.out:
            options.out.write_bytes(draw_fee_receipt(desk, payment))
    _say(payment, options)
    return ExitCode.DONE


def _void(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        year = options.year or local(desk.clock.now()).year
        payment = void_fee(desk, year, options.number, options.reason)
    _say(payment, options)
    return ExitCode.DONE


def _list(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        found = takings(desk, options.on or local(desk.clock.now()).date())
        if options.out:
            options.out.write_bytes(draw_closing(desk, found))
    return _say_day(found, options)


def _close(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        found = close_day(desk, options.on or local(desk.clock.now()).date())
        if options.out:
            options.out.write_bytes(draw_closing(desk, found))
    return _say_day(found, options)


def _say(payment: Payment, options: argparse.Namespace) -> None:
    data = _as_data(payment)
    file = getattr(options, "out", None)
    if options.json:
        answer(data | ({"file": str(file.absolute())} if file else {}))
    else:
        line(f"{data['number']}  {data['dossier']}  {data['amount']}")


def _say_day(found: DayTakings, options: argparse.Namespace) -> ExitCode:
    data = {
        "day": f"{found.day}",
        "closed": found.closing is not None,
        "total": found.total(),
        **{method.value: found.total(method) for method in Method},
        "payments": [_as_data(each) for each in found.payments],
    }
    if options.json:
        answer(data)
    else:
        line(f"{data['day']}  {data['total']}")
    return ExitCode.DONE


def _as_data(payment: Payment) -> dict[str, Any]:
    return {
        "number": payment.number,
        "dossier": payment.dossier,
        "amount": payment.amount,
        "method": payment.method.value,
        "at": local(payment.at).isoformat(),
        "by": payment.actor,
        "void": payment.voided_at is not None,
    }
