"""``clerk dossier``: list, show and accept dossiers, and take their steps."""

import argparse
from datetime import datetime
from typing import Any
from uuid import uuid4

from clerk_app.cli.commands import dossier_pages, dossier_papers
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.cli.person import signed_in
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitisation import state_of
from clerk_app.workflow.export import export
from clerk_app.workflow.intake import Application, accept, accept_filed
from clerk_app.workflow.moves import Move, take_step
from clerk_app.workflow.office import VIETNAM, local
from clerk_app.workflow.originals import put_originals
from clerk_app.workflow.reading import read_dossier, work_list
from clerk_app.workflow.reuse import reuse
from clerk_app.workflow.submit import outbox_entry
from storage.model import Channel, Dossier, DossierCode, Person

_MOST = 200
_STEPS = {
    "process": Move.PROCESS,
    "supplement": Move.ASK_SUPPLEMENT,
    "supplemented": Move.TAKE_SUPPLEMENT,
    "demand-fee": Move.DEMAND_FEE,
    "fee-paid": Move.TAKE_FEE,
    "postpone": Move.POSTPONE,
    "hand-over": Move.HAND_OVER,
    "refuse": Move.REFUSE,
    "withdraw": Move.WITHDRAW,
    "stop": Move.STOP,
    "solve": Move.SOLVE,
    "return": Move.RETURN,
}
"""Actions that are one step each."""


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("dossier", parents=[common], help="dossiers")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("list", parents=[common]).set_defaults(run=_list)
    show = actions.add_parser("show", parents=[common])
    show.add_argument("code")
    show.set_defaults(run=_show)
    opening = actions.add_parser("open", parents=[common], help="open and accept a dossier")
    opening.add_argument("--procedure", required=True)
    opening.add_argument("--name", required=True)
    opening.add_argument("--id", required=True)
    opening.add_argument("--address", default="")
    opening.add_argument("--phone", default="")
    opening.add_argument("--channel", choices=[each.name.lower() for each in Channel], default="in_person")
    opening.add_argument("--submitter", default="", metavar="NAME", help="who comes for the applicant")
    opening.add_argument("--submitter-id", default="")
    opening.add_argument("--authorisation", default="", help="the paper that allows it")
    opening.add_argument("--missing", action="append", default=[], metavar="COMPONENT", help="not handed in")
    opening.add_argument("--key", help="accepting the same key again gives the same dossier")
    opening.set_defaults(run=_open)
    accepting = actions.add_parser("accept", parents=[common], help="accept what was filed online")
    accepting.add_argument("code")
    accepting.set_defaults(run=_accept)
    putting = actions.add_parser("originals", parents=[common], help="where the paper lies")
    putting.add_argument("code")
    putting.add_argument("place")
    putting.set_defaults(run=_originals)
    reusing = actions.add_parser("reuse", parents=[common], help="take a file over that is kept already")
    reusing.add_argument("code")
    reusing.add_argument("component")
    reusing.add_argument("--from", dest="source", required=True, metavar="CODE[/COMPONENT]")
    reusing.set_defaults(run=_reuse)
    dossier_papers.add_to(actions, common)
    dossier_pages.add_to(actions, common)
    for name, move in _STEPS.items():
        step = actions.add_parser(name, parents=[common])
        step.add_argument("code")
        step.add_argument("--reason", default="", help="why; told on the form")
        step.add_argument("--note", default="", help="papers to add, who takes over, how it was returned")
        step.add_argument(
            "--component",
            action="append",
            default=[],
            metavar="COMPONENT",
            help="which paper a supplement is to bring, or brought",
        )
        step.add_argument("--due", type=_moment, help="the new due time, YYYY-MM-DDTHH:MM")
        step.set_defaults(run=_step, move=move)


