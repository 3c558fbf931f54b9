"""The form of a document: its fields by full name, as viewers see them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from signing.changes.model import Rectangle
from signing.changes.objects import Place

_MOST_FIELDS = 50_000
_DEEPEST = 64
_STAMP = "/ETSI.RFC3161"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its kind (``/Sig``, ``/Tx`` ...) and value; ``node`` is the dictionary with its name."""

    name: str
    kind: str
    value: Any = field(repr=False)
    node: Any = field(repr=False)

    @property
    def is_timestamp(self) -> bool:
        """Tell whether it holds a document time stamp."""
        return isinstance(self.value, pikepdf.Dictionary) and is_timestamp(self.value)


def is_timestamp(signature: Any) -> bool:
    """Tell whether a signature dictionary is a document time stamp; some writers forget the type."""
    return str(signature.get("/Type")) == "/DocTimeStamp" or str(signature.get("/SubFilter")) == _STAMP


@dataclass(frozen=True, slots=True)
class Form:
    """All fields by full name, and the names of fields and widgets by the place of their objects."""

    fields: dict[str, Field]
    names: dict[Place, str] = field(repr=False)

    @classmethod
    def of(cls, pdf: pikepdf.Pdf) -> "Form":
        """Read the form, with the signature fields that a careless tool left only on the pages."""
        form = cls({}, {})
        root = pdf.Root.get("/AcroForm")
        listed = root.get("/Fields") if isinstance(root, pikepdf.Dictionary) else None
        if isinstance(listed, pikepdf.Array):
            form._collect(list(listed))
        for page in pdf.pages:
            form._adopt(page.obj)
        return form

    def name_of(self, widget: Any) -> str | None:
        """Return the full name of the field that a widget shows."""
        node = widget
        for _ in range(_DEEPEST):
            if not isinstance(node, pikepdf.Dictionary):
                return None
            if node.is_indirect and node.objgen in self.names:
                return self.names[node.objgen]
            node = node.get("/Parent")
        return None

    def _collect(self, listed: list[Any]) -> None:
        waiting: list[tuple[Any, str, Any, Any]] = [(node, "", None, None) for node in reversed(listed)]
        seen: set[Place] = set()
        while waiting and len(self.fields) < _MOST_FIELDS:
            node, prefix, kind, value = waiting.pop()
            if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
                continue
            seen.add(node.objgen)
            name, kind = _joined(prefix, node), node.get("/FT", kind)
            value = node.get("/V", value)
            kids = [each for each in _kids(node) if "/T" in each]
            if kids:
                waiting += [(each, name, kind, value) for each in reversed(kids)]
            else:
                self._keep(name, str(kind), value, node)

    def _keep(self, name: str, kind: str, value: Any, node: Any) -> None:
        unique = name
        while unique in self.fields:
            unique += "'"
        self.fields[unique] = Field(unique, kind, value, node)
        for each in (node, *_kids(node)):
            if each.is_indirect:
                self.names[each.objgen] = unique

    def _adopt(self, page: Any) -> None:
        listed = page.get("/Annots")
        for widget in listed if isinstance(listed, pikepdf.Array) else ():
            if not isinstance(widget, pikepdf.Dictionary) or field_type(widget) != "/Sig":
                continue
            if self.name_of(widget) is None:
                self._keep(_joined("", widget) or "?", "/Sig", widget.get("/V"), widget)


def field_type(widget: Any) -> str | None:
    """Return a widget's ``/FT``, its own or inherited."""
    node = widget
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if "/FT" in node:
            return str(node["/FT"])
        node = node.get("/Parent")
    return None


def box_of(annotation: Any) -> Rectangle | None:
    """Return where an annotation draws, None when it draws nowhere."""
    box = annotation.get("/Rect")
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return None
    x0, y0, x1, y1 = (float(each) for each in box)
    left, bottom, right, top = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return (left, bottom, right, top) if right - left > 0 and top - bottom > 0 else None


def _kids(node: Any) -> Iterator[Any]:
    listed = node.get("/Kids")
    for each in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(each, pikepdf.Dictionary):
            yield each


def _joined(prefix: str, node: Any) -> str:
    own = str(node["/T"]) if "/T" in node else ""
    return f"{prefix}.{own}" if prefix and own else prefix or own
