"""Pages whose truth is known, as a bad day scans them: askew, lying, upside down, coarse and noisy."""

import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from clerk_app.benchmark.accuracy import block_errors, character_errors
from clerk_app.benchmark.contestants import pdf_texts
from clerk_app.benchmark.figure import Figure
from scanning.cleanup.straighten import straightened
from scanning.cleanup.turn import turned
from scanning.intake.images import open_image, save_image
from scanning.model import PageImage

_SKEW_DEGREES = 2.0
_NOISE, _NOISE_DPI, _SEED = 16.0, 150, 7
_MOST_PERCENT = 2.0
_FORMS = "cv2243"
"""Forms and letterheads have no one order: their pages are scored block by block."""


def measure_spoilt(pages: Sequence[Path], folder: Path) -> Iterator[Figure]:
    """Yield for each way to spoil the pages the mean and the worst share of wrong characters, in percent."""
    known = [page for page in pages if page.with_suffix(".txt").exists()]
    for name, spoil in _WAYS.items():
        place = folder / name.replace(" ", "-")
        place.mkdir()
        rates = _rates(known, spoil, place)
        for group, of_group in (("running text", False), ("forms, by block", True)):
            found = [rate for page, rate in rates.items() if page.name.startswith(_FORMS) is of_group]
            if found:
                yield Figure(f"{name}, {group}: mean of {len(found)} pages", statistics.mean(found), "%")
                yield Figure(f"{name}, {group}: worst page", max(found), "%", _MOST_PERCENT)


def _rates(pages: Sequence[Path], spoil: Callable[[PageImage], PageImage], place: Path) -> dict[Path, float]:
    spoilt = []
    for page in pages:
        spoilt.append(place / f"{page.stem}.png")
        save_image(spoil(open_image(page)), spoilt[-1])
    out = place / "out"
    clerk = [sys.executable, "-m", "clerk_app", "--home", str(place / "home"), "digitise"]
    subprocess.run([*clerk, *map(str, spoilt), "--out", str(out)], check=True, capture_output=True)
    (file,) = out.iterdir()
    return {page: _rate(page, text) for page, text in zip(pages, pdf_texts(file), strict=True)}


def _rate(page: Path, text: str) -> float:
    errors = block_errors if page.name.startswith(_FORMS) else character_errors
    return 100 * errors(page.with_suffix(".txt").read_text("utf-8"), text)


def _noisy(page: PageImage) -> PageImage:
    scale = _NOISE_DPI / page.dpi
    image = Image.fromarray(page.pixels).convert("L")
    small = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    noise = np.random.default_rng(_SEED).normal(0.0, _NOISE, (small.height, small.width))
    return PageImage((np.asarray(small) + noise).clip(0, 255).astype(np.uint8), _NOISE_DPI)


_WAYS: dict[str, Callable[[PageImage], PageImage]] = {
    "as scanned": lambda page: page,
    "2 degrees askew": lambda page: straightened(page, _SKEW_DEGREES),
    "turned by 90": lambda page: turned(page, 90),
    "turned by 180": lambda page: turned(page, 180),
    "150 dpi, noise of sigma 16": _noisy,
}
