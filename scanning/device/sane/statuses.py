"""Translate SANE's words into errors; python-sane gives nothing but `sane_strstatus` strings."""

from scanning.errors import (
    CoverOpen,
    DeviceBusy,
    DeviceDenied,
    DeviceFailed,
    FeederEmpty,
    NoScanner,
    PaperJam,
    ScanningError,
)


def error_for(status: str, device: str) -> ScanningError:
    """Return the error for a SANE status string."""
    simple: dict[str, type[ScanningError]] = {
        "Document feeder out of documents": FeederEmpty,
        "Document feeder jammed": PaperJam,
        "Scanner cover is open": CoverOpen,
        "Access to resource has been denied": DeviceDenied,
        "Device busy": DeviceBusy,
    }
    if status in simple:
        return simple[status]()
    if status == "Invalid argument":  # what sane_open answers for a name it does not know
        return NoScanner(device)
    return DeviceFailed(status)
