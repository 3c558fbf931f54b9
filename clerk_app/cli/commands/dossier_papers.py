"""``clerk dossier scan``, ``fit`` and ``sign``: paper into a dossier, made to fit the portal, signed."""

import argparse
from collections.abc import Iterator, Set
from dataclasses import asdict
from pathlib import Path
from typing import Any

from clerk_app.cli.commands.sign import pin_for
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, complain, line
from clerk_app.cli.person import signed_in
from clerk_app.cli.turn import ask_to_turn
from clerk_app.i18n import Translate, translator
from clerk_app.profiles import ScanProfile
from clerk_app.settings import Settings
from clerk_app.workflow.check_signer import check_signer, warnings_of
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import Event, PageKept, PageRead, digitise, digitise_backs
from clerk_app.workflow.errors import UnknownComponent
from clerk_app.workflow.import_files import FileRefused, import_files, watch_folder, watched_folder
from clerk_app.workflow.messages import message_for
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
    scanning.add_argument("component", nargs="?", help="without one, a stack that is sorted afterwards")
    scanning.add_argument("--component", dest="named", metavar="COMPONENT", help="the same, by name")
    scanning.add_argument("--profile", metavar="NAME", help="how it is scanned")
    instead = scanning.add_mutually_exclusive_group()
    instead.add_argument(
        "--from", dest="files", type=Path, nargs="+", metavar="FILE", help="not paper, but files"
    )
    instead.add_argument(
        "--watch", type=Path, metavar="FOLDER", help="files as they arrive there; Ctrl+C ends"
    )
    scanning.add_argument("--once", action="store_true", help="with --watch: what is there now, then end")
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
    component, translate = options.named or options.component or UNSORTED, translator(settings.language)
    with signed_in(settings, options) as desk:
        dossier = read_dossier(desk, DossierCode(options.code))
        if component not in {part.code for part in dossier.components} | {UNSORTED}:
            raise UnknownComponent(component)
        events = _events(desk, dossier.code, component, options, translate)
        pages, refused = _taken(
            events, translate, is_endless=bool(_folder(desk, options)) and not options.once
        )
        numbers = _numbers(desk, dossier.code, pages)
        step = next_step(desk, dossier.code)
    data = {"code": dossier.code, "component": component, "pages": numbers, "next": step.value}
    if options.json:
        told = [{"file": str(each.file.absolute()), "reason": each.error.reason} for each in refused]
        answer(data | {"refused": told})
    else:
        line(f"{dossier.code}  {component}  {len(numbers)}")
    return ExitCode.FIX_INPUT if refused else ExitCode.DONE


def _events(
    desk: Desk, code: DossierCode, component: str, options: argparse.Namespace, translate: Translate
) -> Iterator[Event | FileRefused]:
    profile = desk.settings.profile(options.profile)
    folder = _folder(desk, options)
    if options.files:
        yield from import_files(desk, code, component, options.files, profile=profile)
    elif folder:
        yield from watch_folder(
            desk,
            code,
            component,
            folder,
            translate=translate,
            report=silent,
            profile=profile,
            once=options.once,
        )
    else:
        yield from _from_paper(desk, code, component, profile, translate)


def _folder(desk: Desk, options: argparse.Namespace) -> Path | None:
    """Return the folder to watch: the named one, else the profile's, None to scan or to take files."""
    if options.files:
        return None
    watch: Path | None = options.watch
    return watch or watched_folder(desk, desk.settings.profile(options.profile))


def _from_paper(
    desk: Desk, code: DossierCode, component: str, profile: ScanProfile, translate: Translate
) -> Iterator[Event]:
    """Scan; where the profile says so, ask for the stack to be turned, and scan the backs."""
    fronts = []
    for event in digitise(desk, code, component, report=silent, profile=profile):
        if isinstance(event, PageKept):
            fronts.append(event.page)
        yield event
    if profile.turn_stack:
        ask_to_turn(translate)()
        yield from digitise_backs(desk, code, component, fronts, report=silent, profile=profile)


def _taken(
    events: Iterator[Event | FileRefused], translate: Translate, *, is_endless: bool
) -> tuple[set[int], list[FileRefused]]:
    """Return the ids of the pages that came, and the refused files; say at once what somebody should know.

    Ctrl+C is how a watch without an end is meant to end.
    """
    pages, refused = set[int](), list[FileRefused]()
    try:
        for event in events:
            if isinstance(event, PageKept | PageRead):
                pages.add(event.page.id)
            elif isinstance(event, FileRefused):
                refused.append(event)
                complain(str(message_for(event.error, translate)))
            else:
                complain(misfit_sentence(event.misfit, translate))
    except KeyboardInterrupt:
        if not is_endless:
            raise
    return pages, refused


def _numbers(desk: Desk, code: DossierCode, ids: Set[int]) -> list[int]:
    """Return the numbers of pages in their papers as they stand now."""
    with desk.storage.unit_of_work(read_only=True) as work:
        return sorted(page.number for page in work.pages.of(code) if page.id in ids)


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
