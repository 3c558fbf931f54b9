"""``clerk demo``: the whole main job on embedded defaults."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.demonstration.run import DemonstrationRun
from clerk_app.i18n import Translate, later, translator
from clerk_app.settings import Settings

_STEPS = {
    "start": later("Scanner, tokens, time stamp service and portal are starting"),
    "accept": later("Dossier {dossier} accepted, receipt printed"),
    "scan": later("Component {component} scanned, cleaned and read, pages: {pages}"),
    "sign": later("Documents bundled as PDF/A, signed and verified ({levels})"),
    "submit": later("Sent to the portal: {portal}, receipt {receipt}"),
    "decide": later("Decision signed, countersigned, sealed: {verdict}"),
}


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("demo", parents=[common], help="the whole main job, simulated")
    parser.add_argument("--pages", type=Path, help="folder of page images to feed to the scanner")
    parser.set_defaults(run=_run)


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)

    def say(step: str, facts: Mapping[str, object]) -> None:
        if not options.json:
            line(_sentence(translate, step, facts))

    with open_desk(settings) as (desk, embedded):
        run = DemonstrationRun(desk, embedded, options.pages, say)
        result = run.result()
        if options.json:
            answer(result)
        else:
            _show(translate, result)
    if result["portal"]["status"] != "accepted":  # the next run goes on with this dossier
        return ExitCode.WAIT
    run.forget()  # last of all: a run that is killed while its servers end was not over
    return ExitCode.DONE


def _sentence(translate: Translate, step: str, facts: Mapping[str, object]) -> str:
    name, _, component = step.partition(" ")
    return f"{facts['seconds']:6.2f} s  " + translate(_STEPS[name]).format(component=component, **facts)


def _show(translate: Translate, result: dict[str, Any]) -> None:
    line("")
    line(translate("Dossier: {code}").format(code=result["dossier"]))
    for document in result["documents"]:
        line(f"  {document['file']}  ({document['pages']}, {document['signature_verdict']})")
    line(
        translate("Decision: {file} ({verdict})").format(
            file=result["decision"]["file"], verdict=result["decision"]["signature_verdict"]
        )
    )
    line(translate("Receipt: {file}").format(file=result["receipt_form"]))
    line(translate("Portal: {status}, {receipt}").format(**result["portal"]))
