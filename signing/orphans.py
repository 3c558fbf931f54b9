"""Signatures that a careless tool cut off: the widget is still on the page, the form is gone."""

from collections.abc import Iterator

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject, Reference
from pyhanko.pdf_utils.reader import PdfFileReader

_MOST_NODES = 100_000


def orphaned_signatures(reader: PdfFileReader) -> Iterator[tuple[str, object, IndirectObject]]:
    """Yield (name, value, node) of filled signature widgets on all pages, listed in a form or not."""
    for page in _pages(reader):
        for each in page.get("/Annots", ()):
            node = each.get_object()
            if not isinstance(node, DictionaryObject) or node.get("/FT") != "/Sig" or "/V" not in node:
                continue
            place = node.container_ref
            if isinstance(place, Reference):
                yield str(node.get("/T", "")), node["/V"], _pointer(place, reader)


def _pointer(place: Reference, reader: PdfFileReader) -> IndirectObject:
    return IndirectObject(place.idnum, place.generation, reader)  # type: ignore[no-untyped-call]


def _pages(reader: PdfFileReader) -> Iterator[DictionaryObject]:
    """Walk the page tree, which in bad files has circles."""
    seen: set[object] = set()
    waiting = [reader.root["/Pages"]]
    while waiting and len(seen) < _MOST_NODES:
        node = waiting.pop().get_object()
        if not isinstance(node, DictionaryObject) or node.container_ref in seen:
            continue
        seen.add(node.container_ref)
        if "/Kids" in node:
            waiting.extend(reversed(list(node["/Kids"])))
        else:
            yield node
