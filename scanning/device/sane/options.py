"""Find a vendor's word for what we mean."""

from collections.abc import Sequence

from scanning.errors import DeviceFailed
from scanning.model import Colour, Source

_GLASS = ("flatbed", "glass", "platen", "fb")
_FEEDER = ("adf", "feeder", "simplex", "front", "dp", "duplex")
_DUPLEX = ("duplex", "both", "dp")

_MODES = {
    Colour.COLOUR: ("color", "colour", "24bit"),
    Colour.GREY: ("gray", "grey"),
    Colour.BILEVEL: ("lineart", "binary", "black", "halftone", "gray", "grey"),
}


def choose_source(names: Sequence[str], wanted: Source) -> str:
    """Return the device's own name for a source, e.g. "Automatic Document Feeder(left aligned,Duplex)".

    Raises:
        RuntimeError: the device has none like it.
    """
    for name in names:
        if _kind(name) is wanted:
            return name
    raise RuntimeError(f"no source {wanted.value}")


def _kind(name: str) -> Source | None:
    low = name.lower()
    if any(word in low for word in _DUPLEX):
        return Source.FEEDER_DUPLEX
    if any(word in low for word in _FEEDER):
        return Source.FEEDER
    return Source.GLASS if any(word in low for word in _GLASS) else None


def choose_colour(names: Sequence[str], wanted: Colour) -> str:
    """Return the device's own name for a colour mode; the richest one where it has none like it."""
    for word in _MODES[wanted]:
        for name in names:
            if word in name.lower():
                return name
    if not names:
        raise DeviceFailed("no colour mode")
    return names[-1]


def choose_dpi(constraint: Sequence[float] | None, wanted: int) -> float:
    """Return the lowest resolution the device has that is not under the wanted one, else its highest.

    Args:
        constraint: SANE's list of values, or its (lowest, highest, step) range, or None.
        wanted: dots per inch.
    """
    if not constraint:
        return wanted
    if isinstance(constraint, tuple):
        return float(min(max(wanted, constraint[0]), constraint[1]))
    return min((float(dpi) for dpi in constraint if dpi >= wanted), default=float(max(constraint)))
