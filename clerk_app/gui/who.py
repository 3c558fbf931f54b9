"""Who did something, in words: a person by name, a role or the program by what it is."""

from clerk_app.i18n import Translate, later
from signing.model import Role

_BY_ITSELF = later("by itself")
_ACTORS = {
    "outbox": _BY_ITSELF,
    "inbox": _BY_ITSELF,
    "clerk": _BY_ITSELF,
    Role.OFFICIAL.value: later("the official"),
    Role.LEADER.value: later("the leader"),
    Role.SEAL.value: later("the records clerk"),
}


def who_words(who: str, translate: Translate) -> str:
    """Return who did it: a person, or where there are no accounts in which role."""
    known = _ACTORS.get(who)
    return translate(known) if known else who
