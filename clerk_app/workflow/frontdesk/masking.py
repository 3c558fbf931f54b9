"""Personal data as a hall full of people may see it."""

_DOT = "•"
_TAIL = 3


def masked_name(name: str) -> str:
    """Return the first letter of each word of a name: `L•• T•• H••• N••••`."""
    return " ".join(word[:1] + _DOT * max(1, len(word) - 1) for word in name.split())


def masked_number(number: str) -> str:
    """Return a number with all but its last three digits hidden."""
    shown = number[-_TAIL:] if len(number) > 2 * _TAIL else ""
    return _DOT * (len(number) - len(shown)) + shown
