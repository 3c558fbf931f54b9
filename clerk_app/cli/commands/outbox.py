"""``clerk submit`` and ``clerk outbox``: what waits for the portal."""

import argparse
from collections.abc import Sequence
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.portal_fit import require_fit
from clerk_app.workflow.submit import deliver, outbox_entry, pause, paused_by, retry, send, take_back, waiting
from storage.model import DossierCode
from storage.outbox import OutboxEntry, OutboxState

_CODES = {
    OutboxState.ACCEPTED: ExitCode.DONE,
    OutboxState.REFUSED: ExitCode.BAD_NEWS,
    OutboxState.HELD: ExitCode.BAD_NEWS,
}


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the commands."""
    submit = commands.add_parser("submit", parents=[common], help="deliver a dossier that is signed")
    submit.add_argument("code")
    submit.set_defaults(run=_submit)
    outbox = commands.add_parser("outbox", parents=[common], help="what waits for the portal")
    outbox.add_argument("--deliver", action="store_true", help="send now what is due")
    outbox.add_argument("--retry", metavar="CODE", help="let what was held of a dossier be sent again")
    outbox.add_argument("--take-back", metavar="CODE", help="take a wrong upload back from the portal")
    outbox.add_argument("--reason", default="", help="why it is taken back")
    pausing = outbox.add_mutually_exclusive_group()
    pausing.add_argument("--pause", action="store_true", help="let everything wait")
    pausing.add_argument("--resume", action="store_true", help="go on after a pause")
    outbox.set_defaults(run=_outbox)


def _submit(settings: Settings, options: argparse.Namespace) -> ExitCode:
    code = DossierCode(options.code)
    with signed_in(settings, options) as desk:
        require_fit(desk, code)
        send(desk, code)
        deliver(desk, report=lambda _progress: None, force=True)
        entry = outbox_entry(desk, code)
    if entry is None:
        return ExitCode.WAIT
    _show([entry], as_json=options.json)
    return _CODES.get(entry.state, ExitCode.WAIT)


def _outbox(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        if options.pause or options.resume:
            pause(desk, paused=options.pause)
        if options.retry:
            retry(desk, DossierCode(options.retry))
        if options.take_back:
            take_back(desk, DossierCode(options.take_back), options.reason)
        if options.deliver:
            deliver(desk, report=lambda _progress: None, force=True)
        entries, stopper = waiting(desk), paused_by(desk)
    _show(entries, as_json=options.json, paused_by=stopper)
    return ExitCode.WAIT if entries and options.deliver else ExitCode.DONE


def _show(entries: Sequence[OutboxEntry], *, as_json: bool, paused_by: str | None = None) -> None:
    rows = [
        {
            "dossier": entry.dossier,
            "kind": entry.kind.value,
            "state": entry.state.value,
            "attempts": entry.attempts,
            "receipt": entry.receipt,
            "reason": entry.reason,
            "last_error": entry.last_error,
        }
        for entry in entries
    ]
    if as_json:
        answer({"entries": rows, "paused_by": paused_by})
    for row in [] if as_json else rows:
        line("  ".join(str(value) for value in row.values() if value is not None))
