"""Vendors' words for what we mean."""

from pathlib import Path

import pytest

from clerk_app.i18n import translator
from clerk_app.workflow.messages import message_for
from scanning.device.sane.options import choose_colour, choose_dpi, choose_source
from scanning.device.sane.statuses import error_for
from scanning.errors import (
    CoverOpen,
    DeviceBusy,
    DeviceFailed,
    DeviceUnreachable,
    DeviceUnsuitable,
    FeederEmpty,
    NoScanner,
    PaperJam,
    UnreadableDocument,
)
from scanning.model import Colour, Source


@pytest.mark.parametrize(
    ("names", "source", "chosen"),
    [
        (["Flatbed", "ADF", "ADF Duplex"], Source.FEEDER, "ADF"),
        (["Flatbed", "ADF", "ADF Duplex"], Source.FEEDER_DUPLEX, "ADF Duplex"),
        (["Flatbed", "ADF"], Source.GLASS, "Flatbed"),
        (
            [
                "FlatBed",
                "Automatic Document Feeder(left aligned)",
                "Automatic Document Feeder(left aligned,Duplex)",
            ],
            Source.FEEDER_DUPLEX,
            "Automatic Document Feeder(left aligned,Duplex)",
        ),
        (["ADF Front", "ADF Duplex"], Source.FEEDER, "ADF Front"),
        (["FB", "DP"], Source.FEEDER_DUPLEX, "DP"),
    ],
)
def test_a_source_is_found_by_its_meaning(names: list[str], source: Source, chosen: str) -> None:
    assert choose_source(names, source) == chosen


def test_a_device_without_the_source_says_so() -> None:
    with pytest.raises(RuntimeError):
        choose_source(["Flatbed"], Source.FEEDER)


@pytest.mark.parametrize(
    ("constraint", "wanted", "chosen"),
    [
        ([75, 150, 300, 600], 200, 300.0),
        ([75, 150], 300, 150.0),
        ((50.0, 1200.0, 1.0), 300, 300.0),
        ((50.0, 200.0, 1.0), 300, 200.0),
        (None, 300, 300),
    ],
)
def test_the_resolution_is_never_less_than_wanted_where_the_device_has_more(
    constraint: list[float] | None, wanted: int, chosen: float
) -> None:
    assert choose_dpi(constraint, wanted) == chosen


def test_a_colour_mode_is_found_by_its_meaning() -> None:
    assert choose_colour(["Lineart", "Gray", "Color"], Colour.COLOUR) == "Color"
    assert choose_colour(["Gray", "Color"], Colour.BILEVEL) == "Gray"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("Document feeder jammed", PaperJam),
        ("Document feeder out of documents", FeederEmpty),
        ("Scanner cover is open", CoverOpen),
        ("Device busy", DeviceBusy),
        ("Error during device I/O", DeviceUnreachable),
        ("anything new", DeviceFailed),
    ],
)
def test_every_status_becomes_an_error(status: str, error: type[Exception]) -> None:
    assert isinstance(error_for(status, "device"), error)


def test_an_invalid_argument_is_an_unknown_name_until_the_device_was_opened() -> None:
    assert isinstance(error_for("Invalid argument", "device", opened=False), NoScanner)
    assert isinstance(error_for("Invalid argument", "device"), DeviceUnsuitable)


def test_a_page_that_ended_too_early_is_said_without_its_lines() -> None:
    error = error_for("truncated: 5 of 877 lines", "device")
    assert str(message_for(error, translator("vi"))).startswith(
        "Máy quét đã dừng (trang quét bị ngắt giữa chừng)"
    )


def test_a_reason_is_said_in_the_language_of_the_person() -> None:
    error = UnreadableDocument(Path("a.pdf"), "password")
    assert "tệp có đặt mật khẩu" in str(message_for(error, translator("vi")))
    assert "it asks for a password" in str(message_for(error, translator("en")))
