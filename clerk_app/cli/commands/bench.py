"""``clerk bench``: the same pages through Clerk and its peers, side by side."""

import argparse
import json
import os
import platform
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clerk_app.benchmark.contest import RUNS, Contestant, Result, contest
from clerk_app.benchmark.contestants import ArchivePdfTools, Clerk, OcrMyPdf, TesseractAlone
from clerk_app.benchmark.feeder import LEAST_SHEETS, measure_feeder
from clerk_app.benchmark.figure import Figure
from clerk_app.benchmark.portal import DOSSIERS, WAITING, measure_portal
from clerk_app.benchmark.records import ENGINES, measure
from clerk_app.benchmark.sizes import MOST_BYTES, mean_bytes, measure_sizes
from clerk_app.benchmark.spoilt import measure_spoilt
from clerk_app.benchmark.window import measure_window
from clerk_app.cli.commands.bench_signing import bench_signing
from clerk_app.cli.exit_codes import ExitCode
from clerk_app.cli.output import complain, line
from clerk_app.demonstration.papers import write_sample_papers
from clerk_app.i18n import translator
from clerk_app.settings import Settings
from scanning.intake.documents import page_files, single_pages
from scanning.ocr.tesseract import probe

_LEAST_PAGES = 12
_HEAD = ("", "seconds", "x alone", "CPU s", "pages/min", "peak MB", "kB/page", "CER %", "by block %", "WER %")


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the command; its ``--json`` names a file, the table is printed in any case."""
    parser = commands.add_parser(
        "bench", parents=[common], conflict_handler="resolve", help="measure Clerk against Tesseract alone"
    )
    parser.add_argument(
        "--pages", type=Path, nargs="+", default=[], help="folders of pages, with .txt truths beside images"
    )
    parser.add_argument(
        "--ocrmypdf", type=Path, metavar="DIR", help="folder of its programs, to measure it too"
    )
    parser.add_argument("--archive-pdf-tools", type=Path, metavar="DIR", help="the same of this peer")
    parser.add_argument("--at-most", type=int, metavar="N", help="only so many pages, spread evenly")
    parser.add_argument("--signing", action="store_true", help="measure signing beside pyHanko instead")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--json", type=Path, default=None, metavar="FILE", help="write the figures there")
    parser.add_argument("--portal", action="store_true", help="measure the way to the portal instead")
    parser.add_argument("--submissions", type=int, default=DOSSIERS, help="with --portal: of 1 MB each")
    parser.add_argument("--waiting", type=int, default=WAITING, help="with --portal: in the outbox")
    parser.add_argument("--feeder", action="store_true", help="measure a stack at 40 sheets a minute instead")
    parser.add_argument("--window", action="store_true", help="measure start and standstills of the window")
    parser.add_argument("--spoilt", action="store_true", help="count errors on skewed, turned, noisy pages")
    parser.add_argument("--sizes", action="store_true", help="measure the bytes of coloured pages instead")
    parser.add_argument("--storage", action="store_true", help="measure the records instead")
    parser.add_argument("--dossiers", type=int, default=100_000, help="with --storage: how many to fill in")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="with --storage; both by default")
    parser.set_defaults(run=_run)


def _run(settings: Settings, options: argparse.Namespace) -> ExitCode:
    if options.storage:
        return _records(options)
    if options.portal:
        return _portal(options)
    if options.signing:
        return bench_signing(settings, options.json)
    if options.window:
        return _window(options)
    if options.feeder:
        return _feeder(options)
    if options.spoilt:
        return _spoilt(options)
    if options.sizes:
        return _sizes(options)
    translate = translator(settings.language)
    probe()
    with TemporaryDirectory(prefix="clerk-bench-") as folder:
        found = _pages(options.pages, Path(folder) / "papers")
        if not found:
            complain(
                translate("There are no pages to measure in {folder}.").format(
                    folder=", ".join(map(str, options.pages))
                )
            )
            return ExitCode.FIX_INPUT
        found = _spread(found, options.at_most or len(found))
        pages = tuple(islice(cycle(found), max(len(found), _LEAST_PAGES)))
        results = contest(_contestants(options), pages, Path(folder), runs=max(1, options.runs))
    _table(results)
    _pages_table(results)
    if options.json:
        options.json.write_text(json.dumps(_as_data(results), indent=1), "utf-8")
    return ExitCode.DONE


def _spoilt(options: argparse.Namespace) -> ExitCode:
    with TemporaryDirectory(prefix="clerk-bench-") as folder:
        pages = [file for place in options.pages for file in page_files(place.absolute())]
        return _told(options, measure_spoilt(pages, Path(folder)))


def _sizes(options: argparse.Namespace) -> ExitCode:
    sizes = []
    line(f"{'':34}  dpi  kB of A4  confidence  as drawn  text apart %  colour apart")
    with TemporaryDirectory(prefix="clerk-bench-") as folder:
        papers = (file for files in write_sample_papers(Path(folder)).values() for file in files)
        found = [file for place in options.pages for file in page_files(place.absolute())]
        for each in measure_sizes(found or papers):
            sizes.append(each)
            line(
                f"{each.name[:34]:34} {each.dpi:4} {each.bytes / 1000:9.1f} {each.confidence:11.1f}"
                f" {each.confidence_drawn:9.1f} {100 * each.text_apart:13.2f} {each.colour_apart:13.0f}"
            )
    for dpi, most in MOST_BYTES.items():
        line(f"mean at {dpi} dpi: {mean_bytes(sizes, dpi) / 1000:.1f} kB  (at most {most / 1000:g})")
    if options.json:
        options.json.write_text(json.dumps([asdict(each) for each in sizes], indent=1), "utf-8")
    return ExitCode.DONE


def _records(options: argparse.Namespace) -> ExitCode:
    figures = []
    with TemporaryDirectory(prefix="clerk-bench-") as folder:
        engines = tuple(options.engine or ENGINES)
        for each in measure(options.dossiers, Path(folder), engines=engines):
            asked = "" if each.asked is None else f"  (at most {each.asked:g})"
            line(f"{each.engine:10}  {each.name:42} {each.value:9.1f} {each.unit}{asked}")
            figures.append(asdict(each))
    if options.json:
        options.json.write_text(json.dumps({"dossiers": options.dossiers, "figures": figures}, indent=1))
    return ExitCode.DONE


def _portal(options: argparse.Namespace) -> ExitCode:
    with TemporaryDirectory(prefix="clerk-bench-") as folder:
        found = measure_portal(Path(folder), dossiers=options.submissions, waiting=options.waiting)
        return _told(options, found)


def _window(options: argparse.Namespace) -> ExitCode:
    with TemporaryDirectory(prefix="clerk-bench-") as folder:
        return _told(options, measure_window(Path(folder)))


def _feeder(options: argparse.Namespace) -> ExitCode:
    with TemporaryDirectory(prefix="clerk-bench-") as folder:
        found = _pages(options.pages, Path(folder) / "papers")
        pages = tuple(islice(cycle(found), max(len(found), LEAST_SHEETS)))
        return _told(options, measure_feeder(pages, Path(folder)))


def _told(options: argparse.Namespace, found: Iterable[Figure]) -> ExitCode:
    """Print figures as they come, and write them down where that is wanted."""
    figures = []
    for each in found:
        asked = "" if each.asked is None else f"  (at most {each.asked:.2f})"
        line(f"{each.name:60} {each.value:9.2f} {each.unit}{asked}")
        figures.append(asdict(each))
    if options.json:
        options.json.write_text(json.dumps({"cores": os.cpu_count(), "figures": figures}, indent=1), "utf-8")
    return ExitCode.DONE


def _contestants(options: argparse.Namespace) -> tuple[Contestant, ...]:
    peers: list[Contestant] = [TesseractAlone()]
    if options.ocrmypdf:
        peers.append(OcrMyPdf(options.ocrmypdf.absolute()))
    if options.archive_pdf_tools:
        peers.append(ArchivePdfTools(options.archive_pdf_tools.absolute()))
    return (*peers, Clerk(first_reading=True), Clerk())


def _spread(pages: tuple[Path, ...], count: int) -> tuple[Path, ...]:
    """Return so many pages, those with a truth beside them first, then others evenly from all of them."""
    known = [page for page in pages if page.with_suffix(".txt").exists()]
    rest = [page for page in pages if page not in known]
    wanted = max(0, min(count - len(known), len(rest)))
    return (*known, *(rest[number * len(rest) // wanted] for number in range(wanted)))


def _pages(folders: Sequence[Path], place: Path) -> tuple[Path, ...]:
    """Return image files: those of the folders, and into `place` the pages of their PDFs and TIFFs."""
    place.mkdir()
    if not folders:
        return tuple(file for files in write_sample_papers(place).values() for file in files)
    files = [file for folder in folders for file in page_files(folder.absolute())]
    return single_pages(files, place)


def _table(results: tuple[Result, ...]) -> None:
    line(f"{results[0].pages} pages, median of {len(results[0].runs)} alternating runs, start-up included,")
    line(f"{os.cpu_count()} cores; peak MB: largest single process of the tree (maxrss of RUSAGE_CHILDREN).")
    rows = [_HEAD, *(_row(result, results[0]) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        line("  ".join([row[0].ljust(widths[0]), *cells]))


def _pages_table(results: tuple[Result, ...]) -> None:
    """Print the wrong characters of each page whose truth is known, a column for each contestant."""
    if results[0].wrong:
        line("wrong characters: " + " | ".join(result.name for result in results))
    for page in results[0].wrong:
        line(f"{page:34}" + "".join(f"{result.wrong[page]:8}" for result in results))


def _row(result: Result, alone: Result) -> tuple[str, ...]:
    return (
        result.name,
        f"{result.seconds:.2f}",
        f"{result.seconds / alone.seconds:.2f}",
        f"{result.cpu_seconds:.2f}",
        f"{result.pages_per_minute:.1f}",
        f"{result.memory_bytes / 1e6:.0f}",
        f"{result.bytes_per_page / 1e3:.0f}",
        _percent(result.character_error_rate),
        _percent(result.block_error_rate),
        _percent(result.word_error_rate),
    )


def _percent(rate: float | None) -> str:
    return "-" if rate is None else f"{100 * rate:.2f}"


def _as_data(results: tuple[Result, ...]) -> dict[str, Any]:
    return {
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "tesseract": shutil.which("tesseract"),
        },
        "pages": results[0].pages,
        "memory": "resident peak of the largest single process of the tree",
        "contestants": [
            {
                "name": each.name,
                "seconds": each.seconds,
                "ratio": round(each.seconds / results[0].seconds, 3),
                "cpu_seconds": each.cpu_seconds,
                "pages_per_minute": round(each.pages_per_minute, 2),
                "peak_memory_bytes": each.memory_bytes,
                "bytes_per_page": round(each.bytes_per_page),
                "wrong_characters": each.wrong,
                "character_error_rate": each.character_error_rate,
                "block_error_rate": each.block_error_rate,
                "word_error_rate": each.word_error_rate,
                "runs": [[run.seconds, run.cpu_seconds, run.memory_bytes] for run in each.runs],
            }
            for each in results
        ],
    }
