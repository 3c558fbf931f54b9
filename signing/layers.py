"""Layers of a PDF (optional content, ISO 32000-1, clause 8.11): taken away where all is shown, else refused.

What a layer hides today it may show tomorrow, or on paper only: nobody may sign that without having seen it.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from signing.errors import LayersHidden

_KEY = "/OCProperties"
_EVENTS = {"/View": "/ViewState", "/Print": "/PrintState", "/Export": "/ExportState"}
_BY_ABSENCE = frozenset({"/AllOff", "/AnyOff"})


def has_layers(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a document says which of its layers are shown."""
    return _KEY in pdf.Root


def flatten_layers(pdf: pikepdf.Pdf) -> None:
    """Make the content of all layers plain content of their pages.

    Raises:
        LayersHidden: one of them is not shown, or not always.
    """
    if not has_layers(pdf):
        return
    if _hides(pdf.Root[_KEY]) or any(_is_conditional(each) for each in _dictionaries(pdf)):
        raise LayersHidden
    del pdf.Root[_KEY]
    for each in _dictionaries(pdf):
        if "/OC" in each:
            del each["/OC"]


def _hides(properties: Any) -> bool:
    """Tell whether the document opens, prints or exports with a layer off."""
    default = properties.get("/D")
    if not isinstance(default, pikepdf.Dictionary):
        return True
    if str(default.get("/BaseState", "/ON")) != "/ON" or len(_listed(default.get("/OFF"))):
        return True
    groups = _listed(properties.get("/OCGs"))
    return bool(_listed(default.get("/AS"))) and any(_is_off_somewhere(each) for each in groups)


def _is_off_somewhere(group: Any) -> bool:
    usage = group.get("/Usage") if isinstance(group, pikepdf.Dictionary) else None
    if not isinstance(usage, pikepdf.Dictionary):
        return False
    said = ((usage.get(event), state) for event, state in _EVENTS.items())
    states = [str(each.get(state)) for each, state in said if isinstance(each, pikepdf.Dictionary)]
    # by language, zoom or user what is shown depends on who looks
    return "/OFF" in states or any(key in usage for key in ("/Language", "/Zoom", "/User"))


def _is_conditional(dictionary: Any) -> bool:
    """Tell whether something is shown when layers are off, or by a formula."""
    if str(dictionary.get("/Type")) != "/OCMD":
        return False
    return "/VE" in dictionary or str(dictionary.get("/P")) in _BY_ABSENCE


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every object with entries, and those directly inside them where layers are named."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            yield from _inside(each)


def _inside(parent: Any) -> Iterator[Any]:
    """Yield memberships that are written in place: as ``/OC``, or among the properties of a page."""
    resources = parent.get("/Resources", parent)
    named = resources.get("/Properties") if isinstance(resources, pikepdf.Dictionary) else None
    direct = list(named.values()) if isinstance(named, pikepdf.Dictionary) else []
    for each in (parent.get("/OC"), *direct, *_listed(parent.get("/Annots"))):
        if isinstance(each, pikepdf.Dictionary) and not each.is_indirect:
            yield each


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []
