"""``clerk digitise``: files of pages to searchable PDF/A."""

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import answer, complain, line
from clerk_app.cli.progress import end_progress, progress
from clerk_app.i18n import Translate, translator
from clerk_app.profiles import ScanProfile
from clerk_app.settings import Settings, UnknownSetting
from clerk_app.workflow.digitise_files import (
    CardOnPage,
    Digitised,
    DigitisedDocument,
    DigitisedPage,
    FilesToDigitise,
    digitise_files,
)
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.separation import Separation, separation
from scanning.extract.model import Field
from scanning.extract.people import PersonRead
from scanning.intake.documents import page_files
from scanning.ocr.reading import LANGUAGES
from scanning.separate.model import Expected
from storage.clock import SystemClock


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser = commands.add_parser("digitise", parents=[common], help="page images, TIFF, PDF to PDF/A")
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="file, or folder of files")
    parser.add_argument("--out", type=Path, required=True, help="folder for the PDFs")
    parser.add_argument("--languages", default=LANGUAGES, help="of the text, as Tesseract calls them")
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="pages read at once")
    parser.add_argument("--profile", metavar="NAME", help="its clean-up and separation; options change them")
    parser.add_argument("--drop-blank", action="store_true", default=None, help="leave blank pages out")
    parser.add_argument("--first-reading", action="store_true", help="do not read doubtful words again")
    parser.add_argument(
        "--separate",
        type=_way,
        metavar="WAY",
        help="how a stack is split: none, sheets, codes, pages:N, recognise",
    )
    parser.add_argument("--procedure", metavar="CODE", help="whose papers are to be recognised")
    parser.set_defaults(run=_run)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(text)
    return number


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    translate = translator(settings.language)
    profile = _profile(settings, options)
    request = FilesToDigitise(
        inputs=tuple(_files(options.inputs)),
        out=options.out.absolute(),
        jobs=options.jobs,
        languages=options.languages,
        clean_up=profile.clean_up,
        again=not options.first_reading,
        separation=replace(_separation(profile), expected=_expected(settings, options.procedure)),
    )
    report = progress(translate("{done} pages read"))
    done = digitise_files(request, SystemClock().now(), report=report)
    end_progress()
    if options.json:
        answer(_as_data(done))
    else:
        _show(translate, done)
    unreadable = [each.error for each in done.skipped if each.error]
    for error in unreadable:
        complain(str(message_for(error, translate)))
    return ExitCode.FIX_INPUT if unreadable else ExitCode.DONE


def _profile(settings: Settings, options: argparse.Namespace) -> ScanProfile:
    """Return the named profile with what the options change; without a name, what the options say alone."""
    wanted = {"drop_blank": options.drop_blank, "separate": options.separate}
    if options.profile is None:
        return ScanProfile(**{name: value for name, value in wanted.items() if value is not None})
    return settings.profile(options.profile, **wanted)


def _way(text: str) -> str:
    """Return a way to separate as it was written, if there is such a way."""
    separation(text)
    return text


def _separation(profile: ScanProfile) -> Separation:
    try:
        return separation(profile.separate)
    except ValueError as error:
        raise UnknownSetting(f"separate = {profile.separate}", "separate = none") from error


def _expected(settings: Settings, procedure: str | None) -> tuple[Expected, ...]:
    """Return the papers of a procedure that are scanned; none without a procedure."""
    if procedure is None:
        return ()
    from clerk_app.bootstrap import open_desk  # loads records and signatures: 2 s that files do without
    from clerk_app.workflow.procedures.in_force import procedure_in_force

    with open_desk(settings) as (desk, _embedded):
        components = procedure_in_force(desk, procedure).components
    return tuple(Expected(part.code, part.name) for part in components if not part.shown_only)


def _files(inputs: list[Path]) -> list[Path]:
    """Return absolute files; a folder stands for the files of pages in it, by name."""
    files: list[Path] = []
    for each in inputs:
        files += page_files(each.absolute()) if each.is_dir() else [each.absolute()]
    return files


def _as_data(done: Digitised) -> dict[str, Any]:
    return {
        "documents": [_document(document) for document in done.documents],
        "skipped": [
            {"source": str(each.source), "source_page": each.source_page, "reason": each.reason}
            for each in done.skipped
        ],
        "seconds": done.seconds,
    }


def _document(document: DigitisedDocument) -> dict[str, Any]:
    return {
        "file": str(document.bundle.file),
        "bytes": document.bundle.bytes,
        "pdfa": "2b",
        "component": document.component,
        "component_confidence": document.component_confidence,
        "fields": {each.name.value: _field(each) for each in document.fields},
        "people": [_person(each) for each in document.people],
        "cards": [_card(each) for each in document.cards],
        "pages": [_page(page) for page in document.pages],
    }


def _person(person: PersonRead) -> dict[str, Any]:
    parts = (person.id_number, person.full_name, person.born, person.sex)
    fields = {each.name.value: _field(each) for each in parts if each is not None}
    return fields | {"doubts": [doubt.name.lower() for doubt in person.doubts()]}


def _card(found: CardOnPage) -> dict[str, Any]:
    card = found.card
    return {
        "page": found.page,
        "id_number": card.id_number,
        "full_name": card.full_name,
        "born": card.born.isoformat() if card.born else None,
        "sex": card.sex.value if card.sex else None,
        "address": card.address,
        "issued": card.issued.isoformat() if card.issued else None,
        "differences": [
            {"name": each.name.value, "on_card": each.on_card, "read": _field(each.read)}
            for each in found.differences
        ],
    }


def _field(found: Field) -> dict[str, Any]:
    box = found.box
    return {
        "value": found.value,
        "confidence": found.confidence,
        "page": found.page,
        "box": [box.left, box.top, box.right, box.bottom],
    }


def _page(page: DigitisedPage) -> dict[str, Any]:
    place = {"number": page.number, "source": str(page.source), "source_page": page.source_page}
    return place | page.findings.as_data()


def _show(translate: Translate, done: Digitised) -> None:
    for document in done.documents:
        pages = translate("{pages} pages").format(pages=len(document.pages))
        line(f"{document.bundle.file}  ({pages}, {document.bundle.bytes} B)")
        for difference in (each for card in document.cards for each in card.differences):
            said = translate("Page {page} says {read}, the code of the card {on_card}.")
            read = difference.read
            line("  " + said.format(page=read.page, read=read.value, on_card=difference.on_card))
    for each in done.skipped:
        where = each.source if each.source_page is None else f"{each.source} [{each.source_page}]"
        line(translate("Left out: {where} ({reason})").format(where=where, reason=each.reason))
