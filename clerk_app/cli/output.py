"""What commands print: answers on standard output, sentences for people on standard error."""

import json
import os
import sys
from typing import Any


def answer(data: Any) -> None:
    """Print one JSON object, and nothing else, on standard output."""
    _say(json.dumps(data, ensure_ascii=False, indent=1))


def line(text: str) -> None:
    """Print a line of an answer for people."""
    _say(text)


def complain(text: str) -> None:
    """Print a sentence about what went wrong."""
    print(text, file=sys.stderr, flush=True)


def _say(text: str) -> None:
    """Print; whoever stops reading (`| head`) has what it wants, and the work goes on."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
