"""The page on which whoever took a number sees how long the line before it is, wherever they wait."""

from __future__ import annotations

from datetime import datetime
from html import escape
from urllib.parse import quote

from storage.portal.sandbox.citizens import page
from storage.portal.sandbox.citizens.look_up import clock_time
from storage.portal.sandbox.citizens.words import Words
from storage.portal.sandbox.model import Place

_OVER = "finished"


def standing(words: Words, place: Place, code: str, now: datetime, refresh_seconds: int) -> str:
    """Return the page of a number; it is asked for again by itself after some seconds, 0 for never.

    Whoever reads slowly or listens stops that by a link (WCAG 2.2.2); a number that is served stands still.
    """
    seconds = 0 if place.state == _OVER else refresh_seconds
    said = sentence(words, place)
    here = f"/so-thu-tu/{quote(code.rpartition('/')[2], safe='')}"
    body = (
        f"<p>{escape(place.service)}</p>"
        f'<div class="done" role="status"><p class="number">{escape(said)}</p></div>'
        + page.facts([(words["as_of"], clock_time(now))])
        + ("" if place.state == _OVER else _links(words, here, seconds))
    )
    return page.document(
        words,
        f"{place.number} – {said}",
        body,
        here if seconds or place.state == _OVER else f"{here}?refresh=no",
        heading=place.number,
        refresh_seconds=seconds,
    )


def sentence(words: Words, place: Place) -> str:
    """Return what matters to who waits."""
    if place.state != "waiting":
        return words[f"ticket_{place.state}"].format(counter=place.counter)
    if place.appointed:
        return words["appointed"].format(moment=place.appointed)
    key = {0: "none_before", 1: "one_before"}.get(place.before, "before")
    return words[key].format(count=place.before)


def _links(words: Words, here: str, seconds: int) -> str:
    plain, still = f"{here}?lang={words.language}", f"{here}?lang={words.language}&refresh=no"
    now = f'<a id="again" href="{escape(plain if seconds else still)}">{escape(words["again"])}</a>'
    target, name = (still, words["stand_still"]) if seconds else (plain, words["by_itself"])
    told = f"<p>{escape(words['refreshes'].format(seconds=seconds))}</p>" if seconds else ""
    return f'{told}<p class="links">{now} <a id="turn" href="{escape(target)}">{escape(name)}</a></p>'
