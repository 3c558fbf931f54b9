"""What of clean-up a profile switches on or off."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CleanUp:
    """Switches of clean-up.

    Attributes:
        as_scanned: the scanner's picture is delivered untouched; it is only read.
        drop_blank: blank pages are left out of what is delivered; their originals stay.
    """

    as_scanned: bool = False
    drop_blank: bool = False
