"""Set a device's options, each after those that change its limits."""

from collections.abc import Mapping
from typing import Any

import sane

from scanning.device.sane.options import choose_colour, choose_dpi, choose_source
from scanning.model import ScanSettings, Source

_MM_PER_INCH = 25.4
_EDGES = (("tl_x", "br_x", "page_width", 0), ("tl_y", "br_y", "page_height", 1))

Options = Mapping[str, Any]
"""Options of a device by their names in Python; only those that can be set now."""


def settable(device: Any) -> Options:
    """Return the options that can be set now; setting one may add others."""
    return {name: each for name, each in device.opt.items() if each.is_active() and each.is_settable()}


def set_driver_options(device: Any, options: Mapping[str, str]) -> None:
    """Set options by the driver's own names; python-sane itself would take a misspelt one silently.

    Raises:
        RuntimeError: the device has no such option, or none that can be set now.
    """
    for name, text in options.items():
        there = settable(device).get(name.replace("-", "_"))
        if there is None:
            raise RuntimeError(f"no option {name}")
        setattr(device, there.py_name, _typed(there, text))


def set_options(device: Any, settings: ScanSettings) -> None:
    """Set source before mode before resolution before window: each may change the limits of the next.

    Raises:
        RuntimeError: the device has no such source.
    """
    if "source" in settable(device):
        device.source = choose_source(device["source"].constraint or (), settings.source)
    if "mode" in settable(device):
        device.mode = choose_colour(device["mode"].constraint or (), settings.colour)
    if "depth" in settable(device) and 8 in (device["depth"].constraint or ()):
        device.depth = 8
    if "resolution" in settable(device):
        dpi = choose_dpi(device["resolution"].constraint, settings.dpi)
        device.resolution = dpi if device["resolution"].type == sane._sane.TYPE_FIXED else round(dpi)
    _set_window(device, settings)


def takes_one_page(device: Any, settings: ScanSettings) -> bool:
    """Return whether there is one page only: the glass, which SANE would scan again and again."""
    if "source" in device.opt:
        return settings.source is Source.GLASS
    return sensor(device) is None


def sensor(device: Any) -> str | None:
    """Return the option that tells whether paper lies in the feeder, by its name in Python.

    The fujitsu, epjitsu, genesys, gt68xx and p5 backends say page-loaded, canon_dr adf-loaded (SANE 1.2.1).
    """
    known = ("page_loaded", "adf_loaded")
    return next((name for name in known if name in device.opt and device[name].is_active()), None)


def resolution(device: Any, settings: ScanSettings) -> int:
    """Return the dots per inch that a page will have."""
    return round(device.resolution) if "resolution" in device.opt else settings.dpi


def _set_window(device: Any, settings: ScanSettings) -> None:
    """Open the window over the paper; a device that feeds from the middle hears first how wide that is.

    The fujitsu backend keeps the far edges within page-width and page-height, so these come first.
    """
    wanted = settings.size.millimetres
    for near, far, page, axis in _EDGES:
        for name in (page, far):
            if name in settable(device):
                setattr(device, name, _length(device, device[name], wanted, axis, settings))
        if near in settable(device):
            lowest = device[near].constraint
            setattr(device, near, lowest[0] if isinstance(lowest, tuple) else 0)


def _length(
    device: Any, option: Any, wanted: tuple[float, float] | None, axis: int, settings: ScanSettings
) -> float:
    """Return a far edge in the option's unit: the paper's, at most the device's."""
    limits = option.constraint
    largest = limits[1] if isinstance(limits, tuple) else max(limits or (getattr(device, option.py_name),))
    if wanted is None:
        return float(largest)
    dots = resolution(device, settings) / _MM_PER_INCH if option.unit == sane._sane.UNIT_PIXEL else 1
    return float(min(wanted[axis] * dots, largest))


def _typed(option: Any, text: str) -> bool | int | float | str:
    kinds = {sane._sane.TYPE_BOOL: _truth, sane._sane.TYPE_INT: int, sane._sane.TYPE_FIXED: float}
    kind: Any = kinds.get(option.type, str)
    typed: bool | int | float | str = kind(text)
    return typed


def _truth(text: str) -> bool:
    return text.lower() in ("yes", "true", "1", "on")
