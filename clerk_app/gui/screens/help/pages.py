"""The pages of the help: carried texts, one for each screen and language, and the keys a screen has."""

from collections.abc import Iterable

from clerk_app.gui.commands import Command
from clerk_app.gui.places import HELP, PLACES
from clerk_app.i18n import Translate
from resources import resource

WINDOW = "window"
"""What holds everywhere."""
STEPS = ("intake", "scan", "review", "sign", "decision")
"""The steps of a dossier, which are no places of the rail."""


def page_names() -> tuple[str, ...]:
    """Return the pages in the order in which they are read."""
    places = tuple(each.name for each in PLACES if each.name != HELP)
    return (WINDOW, *places[:2], *STEPS, *places[2:])


def page_text(name: str, language: str, translate: Translate) -> str:
    """Return a page as Markdown; of a screen that has none, its name and what is done there."""
    try:
        return resource("help", language, f"{name}.md").read_text("utf-8")
    except FileNotFoundError:
        place = next((each for each in PLACES if each.name == name), None)
        if place is None:
            return page_text(WINDOW, language, translate)
        hint = translate(place.hint) if place.hint else ""
        return f"# {translate(place.words)}\n\n{hint}\n"


def page_title(text: str) -> str:
    """Return the title of a page."""
    return text.split("\n", 1)[0].removeprefix("# ")


def with_keys(text: str, keys: Iterable[Command], translate: Translate) -> str:
    """Return a page with a table of keys under it, each key once."""
    known = {each.key: each.text for each in keys if each.key and each.text}
    if not known:
        return text
    rows = "".join(f"| **{key}** | {words} |\n" for key, words in known.items())
    head = f"| {translate('Key')} | {translate('What it does')} |\n|---|---|\n"
    return f"{text}\n## {translate('Keys of this screen')}\n\n{head}{rows}"
