"""Addresses that people are sent to: https, or within the house."""

from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.settings import FrontdeskSettings, PortalSettings, Settings
from clerk_app.workflow.change_settings import first_impossible
from clerk_app.workflow.frontdesk.reader_line import is_plugged_in
from clerk_app.workflow.people_addresses import AddressFlaw, WrongAddress, address_flaw, wrong_addresses


@pytest.mark.parametrize(
    "address",
    [
        "https://dichvucong.gov.vn/",
        "http://127.0.0.1:8080/so",
        "http://localhost/so",
        "http://192.168.1.20/so",
        "http://10.0.0.5:8080/",
        "http://[fe80::1]/so",
        "http://trungtam.local/so",
    ],
)
def test_people_may_be_sent_there(address: str) -> None:
    assert address_flaw(address) is None


@pytest.mark.parametrize(
    ("address", "flaw"),
    [
        ("dichvucong.gov.vn", AddressFlaw.NOT_WEB),
        ("file:///etc/passwd", AddressFlaw.NOT_WEB),
        ("javascript:alert(1)", AddressFlaw.NOT_WEB),
        ("https:///so", AddressFlaw.NO_HOST),
        ("https://dichvucong.gov.vn@evil.example/", AddressFlaw.UNCLEAR),
        ("https://portal.example/a b", AddressFlaw.UNCLEAR),
        ("https://portal.example:port/", AddressFlaw.UNCLEAR),
        ("https://[1/", AddressFlaw.UNCLEAR),
        ("http://dichvucong.gov.vn/", AddressFlaw.OPEN_LINE),
        ("http://8.8.8.8/", AddressFlaw.OPEN_LINE),
        ("http://0.0.0.0/", AddressFlaw.OPEN_LINE),
        ("http://127.0.0.1.evil.example/", AddressFlaw.OPEN_LINE),
    ],
)
def test_nobody_is_sent_there(address: str, flaw: AddressFlaw) -> None:
    assert address_flaw(address) is flaw


def test_the_defaults_are_fine_and_each_setting_is_named() -> None:
    assert wrong_addresses(Settings()) == ()
    wrong = replace(
        Settings(), portal=PortalSettings(page=""), frontdesk=FrontdeskSettings(page="http://portal.example")
    )
    assert wrong_addresses(wrong) == (
        WrongAddress("portal.page", AddressFlaw.MISSING),
        WrongAddress("frontdesk.page", AddressFlaw.OPEN_LINE),
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("portal.page", ""),
        ("portal.page", "http://x.vn"),
        ("frontdesk.page", "so"),
        ("frontdesk.reader", "COM3"),
    ],
)
def test_what_cannot_be_is_refused_before_it_is_written(path: str, value: str) -> None:
    assert first_impossible({path: value}) == path


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("frontdesk.page", ""),
        ("frontdesk.reader", ""),
        ("frontdesk.reader", "auto"),
        ("frontdesk.printer", ""),
    ],
)
def test_what_can_be_is_taken(path: str, value: str) -> None:
    assert first_impossible({path: value}) is None


def test_a_reader_is_plugged_in_when_its_device_is_there(tmp_path: Path) -> None:
    assert not is_plugged_in("auto", tmp_path)
    (tmp_path / "ttyACM0").touch()
    assert is_plugged_in("auto", tmp_path)
    assert not is_plugged_in(str(tmp_path / "ttyS9"))
