"""Sign one file and tell what it took: ``python -m clerk_app.benchmark.large AUTHORITY SOURCE TARGET``."""

import json
import sys
from pathlib import Path

from clerk_app.benchmark.hand import open_means, sign_and_gate
from clerk_app.benchmark.memory import peak_bytes
from signing.demonstration import DemonstrationAuthority
from signing.model import Level


def main(home: str, source: str, target: str) -> None:
    """Print seconds without the gate, seconds of the gate, and the peak of resident bytes."""
    authority = DemonstrationAuthority.open(Path(home))
    with open_means(authority, Level.B_B, 1) as means:
        seconds, gate = sign_and_gate(means, Path(source), Path(target))
    sys.stdout.write(json.dumps([seconds, gate, peak_bytes()]))


if __name__ == "__main__":
    main(*sys.argv[1:])
