"""The pages on which a citizen files a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from storage.folding import folded
from storage.portal.sandbox.citizens import page
from storage.portal.sandbox.citizens.look_up import file_fields
from storage.portal.sandbox.citizens.words import Words
from storage.portal.sandbox.model import Service

PERSON = ("full_name", "id_number", "address", "phone", "email")
_ASKED_OF = {
    "full_name": 'required autocomplete="name" maxlength="200"',
    "id_number": 'required inputmode="numeric" pattern="[0-9]{12}" maxlength="12" autocomplete="off"',
    "address": 'autocomplete="street-address" maxlength="300"',
    "phone": 'type="tel" autocomplete="tel" maxlength="20"',
    "email": 'type="email" autocomplete="email" maxlength="200"',
}
_MOST_SHOWN = 60


def choosing(words: Words, services: Sequence[Service], asked: str) -> str:
    """Return the page that lists the procedures whose name holds every word asked for."""
    wanted = folded(asked).split()
    found = [each for each in services if all(word in folded(f"{each.code} {each.name}") for word in wanted)]
    links = "".join(
        f'<li><a href="/nop-ho-so/{escape(each.code)}?lang={words.language}">{escape(each.name)}</a></li>'
        for each in found[:_MOST_SHOWN]
    )
    body = page.form(
        "/nop-ho-so",
        page.hidden(lang=words.language)
        + page.field("q", words["search"], value=asked, more='type="search"'),
        words["show"],
        method="get",
    ) + (f'<ul class="plain">{links}</ul>' if found else f"<p>{escape(words['none_found'])}</p>")
    return page.document(words, words["choose"], body, "/nop-ho-so")


def filling(words: Words, service: Service, given: Mapping[str, str], troubles: Sequence[str]) -> str:
    """Return the form of a procedure, with what was `given` before and what is to be mended."""
    people = "".join(
        page.field(name, words[name], value=given.get(name, ""), more=_ASKED_OF[name]) for name in PERSON
    )
    here = f"/nop-ho-so/{service.code}"
    body = (page.error(words["mend"], troubles) if troubles else "") + page.form(
        f"{here}?lang={words.language}",
        f"<h2>{escape(words['you'])}</h2>{people}"
        f"<h2>{escape(words['attachments'])}</h2>{file_fields(service.papers)}",
        words["send"],
        files=True,
    )
    return page.document(words, service.name, body, here)


def filed(words: Words, code: str, receipt: str) -> str:
    """Return the page that tells the two numbers to keep."""
    numbers = "".join(
        f'<p>{escape(words[name])}<br><span class="number" id="filed-{name}">{escape(number)}</span></p>'
        for name, number in (("code", code), ("receipt", receipt))
    )
    target = f"/tra-cuu?code={code}&lang={words.language}"
    link = f'<p><a href="{escape(target)}">{escape(words["look_up"])}</a></p>'
    return page.document(words, words["file_online"], page.done(words["filed"], numbers) + link, "/")
