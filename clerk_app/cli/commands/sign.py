"""``clerk sign`` and ``clerk number``: the signatures of one hand on one PDF."""

import argparse
import os
import webbrowser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from clerk_app.adapters import key_file, signing_service, token
from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, complain, line
from clerk_app.cli.pin import piped_pin, typed_pin
from clerk_app.cli.place import place
from clerk_app.i18n import Translate, translator
from clerk_app.settings import Settings
from clerk_app.workflow.check_signer import checked, warnings_of
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.number_file import number_file
from clerk_app.workflow.sign_file import FileSigned, SignatureRequest, sign_file
from clerk_app.workflow.signers import signer_of
from signing.keys.port import KeySource
from signing.keys.remote import RemoteKeys
from signing.keys.remote.login import Browser
from signing.keys.remote.service import Service
from signing.model import Fingerprint, Level, Role
from signing.timestamp import TimestampService
from signing.trust import Examiner

_PEOPLE = (Role.OFFICIAL.value, Role.LEADER.value, Role.SEAL.value)
_LEVELS = tuple(level.value for level in Level if level is not Level.CMS)


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    parser = commands.add_parser("sign", parents=[common], help="sign a PDF")
    parser.add_argument("file", type=Path)
    parser.add_argument("--as", dest="role", choices=_PEOPLE, required=True)
    parser.add_argument(
        "--place",
        type=place,
        help="where the text of a copy goes: PAGE:LEFT,BOTTOM,WIDTH,HEIGHT in millimetres",
    )
    parser.add_argument(
        "--attached-to",
        default="",
        metavar="NUMBER",
        help="sign the file as the attachment of a letter, with the seal: 171/QĐ-UBND",
    )
    _add_means(parser)
    parser.set_defaults(run=_run)
    parser = commands.add_parser("number", parents=[common], help="give a decision its number and date")
    parser.add_argument("file", type=Path)
    parser.add_argument("--number", required=True, help="as printed after the word for it: 171/QĐ-UBND")
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
    _add_means(parser)
    parser.set_defaults(run=_run, role=Role.NUMBER.value, place=None, attached_to="")


def _add_means(parser: argparse.ArgumentParser) -> None:
    keys = parser.add_mutually_exclusive_group()
    keys.add_argument("--token", type=Path, metavar="MODULE", help="PKCS#11 module; the demonstration's")
    keys.add_argument("--pkcs12", type=Path, metavar="FILE", help="key file")
    keys.add_argument("--remote", metavar="URL", help="signing service (CSC 1.0.4, up to /csc/v1)")
    parser.add_argument("--credential", default="", metavar="ID", help="which key of the service")
    parser.add_argument(
        "--client",
        default="",
        metavar="ID",
        help="log in to the service in the browser, under the name by which it knows this program"
        " (its secret, if it has one, in CLERK_CSC_SECRET; instead of a login a token in CLERK_CSC_TOKEN)",
    )
    parser.add_argument("--certificate", type=fingerprint, metavar="SHA256", help="which one of the token")
    parser.add_argument("--level", choices=_LEVELS, help="from the settings by default")
    parser.add_argument("--tsa", metavar="URL", help="time stamp service")
    parser.add_argument("--pin-stdin", action="store_true", help="read the PIN from standard input")
    parser.add_argument("--out", type=Path, required=True)


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint that somebody typed, with or without colons.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    digits = text.replace(":", "").lower()
    if len(digits) != 64 or set(digits) - set("0123456789abcdef"):
        raise argparse.ArgumentTypeError(text)
    return Fingerprint(digits)


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)
    with open_desk(settings) as (desk, _embedded):
        request = _request(desk, options, translate)
        check = checked(request.examiner, request.keys, request.fingerprint)
        warnings = () if check is None else warnings_of(check, translate)
        pin = pin_for(options, translate, warnings, wanted=_takes_pin(request))
        if pin is None:
            return ExitCode.USAGE
        if request.role is Role.NUMBER:
            done = number_file(desk, request, options.number, options.date, pin)
        else:
            done = sign_file(desk, request, pin)
    if options.json:
        answer(_as_data(done))
    else:
        _show(translate, done)
    return ExitCode.DONE


