"""Who is measured: Tesseract alone, and Clerk."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from clerk_app.benchmark.contest import Output

_JOBS = 2


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
    """``clerk digitise``: cleaned, read, PDF/A-2b."""

    name: str = "Clerk"

    def command(self, pages: Sequence[Path], folder: Path) -> list[str]:
        """Return the command."""
        clerk = [sys.executable, "-m", "clerk_app", "--home", str(folder / "home"), "digitise"]
        return [*clerk, *map(str, pages), "--out", str(folder / "out"), "--jobs", str(_JOBS)]

    def output(self, pages: Sequence[Path], folder: Path) -> Output:  # noqa: ARG002 - the protocol's
        """Read the text back out of the PDF."""
        (file,) = (folder / "out").iterdir()
        return Output(pdf_texts(file), file.stat().st_size)


def pdf_texts(file: Path) -> tuple[str, ...]:
    """Return the text of every page of a PDF, as PDFium copies it."""
    with pypdfium2.PdfDocument(file) as document:
        return tuple(page.get_textpage().get_text_bounded() for page in document)
