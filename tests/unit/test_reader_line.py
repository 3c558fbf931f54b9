"""What a reader on a serial line sends, cut into codes."""

from pathlib import Path

import pytest

from clerk_app.workflow.frontdesk.reader_line import AUTO, UNREADABLE, ReaderLines, reader_port
from clerk_app.workflow.what_was_read import UnknownRead, what_was_read

CARD = "092194005678|362456789|Lê Thị Hồng Nhung|02091994|Nữ|12 Nguyễn Trãi, An Bình|15032022"


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\x03"])
def test_a_line_is_a_code_whatever_ends_it(end: bytes) -> None:
    assert ReaderLines().feed(CARD.encode() + end) == (CARD,)


def test_a_letter_that_arrives_in_halves_is_one_letter() -> None:
    lines, data = ReaderLines(), f"{CARD}\r\n1.001193\r".encode()
    found = [code for byte in data for code in lines.feed(bytes([byte]))]
    assert found == [CARD, "1.001193"]


def test_silence_ends_a_code_too() -> None:
    lines = ReaderLines()
    assert lines.feed(b"1.001193") == ()
    assert lines.end() == ("1.001193",)
    assert lines.end() == ()


def test_frames_around_a_code_are_none_of_it() -> None:
    assert ReaderLines().feed(b"\x02 1.001193 \x03\x00\r") == ("1.001193",)


@pytest.mark.parametrize("noise", [b"\xff\xfe\x80", b"9" * 5000])
def test_noise_is_one_code_that_nobody_knows_and_the_next_is_read(noise: bytes) -> None:
    lines = ReaderLines()
    pieces = [noise[start : start + 64] for start in range(0, len(noise), 64)]
    found = [code for piece in (*pieces, b"\r", b"1.001193\r") for code in lines.feed(piece)]
    assert found == [UNREADABLE, "1.001193"]
    assert what_was_read(UNREADABLE) == UnknownRead(is_code=True)


def test_the_first_usb_reader_is_found_where_nothing_is_named(tmp_path: Path) -> None:
    assert reader_port(AUTO, tmp_path) == ""
    for name in ("ttyUSB0", "ttyACM1", "ttyACM0", "ttyS0"):
        (tmp_path / name).touch()
    assert reader_port(AUTO, tmp_path) == str(tmp_path / "ttyACM0")
    assert reader_port("/dev/ttyS0", tmp_path) == "/dev/ttyS0"
    assert reader_port("", tmp_path) == ""
