"""Take a PIN from a person or from a pipe, into memory that can be wiped."""

import getpass
import os
import sys

_LONGEST = 256


def typed_pin(question: str) -> bytearray | None:
    """Ask on the terminal; None without one."""
    if not sys.stdin.isatty():
        return None
    return bytearray(getpass.getpass(question), "utf-8")


def piped_pin() -> bytearray:
    """Read the first line of standard input straight into memory of ours, past Python's buffers."""
    pin, letter, length = bytearray(_LONGEST), bytearray(1), 0
    while length < _LONGEST and os.readv(sys.stdin.fileno(), [letter]) and letter[0] not in b"\r\n":
        pin[length] = letter[0]
        length += 1
    letter[:] = b"\0"
    del pin[length:]
    return pin
