"""The parent's side of SANE: start the child, turn its events into sheets and errors."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from scanning.device.sane.statuses import error_for
from scanning.errors import DeviceFailed, FeederEmpty, NoScanner
from scanning.model import Progress, Report, ScannedSheet, ScannerFacts, ScanSettings, Stage

SILENCE_SECONDS = 120.0
"""A driver that says nothing for so long hangs; slow feeders warm up for a minute."""

_END_SECONDS = 1.0
_ROOT = Path(__file__).resolve().parents[3]

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SaneDevices:
    """The scanners that SANE sees.

    Attributes:
        environment: set for the child, e.g. SANE_CONFIG_DIR.
    """

    environment: Mapping[str, str] = field(default_factory=dict)

    def scanners(self) -> tuple[ScannerFacts, ...]:
        """Return every device that SANE lists; takes seconds where the network is searched."""
        with _Child((), self.environment) as child:
            for event in child.events():
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
                return SaneScanner(facts, self.environment)
        raise NoScanner(name)


@dataclass(frozen=True, slots=True)
class SaneScanner:
    """One SANE device behind the `Scanner` port."""

    facts: ScannerFacts
    environment: Mapping[str, str] = field(default_factory=dict)

    def scan(
        self, settings: ScanSettings, spool: Path, *, first: int, report: Report
    ) -> Iterator[ScannedSheet]:
        """Scan as `Scanner.scan` says; the child dies with the generator."""
        spool.mkdir(parents=True, exist_ok=True)
        arguments = _arguments(self.facts.name, settings, spool, first)
        count = 0
        with _Child(arguments, self.environment) as child:
            for event in child.events():
                if event["event"] == "sheet":
                    count += 1
                    yield _sheet(event)
                elif event["event"] == "lines":
                    report(Progress(Stage.SCAN, event["done"], event["total"]))
                elif event["event"] == "error":
                    raise _error(event, self.facts.name)
        if count == 0:
            raise FeederEmpty


def _arguments(device: str, settings: ScanSettings, spool: Path, first: int) -> tuple[str, ...]:
    given = {
        "device": device,
        "source": settings.source.value,
        "dpi": settings.dpi,
        "colour": settings.colour.value,
        "out": spool,
        "first": first,
    }
    return tuple(f"--{name}={value}" for name, value in given.items())


def _error(event: Event, device: str) -> Exception:
    """Return the error that ended the child: the disk's, or the device's."""
    if "errno" in event:
        return OSError(event["errno"], os.strerror(event["errno"]))
    return error_for(event["status"], device, opened=event["opened"])


def _sheet(event: Event) -> ScannedSheet:
    return ScannedSheet(event["number"], Path(event["file"]), event["width"], event["height"], event["dpi"])


class _Child:
    """The worker process; its standard input stays open as long as we want it to live."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "scanning.device.sane.worker", *arguments],
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

    def events(self) -> Iterator[Event]:
        """Yield events until the end.

        Raises:
            DeviceFailed: the driver crashed or hangs.
        """
        while True:
            try:
                line = self._lines.get(timeout=SILENCE_SECONDS)
            except queue.Empty as error:
                raise DeviceFailed("hangs") from error
            if not line:
                raise DeviceFailed("driver crashed")
            event: Event = json.loads(line)
            if event["event"] == "end":
                return
            yield event

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
