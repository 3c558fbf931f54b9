"""Verdicts and placement without a single signature."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from signing import errors
from signing.appearance import CopyText, corner_text_size
from signing.model import (
    ChangesAfter,
    Covers,
    FileVerdict,
    Level,
    Role,
    SignatureVerdict,
    TrustStatus,
    Verdict,
    worst,
)
from signing.placement import PageShape

GOOD = SignatureVerdict(
    field="copy",
    signer="Nguyễn Thị Lan",
    organisation="UBND",
    signed_at=datetime(2026, 11, 23, 8, tzinfo=timezone(timedelta(hours=7))),
    timestamp=None,
    level=Level.B_B,
    intact=True,
    covers=Covers.FILE,
    changes_after=ChangesAfter.NONE,
    trust=TrustStatus.TRUSTED,
    demonstration=True,
    reason="",
)


def test_a_verdict_prints_as_documented() -> None:
    data = FileVerdict(Path("/a.pdf"), Verdict.VALID, (GOOD,)).as_data()
    assert list(data) == ["file", "verdict", "signatures"]
    assert data["signatures"][0] == {
        "field": "copy",
        "signer": "Nguyễn Thị Lan",
        "organisation": "UBND",
        "signed_at": "2026-11-23T01:00:00+00:00",
        "timestamp": None,
        "level": "B-B",
        "intact": True,
        "covers": "file",
        "changes_after": "none",
        "trust": "trusted",
        "demonstration": True,
        "reason": "",
    }


def test_the_first_verdict_that_applies_is_the_files() -> None:
    assert worst([]) is Verdict.UNSIGNED
    assert worst([Verdict.VALID, Verdict.UNTRUSTED]) is Verdict.UNTRUSTED
    assert worst([Verdict.ALTERED, Verdict.BROKEN, Verdict.VALID]) is Verdict.BROKEN


def test_the_seal_comes_after_the_leader() -> None:
    assert [len(role.earlier) for role in Role] == [0, 1, 2, 3, 4]
    assert Role.SEAL.earlier[1:3] == (Role.LEADER, Role.NUMBER)


@pytest.mark.parametrize(
    ("turned", "expected"),
    [
        (0, (110, 220, 130, 250)),
        (90, (350, 210, 380, 230)),
        (180, (370, 650, 390, 680)),
        (270, (120, 670, 150, 690)),
    ],
)
def test_a_box_on_the_shown_page_is_found_on_the_turned_one(
    turned: int, expected: tuple[int, int, int, int]
) -> None:
    shape = PageShape((100, 200, 400, 700), turned)
    assert shape.to_page((10, 20, 30, 50)) == expected


def test_a_long_agency_is_wrapped_and_never_wider_than_its_room() -> None:
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    short = corner_text_size(CopyText("SAO Y", "UBND"), moment, (250, 800))
    long = corner_text_size(CopyText("SAO Y", "ỦY BAN NHÂN DÂN PHƯỜNG " * 9), moment, (250, 800))
    tiny = corner_text_size(CopyText("SAO Y", "ỦY BAN NHÂN DÂN"), moment, (60, 60))
    assert short[1] < long[1]
    assert long[0] <= 250.1
    assert tiny[0] <= 60.1
    assert tiny[1] <= 60.1


def test_every_error_belongs_to_one_thing_to_do() -> None:
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]
    leaves = [each for each in kinds if issubclass(each, errors.SigningError) and not each.__subclasses__()]
    second = set(errors.SigningError.__subclasses__())
    assert all(len(second & set(leaf.__mro__)) == 1 for leaf in leaves)
    assert all(leaf.__doc__ for leaf in leaves)
