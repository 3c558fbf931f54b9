"""The parent's side of SANE: start the child, turn its events into sheets and errors."""

import base64
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from scanning.device.escl import await_loaded, guessed_address
from scanning.device.sane.job import Job
from scanning.device.sane.statuses import error_for
from scanning.errors import DeviceFailed, FeederEmpty, NoScanner
from scanning.model import Progress, Report, ScannedSheet, ScannerFacts, ScanSettings, Stage

SILENCE_SECONDS = 120.0
"""A driver that says nothing for so long hangs; slow feeders warm up for a minute."""

_END_SECONDS = 0.6
"""From the wish to end until the child is killed; it ends itself before, unless its driver holds it."""

_BEAT_SECONDS = 0.1
_STARTING = Progress(Stage.SCAN, 0, 0)
_ROOT = Path(__file__).resolve().parents[3]

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SaneDevices:
    """The scanners that SANE sees.

    Attributes:
        environment: set for the child, e.g. SANE_CONFIG_DIR.
        address: URL of the eSCL service, where the only scanner is one at an address.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    address: str = ""

    def scanners(self) -> tuple[ScannerFacts, ...]:
        """Return every device that SANE lists; takes seconds where the network is searched."""
        with _Child(Job(), self.environment, SILENCE_SECONDS) as child:
            for event in child.events(_nothing):
                if event["event"] == "devices":
                    return tuple(ScannerFacts(*device) for device in event["devices"])
        return ()

    def scanner(self, name: str) -> "SaneScanner":
        """Return the device whose SANE name or model contains `name`.

        Raises:
            NoScanner: none does.
        """
        for facts in self.scanners():
            if name in facts.name or name in facts.model:
                return SaneScanner(facts, self.environment, self.address)
        raise NoScanner(name)


@dataclass(frozen=True, slots=True)
class SaneScanner:
    """One SANE device behind the `Scanner` port.

    Attributes:
        facts: who it is.
        environment: see `SaneDevices`.
        address: see `SaneDevices`.
        options: of the driver by their own names, set before each scan.
        patience_seconds: a driver that says nothing for so long hangs.
    """

    facts: ScannerFacts
    environment: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    patience_seconds: float = SILENCE_SECONDS

    def scan(
        self, settings: ScanSettings, spool: Path, *, first: int, report: Report
    ) -> Iterator[ScannedSheet]:
        """Scan as `Scanner.scan` says; the child dies with the generator."""
        spool.mkdir(parents=True, exist_ok=True)
        job = Job(self.facts.name, settings, spool, first, self.options)
        count, teller = 0, _Teller(report)
        with self._child(job) as child:
            for event in child.events(teller.again):
                if event["event"] == "sheet":
                    count += 1
                    yield _sheet(event)
                    teller.tell(_STARTING)
                elif event["event"] == "lines":
                    teller.tell(_progress(event))
                elif event["event"] == "error":
                    raise _error(event, self.facts.name)
        if count == 0:
            raise FeederEmpty

    def await_paper(self, *, report: Report) -> None:
        """Wait as `Scanner.await_paper` says: a network scanner is asked over eSCL, others through SANE."""
        teller = _Teller(report)
        address = self.address or guessed_address(self.facts)
        if address:
            await_loaded(address, teller.again, is_sure=bool(self.address))
            return
        with self._child(Job(self.facts.name, options=self.options)) as child:
            for event in child.events(teller.again):
                teller.again()
                if event["event"] == "error":
                    raise _error(event, self.facts.name)

    def _child(self, job: Job) -> "_Child":
        return _Child(job, self.environment, self.patience_seconds)


def _nothing() -> None:
    """Do nothing while a child is silent."""


def _error(event: Event, device: str) -> Exception:
    """Return the error that ended the child: the disk's, or the device's."""
    if "errno" in event:
        return OSError(event["errno"], os.strerror(event["errno"]))
    return error_for(event["status"], device, opened=event["opened"])


def _progress(event: Event) -> Progress:
    return Progress(Stage.SCAN, event["done"], event["total"], base64.b64decode(event["picture"]))


def _sheet(event: Event) -> ScannedSheet:
    return ScannedSheet(event["number"], Path(event["file"]), event["width"], event["height"], event["dpi"])


class _Teller:
    """Reports how far a page is, and again while nothing happens, so that a wish to end is heard."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._last = _STARTING

    def tell(self, progress: Progress) -> None:
        self._last = progress
        self.again()

    def again(self) -> None:
        self._report(self._last)


class _Child:
    """The worker process; its standard input stays open as long as we want it to live."""

    def __init__(self, job: Job, environment: Mapping[str, str], patience_seconds: float) -> None:
        self._patience_seconds = patience_seconds
        self._process = subprocess.Popen(
            [sys.executable, "-m", "scanning.device.sane.worker", job.as_argument()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(_ROOT), **environment},
        )
        self._input = cast(IO[str], self._process.stdin)
        self._output = cast(IO[str], self._process.stdout)
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._output:
            self._lines.put(line)
        self._lines.put("")

    def events(self, idle: Callable[[], None]) -> Iterator[Event]:
        """Yield events until the end.

        Args:
            idle: called several times a second while nothing comes; whatever it raises ends the wait.

        Raises:
            DeviceFailed: the driver crashed or hangs.
        """
        while (line := self._line(idle)) and (event := json.loads(line))["event"] != "end":
            yield event
        if not line:
            raise DeviceFailed("driver crashed")

    def _line(self, idle: Callable[[], None]) -> str:
        """Return the next line, empty at the end of the process."""
        until = time.monotonic() + self._patience_seconds
        while True:
            try:
                return self._lines.get(timeout=_BEAT_SECONDS)
            except queue.Empty:
                idle()
            if time.monotonic() >= until:
                raise DeviceFailed("hangs")

    def __enter__(self) -> "_Child":
        return self

    def __exit__(self, *_error: object) -> None:
        self._input.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._output.close()
