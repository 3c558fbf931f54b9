"""Columns of a table share a room that is too small without losing what is read first."""

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.gui.widgets.column_widths import ColumnRoom, fitted

NAME = ColumnRoom(wanted=200, needed=160, wrapped=90, least=80, yields=True)
DUE = ColumnRoom(wanted=150, needed=140, wrapped=100, least=60)


def test_with_room_every_column_has_what_it_wants() -> None:
    assert fitted((NAME, DUE), 350) == (200, 150)


def test_air_beside_words_goes_first() -> None:
    assert fitted((NAME, DUE), 300) == (160, 140)
    assert fitted((NAME, DUE), 325) == (180, 145)


def test_words_that_may_be_wrapped_are_wrapped_before_others() -> None:
    assert fitted((NAME, DUE), 230) == (90, 140)
    assert fitted((NAME, DUE), 210) == (90, 120)


def test_a_word_is_cut_only_where_all_are_wrapped() -> None:
    assert fitted((NAME, DUE), 190) == (90, 100)
    assert fitted((NAME, DUE), 165) == (85, 80)


def test_titles_are_kept_whole_even_where_that_is_too_much() -> None:
    assert fitted((NAME, DUE), 10) == (80, 60)


WIDTHS = st.integers(0, 400)
COLUMNS = st.lists(st.builds(ColumnRoom, WIDTHS, WIDTHS, WIDTHS, WIDTHS, st.booleans()), max_size=12)


@given(columns=COLUMNS, room=st.integers(0, 4000))
def test_the_room_is_kept_wherever_titles_fit_into_it(columns: list[ColumnRoom], room: int) -> None:
    widths = fitted(columns, room)
    least = [min(each.wanted, each.least) for each in columns]
    assert sum(widths) <= max(room, sum(least))
    assert all(low <= width <= each.wanted for low, width, each in zip(least, widths, columns, strict=True))
