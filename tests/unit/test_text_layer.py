"""The text over a page: chosen as a reader goes, copied line by line."""

from clerk_app.gui.screens.review.text_layer import TextLayer
from scanning.model import Box, Word


def words() -> list[Word]:
    rows = (
        ("Giấy", 10, 10, 0),
        ("khai", 60, 10, 0),
        ("sinh", 110, 10, 0),
        ("Họ", 10, 40, 1),
        ("tên", 60, 40, 1),
    )
    return [Word(text, 90.0, Box(x, y, x + 40, y + 20), line) for text, x, y, line in rows]


def test_what_is_dragged_over_is_chosen_in_reading_order() -> None:
    layer = TextLayer(words())
    layer.begin(65, 15)
    layer.go_on(20, 55)
    assert list(layer.chosen) == [1, 2, 3]
    assert layer.text == "khai sinh\nHọ"


def test_backwards_is_the_same_text() -> None:
    layer = TextLayer(words())
    layer.begin(70, 50)
    layer.go_on(115, 15)
    assert layer.text == "sinh\nHọ tên"


def test_a_click_chooses_one_word_and_beside_them_none() -> None:
    layer = TextLayer(words())
    layer.begin(15, 45)
    assert layer.text == "Họ"
    layer.begin(300, 300)
    assert layer.chosen == range(0)


def test_without_a_choice_all_of_the_page_is_the_text() -> None:
    assert TextLayer(words()).text == "Giấy khai sinh\nHọ tên"


def test_a_page_without_words_has_nothing_to_choose() -> None:
    layer = TextLayer()
    layer.go_on(1, 1)
    assert (layer.chosen, layer.text) == (range(0), "")
