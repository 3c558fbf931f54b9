"""Steps are taken back and done again in order."""

from clerk_app.gui.history import History, Step


def written(history: History, words: list[str], word: str) -> Step:
    """Write a word as a step of the history."""
    words.append(word)
    step = Step(lambda: words.remove(word), lambda: words.append(word))
    history.did(step)
    return step


def test_steps_walk_back_and_forth_in_order() -> None:
    words: list[str] = []
    history = History(lambda: None)
    for each in ("one", "two", "three"):
        written(history, words, each)
    history.undo()
    history.undo()
    assert words == ["one"]
    history.redo()
    assert words == ["one", "two"]
    assert (history.can_undo, history.can_redo) == (True, True)
    for _more in range(5):
        history.undo()
    assert (words, history.can_undo) == ([], False)


def test_something_new_ends_what_could_be_done_again() -> None:
    words: list[str] = []
    history = History(lambda: None)
    written(history, words, "one")
    history.undo()
    written(history, words, "other")
    history.redo()
    assert (words, history.can_redo) == (["other"], False)


def test_what_could_not_be_taken_back_can_be_tried_again_or_forgotten() -> None:
    told: list[tuple[bool, bool]] = []
    history = History(lambda: told.append((history.can_undo, history.can_redo)))
    step = written(history, [], "one")
    history.undo()
    assert told[-1] == (False, True)
    history.failed(step)
    assert told[-1] == (True, False)
    history.forget(step)
    assert told[-1] == (False, False)
