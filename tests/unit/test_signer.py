"""The signer is who stands under the office, and nobody else on the page."""

import pytest

from scanning.extract.signer import find_signer
from scanning.model import Box, Word

WIDTH, HEIGHT = 1654, 2339


def line(number: int, text: str, left: int, top: int, confidence: float = 93.0) -> list[Word]:
    return [
        Word(word, confidence, Box(left + 90 * place, top, left + 90 * place + 80, top + 30), number)
        for place, word in enumerate(text.split())
    ]


def signed(*lines: tuple[str, int, int]) -> str | None:
    words = [word for number, each in enumerate(lines) for word in line(number, *each)]
    found = find_signer(words, WIDTH, HEIGHT)
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("office", "name", "value"),
    [
        ("GIÁM ĐỐC", "Lê Hoàng Anh", "Lê Hoàng Anh"),
        ("KT. CHỦ TỊCH", "Phạm Vũ Hồng", "Phạm Vũ Hồng"),
        ("PHÓ GIÁM ĐỐC", "BS.CKII. Đỗ Thị Lệ Hảo", "Đỗ Thị Lệ Hảo"),
    ],
)
def test_the_name_under_an_office_is_the_signer(office: str, name: str, value: str) -> None:
    assert signed((office, 1000, 1500), (name, 950, 1800)) == value


def test_beside_the_recipients_an_office_under_the_seal_is_not_needed() -> None:
    assert (
        signed(("Nơi nhận:", 150, 1500), ("Như trên;", 150, 1550), ("Phạm Minh Tâm", 1000, 1850))
        == "Phạm Minh Tâm"
    )


@pytest.mark.parametrize(
    "lines",
    [
        (("Lê Hoàng Anh", 950, 1800),),
        (("GIÁM ĐỐC", 1000, 300), ("Lê Hoàng Anh", 950, 500)),
        (("GIÁM ĐỐC", 1000, 1500), ("Lê Hoàng Anh", 100, 1800)),
        (("GIÁM ĐỐC", 1000, 1500), ("đã ký và đóng dấu", 950, 1800)),
        (),
    ],
)
def test_elsewhere_nobody_is_guessed(lines: tuple[tuple[str, int, int], ...]) -> None:
    assert signed(*lines) is None


def test_a_name_that_reads_badly_is_no_signer() -> None:
    words = line(0, "GIÁM ĐỐC", 1000, 1500) + line(1, "Lê Hoàng Anh", 950, 1800, 55.0)
    assert find_signer(words, WIDTH, HEIGHT) is None
