"""Pieces of plain, accessible HTML: no script, nothing from elsewhere, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from storage.portal.sandbox.citizens.words import LANGUAGES, NAMES, Words

_STYLE = """
:root{color-scheme:light;font:18px/1.5 system-ui,"Noto Sans",sans-serif;color:#17232c;background:#fff}
body{margin:0;overflow-wrap:anywhere}
main,header,footer{max-width:46rem;margin:0 auto;padding:0 1rem}
header{padding-top:.75rem;border-bottom:3px solid #8c1c13}
header p{font-weight:700;margin:.25rem 0}nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:.4rem 0}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}
a{color:#0b5394}a,button,input,select{outline-offset:3px}:focus-visible{outline:3px solid #c26a00}
label{display:block;font-weight:600;margin-top:1rem}.help{color:#45525c;margin:.1rem 0 .3rem}
input{font:inherit;box-sizing:border-box;width:100%;max-width:30rem;padding:.5rem;border:2px solid #5b6770;
border-radius:4px;background:#fff;color:inherit}
[aria-current]{font-weight:700;text-decoration:none;color:inherit}
button{display:block;font:inherit;font-weight:600;margin-top:1rem;padding:.55rem 1.4rem;border:0;
border-radius:4px;background:#0b5394;color:#fff;cursor:pointer}
.error{border-left:6px solid #b00020;padding:.5rem 1rem;background:#fdf0f1}
.done{border-left:6px solid #1b6e3c;padding:.5rem 1rem;background:#eff8f2}
.links{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem}
.number{font-size:1.4rem;font-weight:700;letter-spacing:.02em}
dl{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.3rem 1.25rem}dt{font-weight:600}dd{margin:0}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:700;font-size:1.2rem;
margin:1.5rem 0 .4rem}th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;
border-bottom:1px solid #c8ced3}td form{margin:0}td button{margin:0;padding:.3rem .9rem}
ul.plain{list-style:none;padding:0}ul.plain li{padding:.35rem 0;border-bottom:1px solid #e3e7ea}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.3rem}
footer{color:#45525c;margin-top:3rem;padding-bottom:2rem;border-top:1px solid #c8ced3}
@media (max-width:30rem){dl{grid-template-columns:1fr}dt{margin-top:.5rem}}
"""


def document(
    words: Words, title: str, body: str, here: str, *, heading: str = "", refresh_seconds: int = 0
) -> str:
    """Return a whole page.

    Args:
        words: in the language of the page.
        title: in the browser's bar; over the page too, if there is no `heading`.
        body: HTML.
        here: its path, for the same page in another language.
        heading: over the page.
        refresh_seconds: after which the browser asks for the page again by itself, 0 for never.
    """
    again = f'<meta http-equiv="refresh" content="{refresh_seconds}">' if refresh_seconds else ""
    languages = " ".join(
        f'<a href="{escape(_with_language(here, language))}" lang="{language}" hreflang="{language}"'
        f"{current(language == words.language)}>{NAMES[language]}</a>"
        for language in LANGUAGES
    )
    asked = f"?lang={words.language}"
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{again}'
        f"<title>{escape(title)} – {escape(words['portal'])}</title><style>{_STYLE}</style></head><body>"
        f'<a class="skip" href="#content">{escape(words["skip"])}</a>'
        f"<header><p>{escape(words['portal'])}</p>"
        f'<nav><a href="/{asked}">{escape(words["look_up"])}</a>'
        f'<a href="/nop-ho-so{asked}">{escape(words["file_online"])}</a></nav>'
        f'<nav aria-label="{escape(words["language"])}">{languages}</nav></header>'
        f'<main id="content"><h1>{escape(heading or title)}</h1>{body}</main>'
        f"<footer><p>{escape(words['practice'])}</p></footer></body></html>"
    )


def current(chosen: bool) -> str:
    """Return the attribute of a link to where one is."""
    return ' aria-current="true"' if chosen else ""


def field(name: str, label: str, *, value: str = "", about: str = "", more: str = "") -> str:
    """Return a labelled input; `about` explains it, `more` are further attributes."""
    described = f' aria-describedby="{name}-help"' if about else ""
    helping = f'<p class="help" id="{name}-help">{escape(about)}</p>' if about else ""
    return (
        f'<label for="{name}">{escape(label)}</label>{helping}'
        f'<input id="{name}" name="{name}" value="{escape(value)}"{described} {more}>'
    )


def form(action: str, content: str, button: str, *, method: str = "post", files: bool = False) -> str:
    """Return a form with its one button."""
    kind = ' enctype="multipart/form-data"' if files else ""
    return (
        f'<form action="{escape(action)}" method="{method}"{kind}>{content}'
        f"<button>{escape(button)}</button></form>"
    )


def hidden(**values: str) -> str:
    """Return inputs that are not seen."""
    return "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in values.items()
    )


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Return pairs of a name and a text."""
    return (
        "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows) + "</dl>"
    )


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of cells that are HTML already."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    caption = f"<caption>{escape(caption)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def error(heading: str, sentences: Iterable[str] = ()) -> str:
    """Return what is wrong, read out at once."""
    items = "".join(f"<li>{escape(each)}</li>" for each in sentences)
    listed = f"<ul>{items}</ul>" if items else ""
    return f'<div class="error" role="alert"><p>{escape(heading)}</p>{listed}</div>'


def done(sentence: str, content: str = "") -> str:
    """Return what was done."""
    return f'<div class="done" role="status"><p>{escape(sentence)}</p>{content}</div>'


def _with_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"
