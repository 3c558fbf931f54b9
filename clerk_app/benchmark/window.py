"""The window on a full desk: how long until it can be used, and how long it stands still."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from clerk_app.benchmark.figure import Figure
from clerk_app.bootstrap import open_desk
from clerk_app.demonstration.papers import write_sample_papers
from clerk_app.settings import Settings
from storage.model import Channel, DossierCode, NewDossier, Person

DOSSIERS = 50_000
_STARTS = 3
_START_SECONDS = 2.0
_AT_ONCE = 1000
_MOST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """What the window's own process saw.

    Attributes:
        usable_seconds: from the start of the process until what waits is shown and the window answers.
        still_ms: longest time by the clock in which no timer of the window ran, while it was scrolled.
        still_99_ms: the same, which one gap in a hundred exceeds.
    """

    usable_seconds: float
    still_ms: float = 0.0
    still_99_ms: float = 0.0


def measure_window(folder: Path, *, dossiers: int = DOSSIERS) -> Iterator[Figure]:
    """Fill a home with dossiers, start the window on it, then let it be scrolled beside Tesseract."""
    home = folder / "home"
    paper = write_sample_papers(folder / "papers")["TP01"][0]
    _fill(home, dossiers)
    starts = [_seen(home, None).usable_seconds for _start in range(_STARTS)]
    yield Figure("dossiers listed", dossiers, "")
    yield Figure("start to usable window, median", statistics.median(starts), "s", _START_SECONDS)
    yield Figure("start to usable window, longest", max(starts), "s")
    seen = _seen(home, paper)
    yield Figure("Tesseract on all cores: longest standstill while scrolled", seen.still_ms, "ms")
    yield Figure("Tesseract on all cores: 99 % of the gaps are shorter than", seen.still_99_ms, "ms")


def _fill(home: Path, dossiers: int) -> None:
    with open_desk(Settings(home=str(home))) as (desk, _embedded):
        for first in range(0, dossiers, _AT_ONCE):
            with desk.storage.unit_of_work() as work:
                for number in range(first, min(first + _AT_ONCE, dossiers)):
                    code = DossierCode(f"H92.01.13-250101-{number:05d}")
                    work.dossiers.open_filed(_made_up(number, desk.clock.now()), code, f"DVC-{number}")
                work.commit()


def _made_up(number: int, now: datetime) -> NewDossier:
    person = Person(f"Nguyễn Văn {number}", f"0{number:011d}")
    return NewDossier(
        request_key=f"bench-{number}",
        agency_code="H92.01.13",
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh",
        procedure_version="1",
        applicant=person,
        channel=Channel.ONLINE,
        components=(),
        received_at=now - timedelta(minutes=number),
        due_at=now + timedelta(hours=number % 100),
    )


def _seen(home: Path, paper: Path | None) -> Seen:
    """Run the probe in a process of its own, off the screen unless there is one."""
    environment = os.environ if "DISPLAY" in os.environ else os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    asked = [str(home), str(time.time()), *([str(paper)] if paper else [])]
    command = [sys.executable, "-m", "clerk_app.gui.probe", *asked]
    told = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=_MOST_SECONDS
    )
    return Seen(**json.loads(told.stdout.splitlines()[-1]))
