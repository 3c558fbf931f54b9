"""The benchmarks of the window and of spoilt pages measure what they say, on little."""

from pathlib import Path

import pytest

from clerk_app.benchmark.spoilt import measure_spoilt
from clerk_app.benchmark.window import measure_window
from clerk_app.demonstration.papers import write_sample_papers

pytestmark = pytest.mark.soak


def test_start_and_standstills_are_measured(tmp_path: Path) -> None:
    figures = {each.name: each.value for each in measure_window(tmp_path, dossiers=150)}
    assert figures.pop("dossiers listed") == 150
    assert len(figures) == 4
    assert all(value > 0 for value in figures.values())


def test_each_way_to_spoil_a_page_is_measured(tmp_path: Path) -> None:
    (page, *_rest) = write_sample_papers(tmp_path / "papers")["TP01"]
    page.with_suffix(".txt").write_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "utf-8")
    figures = list(measure_spoilt([page], tmp_path))
    assert len(figures) == 10  # five ways, each with mean and worst page
    assert all(each.unit == "%" and each.value > 0 for each in figures)
