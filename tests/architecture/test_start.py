"""A start loads only what it shows: what signs, scans and sends is loaded behind the window."""

import subprocess
import sys

import pytest

_SLOW = ("pyhanko", "cv2", "pikepdf", "httpx", "minio", "werkzeug", "reportlab", "keyring")
_TELL = "import sys; sys.stdout.write(' '.join(name for name in {slow} if name in sys.modules))"


@pytest.mark.parametrize(
    "started",
    ["clerk_app.gui.application", "clerk_app.gui.screens.today.screen", "clerk_app.workflow.desk"],
)
def test_a_start_loads_nothing_that_it_does_not_show(started: str) -> None:
    code = f"import {started}; {_TELL.format(slow=_SLOW)}"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == ""
