"""Reasons that errors carry as one word, said in the language of the person."""

from clerk_app.i18n import Translate, later

_WORDS = {
    "password": later("it asks for a password"),
    "damaged": later("it is damaged"),
    "missing": later("it is no longer there"),
    "empty": later("it is empty"),
    "no image": later("it is no picture"),
    "hangs": later("its driver does not answer"),
    "driver crashed": later("its driver broke down"),
    "truncated": later("a page ended too early"),
}


def reason_words(reason: object, translate: Translate) -> object:
    """Return a known reason in words, any other as it is."""
    return translate(_WORDS[reason]) if isinstance(reason, str) and reason in _WORDS else reason
