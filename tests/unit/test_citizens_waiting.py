"""What somebody with a queue number on the phone is told."""

import pytest

from storage.portal.sandbox.citizens.waiting import sentence
from storage.portal.sandbox.citizens.words import Words
from storage.portal.sandbox.model import Place


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("A001", "Đất đai", "waiting", 0, ""), "Nobody is before you. Please stay near the counters."),
        (Place("A003", "Đất đai", "waiting", 2, ""), "2 people before you."),
        (Place("A001", "Đất đai", "called", 0, "3"), "It is your turn: please go to counter 3."),
        (
            Place("A001", "Đất đai", "waiting", 0, "", "08:30, 27/11/2026"),
            "Your appointment: 08:30, 27/11/2026. Please come a few minutes earlier.",
        ),
    ],
)
def test_the_line_or_the_appointment_is_told(place: Place, said: str) -> None:
    assert sentence(Words("en"), place) == said
