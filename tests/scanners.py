"""Scanners without hardware, all of them real SANE: its test backend and its file reader."""

from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from scanning.device.sane.scanner import SaneScanner
from scanning.intake.images import open_image
from scanning.model import ScannerFacts

SLOW = {"read-delay": "yes", "read-delay-duration": "200000", "read-limit": "yes", "read-limit-size": "1000"}
"""Options of the test backend: half a line at a time, with 0.2 s between them."""


def backend_for_tests(folder: Path, lines: str = "", options: Mapping[str, str] | None = None) -> SaneScanner:
    """Return the test backend of SANE, set by lines of its configuration and by its options."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dll.conf").write_text("test\n", "ascii")
    (folder / "test.conf").write_text(f"number_of_devices 1\n{lines}\n", "ascii")
    facts = ScannerFacts("test:0", "Noname", "frontend-tester", "virtual device")
    return SaneScanner(facts, {"SANE_CONFIG_DIR": str(folder)}, options=options or {})


def file_reader(folder: Path, picture: Path, options: Mapping[str, str] | None = None) -> SaneScanner:
    """Return SANE's pnm backend with a picture on its glass."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dll.conf").write_text("pnm\n", "ascii")
    paper = folder / "glass.pnm"
    Image.fromarray(open_image(picture).pixels).save(paper, "ppm")
    facts = ScannerFacts("pnm:0", "Noname", "PNM file reader", "virtual device")
    chosen = {"filename": str(paper)} | dict(options or {})
    return SaneScanner(facts, {"SANE_CONFIG_DIR": str(folder)}, options=chosen)
