"""Translate SANE's words into errors; python-sane gives nothing but `sane_strstatus` strings."""

from scanning.errors import (
    CoverOpen,
    DeviceBusy,
    DeviceDenied,
    DeviceExhausted,
    DeviceFailed,
    DeviceUnreachable,
    DeviceUnsuitable,
    FeederEmpty,
    NoPaperSensor,
    NoScanner,
    PaperJam,
    ScanCancelled,
)

_ERRORS: dict[str, type[Exception]] = {
    "Operation not supported": DeviceUnsuitable,
    "Operation was canceled": ScanCancelled,  # somebody pressed the button on the device
    "Device busy": DeviceBusy,
    "Document feeder jammed": PaperJam,
    "Document feeder out of documents": FeederEmpty,
    "Scanner cover is open": CoverOpen,
    "Error during device I/O": DeviceUnreachable,
    "Out of memory": DeviceExhausted,
    "Access to resource has been denied": DeviceDenied,
}
_INVALID = "Invalid argument"
_NO_SENSOR = "no sensor"
_TRUNCATED = "truncated"
_UNKNOWN = ("no source", "no option")
"""What our own side of the driver says of a device that lacks something."""


def error_for(status: str, device: str, *, opened: bool = True) -> Exception:
    """Return the error for a SANE status string, or for a fault of the driver in other words.

    Args:
        status: what `sane_strstatus` says.
        device: its SANE name.
        opened: whether the device answered before; what SANE says of an unknown name it says of a wrong
            option, too.
    """
    if status in _ERRORS:
        return _ERRORS[status]()
    if status == _NO_SENSOR:
        return NoPaperSensor()
    if status.startswith(_UNKNOWN):
        return DeviceUnsuitable()
    if status.startswith(_TRUNCATED):
        return DeviceFailed(_TRUNCATED)
    if status == _INVALID:
        return DeviceUnsuitable() if opened else NoScanner(device)
    return DeviceFailed(status)
