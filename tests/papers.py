"""Pages for tests, drawn on the spot."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from clerk_app.demonstration.papers import write_sample_papers
from resources import resource
from scanning.intake.images import open_image, save_image
from scanning.model import PageImage


@cache
def sample_page(number: int = 0) -> PageImage:
    """Return one of the project's own worn sample papers, 300 dpi colour."""
    with TemporaryDirectory() as folder:
        files = [file for group in write_sample_papers(Path(folder)).values() for file in group]
        return open_image(files[number])


def numbered_sheet(number: int, *, dpi: int = 75) -> PageImage:
    """Return an A4 page that carries `number` as black bars, so that a scan of it tells which it was."""
    pixels = np.full((round(11.69 * dpi), round(8.27 * dpi), 3), 250, np.uint8)
    for bar in range(number):
        top = 40 + bar * 24
        pixels[top : top + 12, 40:400] = 0
    return PageImage(pixels, dpi)


def bars(page: PageImage) -> int:
    """Return the number that `numbered_sheet` drew."""
    grey = page.pixels if page.pixels.ndim == 2 else page.pixels.min(axis=2)
    column = grey[:, round(page.width * 0.3)] < 128
    return int(np.count_nonzero(np.diff(column.astype(np.int8)) == 1))


def write_sheets(folder: Path, count: int) -> tuple[Path, ...]:
    """Write numbered sheets 1 to `count` as image files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = tuple(folder / f"{number:03d}.png" for number in range(1, count + 1))
    for number, file in enumerate(files, 1):
        save_image(numbered_sheet(number), file)
    return files


def form_of_a_person(lines: Sequence[str], card: str) -> PageImage:
    """Return a typed A4 form, 300 dpi grey, with the code of a citizen card copied beside it."""
    pixels = np.full((3508, 2480), 252, np.uint8)
    picture = Image.fromarray(pixels)
    font = ImageFont.truetype(resource("fonts", "Tinos-Regular.ttf"), 54)
    for number, text in enumerate(lines):
        ImageDraw.Draw(picture).text((250, 420 + 110 * number), text, fill=20, font=font)
    code = zxingcpp.create_barcode(card, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4)
    picture.paste(Image.fromarray(np.asarray(code)), (1900, 2600))
    return PageImage(np.asarray(picture), 300)
