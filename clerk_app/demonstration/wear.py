"""Make a drawn page look as if it had been carried, folded and scanned."""

from dataclasses import dataclass

import numpy as np

from scanning.cleanup.straighten import straightened
from scanning.model import PageImage

_PAPER = (252, 250, 245)
_SHADOW = -18.0


@dataclass(frozen=True, slots=True)
class Wear:
    """How worn; `noise` is the standard deviation in levels of 0 to 255, `seed` makes it repeatable."""

    skew_degrees: float
    noise: float
    seed: int


def wear(page: PageImage, how: Wear) -> PageImage:
    """Return the page on yellowish paper, askew, with the noise of a scanner and a shadow at one edge."""
    askew = straightened(page, -how.skew_degrees)
    noise = np.random.default_rng(how.seed).standard_normal((page.height, page.width), np.float32) * how.noise
    shadow = np.linspace(_SHADOW, 0.0, page.width, dtype=np.float32)
    change = (noise + shadow).astype(np.int16)
    worn = np.minimum(askew.pixels, np.array(_PAPER, np.uint8)).astype(np.int16) + change[:, :, np.newaxis]
    return PageImage(worn.clip(0, 255).astype(np.uint8), page.dpi)
