"""Who is measured: Tesseract alone, OCRmyPDF, archive-pdf-tools, and Clerk."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clerk_app.benchmark.contest import Output

_JOBS = 2
_DPI = 200
"""What is said of pages to a peer that asks for one resolution; it decides the size on paper alone."""


@dataclass(frozen=True, slots=True)
class TesseractAlone:
    """Text only, two processes at once with one thread each: the floor for whoever uses Tesseract."""

    name: str = "Tesseract alone"

    def command(self, pages: Sequence[Path], folder: Path) -> list[str]:
        """Return xargs, which starts one Tesseract per page, two at a time."""
        orders = folder / "orders"
        lines = [f"{page}\n{folder / str(number)}\n" for number, page in enumerate(pages)]
        orders.write_text("".join(lines), "utf-8")
        script = 'OMP_THREAD_LIMIT=1 exec tesseract "$0" "$1" -l vie --psm 3'
        each = ["xargs", "-a", str(orders), "-d", "\n", "-n", "2", "-P", str(_JOBS)]
        return [*each, "sh", "-c", script]

    def output(self, pages: Sequence[Path], folder: Path) -> Output:
        """Read the text files."""
        return Output(tuple((folder / f"{n}.txt").read_text("utf-8") for n in range(len(pages))), 0)


@dataclass(frozen=True, slots=True)
class Clerk:
    """``clerk digitise``: cleaned, read, PDF/A-2b; with `first_reading`, doubtful words are read once."""

    first_reading: bool = False

    @property
    def name(self) -> str:
        """What the table calls it."""
        return "Clerk, first reading" if self.first_reading else "Clerk"

    def command(self, pages: Sequence[Path], folder: Path) -> list[str]:
        """Return the command."""
        clerk = [sys.executable, "-m", "clerk_app", "--home", str(folder / "home"), "digitise"]
        once = ["--first-reading"] if self.first_reading else []
        return [*clerk, *map(str, pages), "--out", str(folder / "out"), "--jobs", str(_JOBS), *once]

    def output(self, pages: Sequence[Path], folder: Path) -> Output:  # noqa: ARG002 - the protocol's
        """Read the text back out of the PDF."""
        (file,) = (folder / "out").iterdir()
        return Output(pdf_texts(file), file.stat().st_size)


@dataclass(frozen=True, slots=True)
class OcrMyPdf:
    """The best known peer, with the same work asked of it; `programs` holds its scripts and img2pdf's."""

    programs: Path
    name: str = "OCRmyPDF"

    def command(self, pages: Sequence[Path], folder: Path) -> list[str]:  # noqa: ARG002 - the protocol's
        """Return a shell that makes one PDF of the images without re-encoding and has it read."""
        script = 'img2pdf "$@" -o in.pdf && ocrmypdf -q $OPTIONS in.pdf out.pdf'
        options = f"--deskew --rotate-pages --output-type pdfa-2 -l vie --jobs {_JOBS}"
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        shell = ["env", f"PATH={path}", f"OPTIONS={options}", "OMP_THREAD_LIMIT=1", "sh", "-c", script, "sh"]
        return [*shell, *map(str, pages)]

    def output(self, pages: Sequence[Path], folder: Path) -> Output:  # noqa: ARG002 - the protocol's
        """Read the text back out of the PDF."""
        file = folder / "out.pdf"
        return Output(pdf_texts(file), file.stat().st_size)


@dataclass(frozen=True, slots=True)
class ArchivePdfTools:
    """The other open maker of layered (MRC) pages, measured for its sizes; `programs` holds its scripts.

    Tesseract reads for it, two processes at once; nothing is turned or straightened. Its masks are CCITT and
    its layers Pillow's JPEG 2000, because Debian packages neither of the coders it prefers.
    """

    programs: Path
    name: str = "archive-pdf-tools"

    def command(self, pages: Sequence[Path], folder: Path) -> list[str]:
        """Return a shell that reads the pages, joins what was read, and writes one PDF."""
        for number, page in enumerate(pages):
            (folder / f"p{number:04d}{page.suffix}").symlink_to(page)
        script = (
            "ls p* | xargs -P $JOBS -I @ tesseract @ @ -l vie --psm 3 hocr"
            " && hocr-combine-stream -g '*.hocr' > all.html"
            " && recode_pdf -I 'p*[gf]' -T all.html -J pillow --mask-compression ccitt --dpi $DPI -o out.pdf"
        )
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        return [
            "env",
            f"PATH={path}",
            "OMP_THREAD_LIMIT=1",
            f"JOBS={_JOBS}",
            f"DPI={_DPI}",
            "sh",
            "-c",
            script,
        ]

    def output(self, pages: Sequence[Path], folder: Path) -> Output:  # noqa: ARG002 - the protocol's
        """Read the text back out of the PDF."""
        file = folder / "out.pdf"
        return Output(pdf_texts(file), file.stat().st_size)


def pdf_texts(file: Path) -> tuple[str, ...]:
    """Return the text of every page of a PDF, as poppler copies it in reading order of the file."""
    copied = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True, timeout=300
    )
    return tuple(copied.stdout.split("\f")[:-1])
