"""What commands print: answers on standard output, sentences for people on standard error."""

import json
import sys
from typing import Any


def answer(data: Any) -> None:
    """Print one JSON object, and nothing else, on standard output."""
    print(json.dumps(data, ensure_ascii=False, indent=1), flush=True)


def line(text: str) -> None:
    """Print a line of an answer for people."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Print a sentence about what went wrong."""
    print(text, file=sys.stderr, flush=True)
