"""A screen that the system enlarges so much that the window would reach over it."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QSize

from clerk_app.gui.geometry import LEAST, fitting_scale
from tests.e2e.real_screen import real_screen

PROBE = """
import os, sys
from PyQt6.QtWidgets import QApplication
from clerk_app.gui.geometry import begin_again_smaller
application = QApplication(sys.argv)
begin_again_smaller(application)
size = application.primaryScreen().availableGeometry().size()
print(os.environ.get("QT_SCALE_FACTOR"), size.width(), size.height(), *sys.argv[1:])
"""


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    with real_screen() as display:
        yield display


@pytest.mark.parametrize(("asked", "scale"), [("2", "1.25"), ("1.25", "1.25"), ("1", "1")])
def test_the_window_is_enlarged_as_far_as_its_screen_holds_it(screen: str, asked: str, scale: str) -> None:
    left_out = ("QT_QPA_PLATFORM", "CLERK_FITTED")
    environment = {key: value for key, value in os.environ.items() if key not in left_out}
    played = subprocess.run(
        [sys.executable, "-c", PROBE, "--open", "a file.pdf"],
        env=environment | {"DISPLAY": screen, "QT_SCALE_FACTOR": asked},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    said, width, height, *given_words = played.stdout.split(maxsplit=4)
    assert said == scale
    assert int(width) >= LEAST.width()
    assert int(height) >= LEAST.height()
    assert " ".join(given_words).strip() == "--open a file.pdf"


@given(
    width=st.integers(320, 8000),
    height=st.integers(240, 5000),
    asked=st.sampled_from((1.0, 1.25, 1.5, 2.0)),
)
def test_what_fits_stays_and_what_does_not_fits_then(width: int, height: int, asked: float) -> None:
    scale = fitting_scale(QSize(width, height), asked)
    if width >= LEAST.width() and height >= LEAST.height():
        assert scale is None
    else:
        assert scale is not None
        assert width * asked / scale >= LEAST.width()
        assert height * asked / scale >= LEAST.height()
