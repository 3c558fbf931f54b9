"""Open an image file as a page, or say why not."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from scanning.errors import UnreadableImage
from scanning.model import PageImage

LARGEST_PIXELS = 150_000_000
"""A3 at 600 dpi has 70 million pixels; twice that is no paper any more, but a bomb."""

_A4_LONG_INCHES = 11.69
_A3_LONG_INCHES = 17.0
_COMMON_DPI = (100, 150, 200, 240, 300, 400, 600)


def open_images(file: Path) -> Iterator[PageImage]:
    """Yield every frame of an image file, upright by its EXIF note, as grey or RGB.

    Raises:
        UnreadableImage: empty, damaged, no image, or more pixels than any paper.
    """
    try:
        with Image.open(file) as image:
            for frame in ImageSequence.Iterator(image):
                yield _page(file, frame)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise UnreadableImage(file, _reason(file, error)) from error


def frames(file: Path) -> int:
    """Return how many pages an image file claims to hold, reading no more than its head.

    Raises:
        UnreadableImage: see `open_images`.
    """
    try:
        with Image.open(file) as image:
            _refuse_bomb(file, image)
            return int(getattr(image, "n_frames", 1))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableImage(file, _reason(file, error)) from error


def open_image(file: Path) -> PageImage:
    """Return the first frame of an image file."""
    return next(open_images(file))


def _page(file: Path, frame: Image.Image) -> PageImage:
    _refuse_bomb(file, frame)
    dpi = plausible_dpi(frame.info.get("dpi"), frame.size)
    upright = ImageOps.exif_transpose(frame)
    grey = upright.mode in ("1", "L", "I;16", "LA")
    return PageImage(np.asarray(upright.convert("L" if grey else "RGB")), dpi)


def _refuse_bomb(file: Path, image: Image.Image) -> None:
    if image.width * image.height > LARGEST_PIXELS:
        raise UnreadableImage(file, f"{image.width} x {image.height} pixels")


def _reason(file: Path, error: Exception) -> str:
    if not file.exists():
        return "missing"
    if file.stat().st_size == 0:
        return "empty"
    return "no image" if isinstance(error, UnidentifiedImageError) else "damaged"


def plausible_dpi(noted: object, size: tuple[int, int]) -> int:
    """Return the resolution: the file's note if it makes a paper of at most A3, else that of an A4 sheet."""
    longest = max(size)
    if isinstance(noted, tuple) and noted:
        dpi = round(float(noted[0]))
        if 50 <= dpi <= 1200 and longest / dpi <= _A3_LONG_INCHES:
            return dpi
    guess = longest / _A4_LONG_INCHES
    nearest = min(_COMMON_DPI, key=lambda dpi: abs(dpi - guess))
    return nearest if abs(nearest - guess) <= 0.03 * nearest else max(50, round(guess))


def save_image(page: PageImage, file: Path) -> None:
    """Write a page as an image file of the kind its name says, with its resolution."""
    Image.fromarray(page.pixels).save(file, dpi=(page.dpi, page.dpi), quality=92)
