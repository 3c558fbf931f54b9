"""The order in which a device's options are set, on a device as the fujitsu backend makes them."""

from collections.abc import Sequence
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
import sane

from scanning.device.sane.prepare import sensor, set_options, takes_one_page
from scanning.device.sane.worker import watch_for_paper
from scanning.model import Colour, PaperSize, ScanSettings, Source

Limits = tuple[float, float, float]
MM, PIXELS = sane._sane.UNIT_MM, sane._sane.UNIT_PIXEL


class Option:
    """One option as python-sane describes it."""

    def __init__(self, name: str, constraint: Any, unit: int = 0) -> None:
        self.py_name, self.constraint, self.unit = name, constraint, unit
        self.type = sane._sane.TYPE_FIXED if isinstance(constraint, tuple) else sane._sane.TYPE_STRING

    def is_active(self) -> bool:
        return True

    def is_settable(self) -> bool:
        return True


class Device:
    """Keeps what is set, in order, and each far edge within the page, as the device would."""

    def __init__(self, unit: int = MM, largest: Sequence[float] = (220.0, 876.0)) -> None:
        self.set: dict[str, Any] = {}
        width, height = ((0.0, side, 0.1) for side in largest)
        options = [
            Option("source", ["ADF Front", "ADF Duplex"]),
            Option("mode", ["Lineart", "Gray", "Color"]),
            Option("resolution", (50.0, 600.0, 1.0)),
            *(Option(name, width, unit) for name in ("page_width", "tl_x", "br_x")),
            *(Option(name, height, unit) for name in ("page_height", "tl_y", "br_y")),
        ]
        self.__dict__["opt"] = {option.py_name: option for option in options}

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "set":
            self.__dict__[name] = value
            return
        page = {"br_x": "page_width", "br_y": "page_height"}.get(name)
        self.set[name] = min(value, self.set.get(page, 100.0)) if page else value

    def __getattr__(self, name: str) -> Any:
        return self.set[name]

    def __getitem__(self, name: str) -> Option:
        found: Option = self.opt[name]
        return found


def test_source_comes_before_mode_before_resolution_before_window() -> None:
    device = Device()
    set_options(device, ScanSettings(Source.FEEDER_DUPLEX, 300, Colour.GREY, PaperSize.A4))
    order = list(device.set)
    assert order[:3] == ["source", "mode", "resolution"]
    assert order.index("page_height") < order.index("br_y")
    assert (device.source, device.mode, device.resolution) == ("ADF Duplex", "Gray", 300)


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [
        (PaperSize.A4, 210.0, 297.0),
        (PaperSize.CARD, 85.6, 54.0),
        (PaperSize.A3, 220.0, 420.0),
        (PaperSize.AUTOMATIC, 220.0, 876.0),
    ],
)
def test_the_window_is_the_paper_but_at_most_what_the_device_has(
    size: PaperSize, width: float, height: float
) -> None:
    device = Device()
    set_options(device, ScanSettings(size=size))
    assert (device.tl_x, device.tl_y, device.br_x, device.br_y) == (0, 0, width, height)


def test_a_window_in_pixels_follows_the_resolution() -> None:
    device = Device(PIXELS, (2600.0, 9000.0))
    set_options(device, ScanSettings(dpi=254, size=PaperSize.A5))
    assert (device.br_x, device.br_y) == (pytest.approx(1480.0), pytest.approx(2100.0))


def test_a_feeder_without_a_source_is_known_by_its_sensor() -> None:
    device = Device()
    del device.opt["source"]
    assert takes_one_page(device, ScanSettings())
    device.opt["page_loaded"] = Option("page_loaded", None)
    assert sensor(device) == "page_loaded"
    assert not takes_one_page(device, ScanSettings())


class Sensing(Device):
    """A feeder into which paper is put after some looks at it."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.opt["page_loaded"] = Option("page_loaded", None)
        self.__dict__["looks"] = looks

    @property
    def page_loaded(self) -> bool:
        self.__dict__["looks"] -= 1
        return bool(self.__dict__["looks"] < 0)


def test_the_sensor_is_asked_until_paper_lies_there() -> None:
    events: list[str] = []
    parent: Any = SimpleNamespace(gone=Event())
    watch_for_paper(Sensing(1), lambda event: events.append(event["event"]), parent)
    assert events == ["waiting", "paper"]


def test_the_sensor_is_asked_no_more_when_nobody_waits() -> None:
    parent: Any = SimpleNamespace(gone=Event())
    parent.gone.set()
    events: list[str] = []
    watch_for_paper(Sensing(1000), lambda event: events.append(event["event"]), parent)
    assert events == []
