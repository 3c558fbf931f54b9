"""The benchmark of sizes tells what coloured pages cost, and what was lost for it."""

from pathlib import Path

import pytest

from clerk_app.benchmark.sizes import mean_bytes, measure_sizes
from scanning.intake.images import save_image
from scanning.model import PageImage
from tests.papers import sample_page


def test_a_page_with_a_seal_is_measured_and_one_without_is_not(tmp_path: Path) -> None:
    save_image(PageImage(sample_page(2).pixels, 300), tmp_path / "seal.png")
    save_image(PageImage(sample_page(0).pixels[200:700, :, 1], 300), tmp_path / "grey.png")
    (size,) = measure_sizes([tmp_path / "seal.png", tmp_path / "grey.png"], dpis=(200, 400))
    assert (size.name, size.dpi) == ("seal.png#1", 200)
    assert mean_bytes([size], 200) == size.bytes > 10_000
    assert size.confidence_drawn == pytest.approx(size.confidence, abs=4)
    assert size.text_apart < 0.05
    assert 0 < size.colour_apart < 40
    assert mean_bytes([size], 300) == 0
