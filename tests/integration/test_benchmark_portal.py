"""The benchmark of the portal runs whole, small: every figure is there, and nothing is sent twice."""

from pathlib import Path

import pytest

from clerk_app.benchmark.portal import measure_portal

pytestmark = pytest.mark.soak


def test_every_figure_is_measured(tmp_path: Path) -> None:
    figures = {
        each.name: each for each in measure_portal(tmp_path, dossiers=4, waiting=100, large=30_000_000)
    }
    assert len(figures) == 15
    assert all(each.value > 0 for each in figures.values() if each.unit in ("s", "x"))
    again = figures["sent again after a cut at 99 %"]
    starved = next(each for name, each in figures.items() if name.startswith("the longest wait"))
    for each in (again, starved):
        assert each.asked is not None
        assert each.value <= each.asked
