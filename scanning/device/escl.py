"""Ask a network scanner whether paper lies in it (eSCL 2.9, ScannerStatus); SANE has no word for it."""

import re
import ssl
import time
from collections.abc import Callable
from http.client import HTTPException
from urllib.request import urlopen

from scanning.errors import DeviceUnreachable, NoPaperSensor
from scanning.model import ScannerFacts

_TIMEOUT_SECONDS = 5.0
_BETWEEN_LOOKS_SECONDS = 0.5
_BEAT_SECONDS = 0.1
_LONGEST_ANSWER_BYTES = 65_536
_STATE = re.compile(rb"<(?:\w+:)?AdfState>\s*(\w+)\s*</")
_ANYBODY = ssl.create_default_context()
_ANYBODY.check_hostname = False
_ANYBODY.verify_mode = ssl.CERT_NONE
"""Scanners make their certificates themselves; sane-airscan believes them, and nothing of ours goes there."""

_IP = re.compile(r"\bip=([\d.]+)")
_LOADED = frozenset({b"ScannerAdfLoaded", b"ScannerAdfProcessing"})


def guessed_address(facts: ScannerFacts) -> str:
    """Return where an eSCL scanner that was found by its name most likely answers; empty for others.

    sane-airscan tells its IP address only; port 80 and this path are what nearly all of them have.
    """
    address = _IP.search(facts.kind)
    return f"http://{address[1]}/eSCL" if address and facts.name.startswith("airscan:e") else ""


def await_loaded(address: str, idle: Callable[[], None], *, is_sure: bool = True) -> None:
    """Return once the feeder of the scanner at an address has paper.

    Args:
        address: URL of its eSCL service, without a slash at the end.
        idle: called several times a second; whatever it raises ends the wait.
        is_sure: whether the address is known; at a guessed one, nobody answering tells nothing.

    Raises:
        NoPaperSensor: it has no feeder, or does not tell.
        DeviceUnreachable: it does not answer.
    """
    if not is_sure and not _answers(address):
        raise NoPaperSensor
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


def _answers(address: str) -> bool:
    try:
        has_paper(address)
    except DeviceUnreachable:
        return False
    return True
