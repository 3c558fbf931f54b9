"""Where the signature fields of a document stand."""

from dataclasses import dataclass

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from signing.errors import UnreadablePdf
from signing.placement import PageShape, Rectangle, page_shape


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A field's page, counted from 0, its box in the page's own coordinates, and the page's shape."""

    page: int
    box: Rectangle
    shape: PageShape


def field_place(reader: PdfFileReader, name: str) -> FieldPlace:
    """Return where a signature field is.

    Raises:
        UnreadablePdf: on no page.
        StopIteration: there is no such field.
    """
    return _place(reader, next(node for found, _, node in enumerate_sig_fields(reader) if found == name))


def field_places(reader: PdfFileReader) -> dict[str, FieldPlace]:
    """Return where all signature fields are, by name.

    Raises:
        UnreadablePdf: one is on no page.
    """
    return {str(name): _place(reader, node) for name, _, node in enumerate_sig_fields(reader)}


def _place(reader: PdfFileReader, node: DictionaryObject) -> FieldPlace:
    widget = node.get_object()  # type: ignore[no-untyped-call]
    x0, y0, x1, y1 = (float(number) for number in widget["/Rect"])
    page = _page_of(reader, widget)
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return FieldPlace(page, box, page_shape(reader, page))


def _page_of(reader: PdfFileReader, widget: DictionaryObject) -> int:
    wanted = widget.get_value_as_reference("/P")
    for number in range(int(reader.root["/Pages"]["/Count"])):
        if reader.find_page_for_modification(number)[0].reference == wanted:  # type: ignore[no-untyped-call]
            return number
    raise UnreadablePdf("no_such_page")
