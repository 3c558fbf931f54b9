"""The officer's hand: signs one file and tells how long it took without the gate, and in it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from signing.appearance import CopyText
from signing.demonstration import DEMONSTRATION_PIN, DemonstrationAuthority, Person
from signing.gate import accept_signed
from signing.keys.port import Allowance
from signing.means import Means
from signing.model import Level
from signing.sign import COPY_FIELD, sign_copy
from signing.timestamp import TimestampService
from signing.trust import Examiner

_TEXT = CopyText("SAO Y", "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH")


@contextmanager
def open_means(authority: DemonstrationAuthority, level: Level, documents: int) -> Iterator[Means]:
    """Lend the officer's key for so many documents, with the authority's time stamps."""
    pin = bytearray(DEMONSTRATION_PIN, "ascii")
    with authority.token_keys(Person.OFFICER).unlock(pin, allowance=Allowance(documents)) as key:
        service = TimestampService(authority.timestamp_url)
        yield Means(key, Examiner(authority.store), service, level)


def sign_and_gate(means: Means, source: Path, target: Path) -> tuple[float, float]:
    """Sign one document; return the seconds without the gate, and those of the gate."""
    started = time.perf_counter()
    sign_copy(source, target, text=_TEXT, means=means, moment=datetime.now(UTC))
    whole = time.perf_counter() - started
    started = time.perf_counter()
    # the gate does its work once more, so that it can be timed alone
    accept_signed(source, target, COPY_FIELD)
    gate = time.perf_counter() - started
    return whole - gate, gate
