"""Ask a network scanner whether paper lies in it (eSCL 2.9, ScannerStatus); SANE has no word for it."""

import re
import ssl
import time
from collections.abc import Callable
from http.client import HTTPException
from urllib.request import urlopen

from scanning.errors import DeviceUnreachable, NoPaperSensor

_TIMEOUT_SECONDS = 5.0
_BETWEEN_LOOKS_SECONDS = 0.5
_BEAT_SECONDS = 0.1
_LONGEST_ANSWER_BYTES = 65_536
_STATE = re.compile(rb"<(?:\w+:)?AdfState>\s*(\w+)\s*</")
_ANYBODY = ssl.create_default_context()
_ANYBODY.check_hostname = False
_ANYBODY.verify_mode = ssl.CERT_NONE
"""Scanners make their certificates themselves; sane-airscan believes them, and nothing of ours goes there."""

_LOADED = frozenset({b"ScannerAdfLoaded", b"ScannerAdfProcessing"})


def await_loaded(address: str, idle: Callable[[], None]) -> None:
    """Return once the feeder of the scanner at an address has paper.

    Args:
        address: URL of its eSCL service, without a slash at the end.
        idle: called several times a second; whatever it raises ends the wait.

    Raises:
        NoPaperSensor: it has no feeder, or does not tell.
        DeviceUnreachable: it does not answer.
    """
    while not has_paper(address):
        until = time.monotonic() + _BETWEEN_LOOKS_SECONDS
        while time.monotonic() < until:
            idle()
            time.sleep(_BEAT_SECONDS)


def has_paper(address: str) -> bool:
    """Return whether the scanner at an address says that paper lies in its feeder.

    Raises:
        NoPaperSensor, DeviceUnreachable: see `await_loaded`.
    """
    try:
        with urlopen(f"{address}/ScannerStatus", timeout=_TIMEOUT_SECONDS, context=_ANYBODY) as answer:  # noqa: S310
            state = _STATE.search(answer.read(_LONGEST_ANSWER_BYTES))
    except (OSError, HTTPException) as error:
        raise DeviceUnreachable from error
    if state is None:
        raise NoPaperSensor
    return state[1] in _LOADED
