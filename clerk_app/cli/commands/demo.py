"""``clerk demo``: the whole main job on embedded defaults."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clerk_app.bootstrap import open_desk
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, line
from clerk_app.demonstration.run import DemonstrationRun, Stage
from clerk_app.i18n import Translate, later, translator
from clerk_app.settings import Settings
from clerk_app.workflow.verdicts import VERDICTS
from storage.outbox import OutboxState

SENTENCES = {
    Stage.START: later("Scanner, tokens, time stamp service and portal are starting"),
    Stage.ACCEPT: later("Dossier {dossier} accepted, receipt printed"),
    Stage.SCAN: later("Component {component} scanned, cleaned and read, pages: {pages}"),
    Stage.SIGN: later("Documents bundled as PDF/A, signed and verified ({levels})"),
    Stage.SUBMIT: later("Sent to the portal: {portal}, receipt {receipt}"),
    Stage.DECIDE: later("Decision signed, countersigned, sealed: {verdict}"),
    Stage.RESULT: later("Result sent to the portal: {portal}"),
}
_WORDS = {verdict.value: words for verdict, words in VERDICTS.items()} | {
    OutboxState.WAITING.value: later("waits"),
    OutboxState.HELD.value: later("held"),
    OutboxState.ACCEPTED.value: later("accepted"),
    OutboxState.REFUSED.value: later("refused"),
}
"""What a run tells in one word, as people say it."""


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("demo", parents=[common], help="the whole main job, simulated")
    parser.add_argument("--pages", type=Path, help="folder of page images to feed to the scanner")
    parser.set_defaults(run=_run)


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)

    def say(stage: Stage, facts: Mapping[str, object]) -> None:
        if not options.json:
            line(sentence(translate, stage, facts))

    with open_desk(settings) as (desk, embedded):
        run = DemonstrationRun(desk, embedded, options.pages, say)
        result = run.result()
        if options.json:
            answer(result)
        else:
            line("\n".join(["", *summary(translate, result)]))
    if result["portal"]["status"] != "accepted":  # the next run goes on with this dossier
        return ExitCode.WAIT
    run.forget()  # last of all: a run that is killed while its servers end was not over
    return ExitCode.DONE


def sentence(translate: Translate, stage: Stage, facts: Mapping[str, object]) -> str:
    """Return what a step has reached, in words."""
    said = {name: _word(translate, value) for name, value in facts.items()}
    return f"{facts['seconds']:6.2f} s  " + translate(SENTENCES[stage]).format(**said)


def _word(translate: Translate, value: object) -> object:
    return translate(_WORDS[value]) if isinstance(value, str) and value in _WORDS else value


def summary(translate: Translate, result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that tell people what a run has made, and where it lies."""
    yield translate("Dossier: {code}").format(code=result["dossier"])
    for document in result["documents"]:
        verdict = _word(translate, document["signature_verdict"])
        yield f"  {document['file']}  ({document['pages']}, {verdict})"
    decision, portal = result["decision"], result["portal"]
    verdict = _word(translate, decision["signature_verdict"])
    yield translate("Decision: {file} ({verdict})").format(file=decision["file"], verdict=verdict)
    yield translate("Receipt: {file}").format(file=result["receipt_form"])
    status = _word(translate, portal["status"])
    yield translate("Portal: {status}, {receipt}").format(status=status, receipt=portal["receipt"])
