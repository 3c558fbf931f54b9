"""Signs with a PIN from standard input, then looks for it in all of its own memory.

``python -m tests.saboteurs.pin_hunter MODULE ROOT SOURCE TARGET`` prints how often it is found.
"""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from clerk_app.cli.pin import piped_pin
from signing.appearance import CopyText
from signing.keys.token import TokenKeys
from signing.means import Means
from signing.model import Level
from signing.sign import sign_copy
from signing.trust import Examiner, load

_REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r")


def found(disguised: bytes) -> int:
    """Count the secret in the readable memory of this process."""
    count = 0
    with Path("/proc/self/maps").open() as maps, Path("/proc/self/mem").open("rb", 0) as memory:
        for line in maps:
            region = _REGION.match(line)
            if region is not None and "[v" not in line:
                start, end = (int(each, 16) for each in region.groups())
                memory.seek(start)
                count += held(memory.read(end - start), disguised)
    return count


def held(region: bytes, disguised: bytes) -> int:
    """Count the secret in a region without ever having it in one piece."""
    first, rest = disguised[0] ^ 255, bytes(each ^ 255 for each in disguised[1:])
    hits = re.finditer(re.escape(rest), region)
    return sum(1 for hit in hits if hit.start() and region[hit.start() - 1] == first)


def main(module: str, root: str, source: str, target: str) -> None:
    """Sign, and hunt."""
    pin = piped_pin()
    disguised = bytes(each ^ 255 for each in pin)
    text = CopyText("SAO Y", "UBND")
    with TokenKeys(Path(module)).unlock(pin) as key:
        means = Means(key, Examiner(load([Path(root)])), None, Level.B_B)
        sign_copy(Path(source), Path(target), text=text, means=means, moment=datetime.now(UTC))
        sys.stdout.write(f"{found(disguised)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
