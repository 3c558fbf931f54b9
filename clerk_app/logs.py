"""Logs for the administrator: rotating files under the home, never personal data or secrets."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES = 1_000_000


def start_log(folder: Path) -> None:
    """Write the log of this process under `folder`, five files of 1 MB at most.

    Libraries are kept at WARNING: some of them log what they send.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "clerk.log", maxBytes=_BYTES, backupCount=4, encoding="utf-8")
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("clerk_app").setLevel(logging.INFO)
    for library in ("pyhanko", "pyhanko_certvalidator"):  # they log whole tracebacks of every odd file
        logging.getLogger(library).setLevel(logging.CRITICAL)