def _list(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        dossiers = [_as_data(dossier) for dossier in work_list(desk, limit=_MOST)]
    if options.json:
        answer({"dossiers": dossiers})
    for dossier in [] if options.json else dossiers:
        line(f"{dossier['code']}  {dossier['status']:12}  {dossier['due_at']}  {dossier['procedure_name']}")
    return ExitCode.DONE


def _show(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        data = _whole(desk, DossierCode(options.code))
    if options.json:
        answer(data)
    for name, value in () if options.json else data.items():
        line(f"{name}: {value}")
    return ExitCode.DONE


def _open(settings: Settings, options: argparse.Namespace) -> ExitCode:
    person = Person(options.name, options.id, options.address, options.phone)
    channel = Channel[options.channel.upper()]
    with signed_in(settings, options) as desk:
        application = Application(
            request_key=options.key or str(uuid4()),
            procedure_code=options.procedure,
            applicant=person,
            channel=channel,
            submitter=Person(options.submitter, options.submitter_id) if options.submitter else None,
            authorisation=options.authorisation,
            missing=frozenset(options.missing),
        )
        dossier = accept(desk, application)
        data = _whole(desk, dossier.code)
    if options.json:
        answer(data)
    else:
        line(f"{dossier.code}")
    return ExitCode.DONE


def _step(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        dossier = take_step(
            desk,
            DossierCode(options.code),
            options.move,
            reason=options.reason,
            note=options.note,
            due=options.due,
            components=frozenset(options.component),
        )
        data = _whole(desk, dossier.code)
    return _say_standing(dossier, data, options)


def _accept(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        dossier = accept_filed(desk, DossierCode(options.code))
        data = _whole(desk, dossier.code)
    return _say_standing(dossier, data, options)


def _say_standing(dossier: Dossier, data: dict[str, Any], options: argparse.Namespace) -> ExitCode:
    if options.json:
        answer(data)
    else:
        line(f"{dossier.code}  {dossier.status.name.lower()}  {local(dossier.due_at).isoformat()}")
    return ExitCode.DONE


def _originals(settings: Settings, options: argparse.Namespace) -> ExitCode:
    with signed_in(settings, options) as desk:
        saved = put_originals(desk, DossierCode(options.code), options.place)
    if options.json:
        answer({"code": saved.code, "originals_at": saved.originals_at})
    else:
        line(f"{saved.code}  {saved.originals_at}")
    return ExitCode.DONE


def _reuse(settings: Settings, options: argparse.Namespace) -> ExitCode:
    source, _slash, part = options.source.partition("/")
    with signed_in(settings, options) as desk:
        code = DossierCode(options.code)
        reuse(desk, code, options.component, DossierCode(source), part or None)
        data = _whole(desk, code)
    if options.json:
        answer(data)
    else:
        line(f"{code}  {options.component}")
    return ExitCode.DONE


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def _whole(desk: Desk, code: DossierCode) -> dict[str, Any]:
    dossier = read_dossier(desk, code)
    with desk.storage.unit_of_work(read_only=True) as work:
        documents, pages = work.documents.of(code), work.pages.of(code)
        moves = work.moves.of(code)
    entry = outbox_entry(desk, code)
    return _as_data(dossier) | {
        "applicant": dossier.applicant.full_name,
        "submitter": dossier.submitter and dossier.submitter.full_name,
        "authorisation": dossier.authorisation,
        "channel": dossier.channel.name.lower(),
        "holder": dossier.holder,
        "originals_at": dossier.originals_at,
        "pages": len(pages),
        "components": [
            {
                "code": each.code,
                "name": each.name,
                "received": each.received,
                "shown_only": each.shown_only,
                "state": state_of(each, documents).value,
                "reused_from": each.reused_from or None,
            }
            for each in dossier.components
        ],
        "documents": [
            {
                "kind": each.kind.value,
                "stage": each.stage.value,
                "file": str(export(desk, each)),
                "evidence": each.evidence and str(desk.storage.contents.path(each.evidence)),
            }
            for each in documents
        ],
        "steps": [
            {
                "step": each.move,
                "status": each.status.name.lower(),
                "at": local(each.at).isoformat(),
                "by": each.actor,
                "reason": each.reason,
                "note": each.note,
            }
            for each in moves
        ],
        "outbox": entry.state.value if entry else None,
    }


def _as_data(dossier: Dossier) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "status": dossier.status.name.lower(),
        "procedure": dossier.procedure_code,
        "procedure_name": dossier.procedure_name,
        "received_at": local(dossier.received_at).isoformat(),
        "due_at": local(dossier.due_at).isoformat(),
        "portal_receipt": dossier.portal_receipt,
    }