def pin_for(
    options: argparse.Namespace, translate: Translate, warnings: Iterable[str], *, wanted: bool = True
) -> bytearray | None:
    """Tell what the certificate's check warned of, then take the PIN; None without pipe and terminal."""
    for warning in warnings:
        complain(warning)
    if not wanted:
        return bytearray()
    pin = piped_pin() if options.pin_stdin else typed_pin(translate("PIN: "))
    if pin is None:
        complain(translate("Type the PIN at a terminal, or give it on standard input with --pin-stdin."))
    return pin


def _takes_pin(request: SignatureRequest) -> bool:
    """Some signing services ask the person themselves."""
    keys = request.keys
    return not isinstance(keys, RemoteKeys) or keys.takes_pin(request.fingerprint)


def _request(desk: Desk, options: argparse.Namespace, translate: Translate) -> SignatureRequest:
    role = Role(options.role)
    keys, wanted = _keys(desk, role, options, translate)
    level = Level(options.level or desk.settings.signing.level)
    return SignatureRequest(
        source=options.file.absolute(),
        target=options.out.absolute(),
        role=role,
        keys=keys,
        fingerprint=wanted,
        level=level,
        timestamps=_timestamps(desk, level, options.tsa),
        examiner=Examiner(desk.trust()),
        place=options.place,
        attached_to=options.attached_to,
    )


def _keys(
    desk: Desk, role: Role, options: argparse.Namespace, translate: Translate
) -> tuple[KeySource, Fingerprint | None]:
    if options.token:
        return token(options.token.absolute()), options.certificate
    if options.remote:
        return _remote(options, translate), options.certificate
    if options.pkcs12:
        return key_file(options.pkcs12.absolute()), options.certificate
    # the records clerk keeps the agency's seal, and numbers with it
    person = signer_of(desk, Role.SEAL if role is Role.NUMBER else role)
    return person.keys, options.certificate or person.fingerprint


def _remote(options: argparse.Namespace, translate: Translate) -> RemoteKeys:
    def ask_code() -> bytearray:
        code = piped_pin() if options.pin_stdin else typed_pin(translate("One-time code: "))
        return bytearray() if code is None else code

    def show(address: str) -> None:
        complain(translate("Agree on the page of the signing service that opens in the browser."))
        if not webbrowser.open(address):
            complain(address)

    secret = os.environ.get("CLERK_CSC_SECRET", "")
    browser = Browser(options.client, show, secret) if options.client else None
    service = Service(options.remote, bearer=os.environ.get("CLERK_CSC_TOKEN", ""))
    return signing_service(service, options.credential, ask_code, browser)


def _timestamps(desk: Desk, level: Level, url: str | None) -> TimestampService | None:
    if level is Level.B_B:
        return None
    return TimestampService(url, desk.settings.signing.timestamp_seconds) if url else desk.timestamps()


def _as_data(done: FileSigned) -> dict[str, Any]:
    signed = done.signed
    return {
        "file": str(signed.path),
        "bytes": signed.size,
        "sha256": signed.sha256,
        "signer": signed.certificate.common_name,
        "signed_at": signed.signed_at.isoformat(),
        "level": signed.level.value,
        "wanted_level": signed.wanted_level.value,
        "verdict": done.judged.verdict.value,
    }


def _show(translate: Translate, done: FileSigned) -> None:
    signed = done.signed
    line(f"{signed.path}  ({signed.certificate.common_name}, {signed.level.value})")
    if signed.level is not signed.wanted_level:
        wanted, level = signed.wanted_level.value, signed.level.value
        complain(
            translate("{wanted} was not to be had now; it is {level}.").format(wanted=wanted, level=level)
        )
