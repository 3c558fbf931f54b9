"""Signs a batch with a PIN from standard input, and looks for it in all of its own memory.

``python -m tests.saboteurs.pin_hunter PLACE ROOT PAPER FOLDER`` prints how often it is found: after each
document, and after the batch. PLACE is a PKCS#11 module or the address of a signing service.
"""

import logging
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from clerk_app.cli.pin import piped_pin
from signing.appearance import CopyText
from signing.batch import CopyOrder, sign_copies
from signing.keys.port import Allowance, KeySource
from signing.keys.remote import Access, RemoteKeys
from signing.keys.remote.service import Service
from signing.keys.token import TokenKeys
from signing.means import Means
from signing.model import Level
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


def source(place: str) -> KeySource:
    """Return the keys of a signing service's officer, or of a module's tokens."""
    if not place.startswith("http"):
        return TokenKeys(Path(place))
    return RemoteKeys(Access(Service(place, 20)), "demonstration/officer")


def main(place: str, root: str, paper: str, folder: str) -> None:
    """Sign a batch, hunt in it and after it, and write down what anybody could have looked at."""
    logging.basicConfig(level=logging.DEBUG, filename=Path(folder) / "everything.log")
    pin = piped_pin()
    disguised = bytes(each ^ 255 for each in pin)
    orders = [
        CopyOrder(Path(paper), Path(folder) / f"{number}.pdf", CopyText("SAO Y", "UBND"))
        for number in range(3)
    ]
    keys, shown, counts = source(place), [], []
    with keys.unlock(pin, allowance=Allowance(len(orders))) as key:
        means = Means(key, Examiner(load([Path(root)])), None, Level.B_B)
        for outcome in sign_copies(orders, means, lambda: datetime.now(UTC)):
            shown.append(repr(outcome) + repr(vars(type(outcome))))
            counts.append(found(disguised))
        shown += [repr(means), repr(key), repr(keys)]
    counts.append(found(disguised))
    (Path(folder) / "reprs.txt").write_text("\n".join(shown))
    sys.stdout.write(f"{counts}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
