"""Signs a digitised copy or an attachment: one visible signature with its text at the top right."""

from datetime import datetime
from pathlib import Path

from pyhanko.sign.fields import SigFieldSpec

from signing.appearance import CopyText, CornerText, corner_text_size
from signing.errors import FieldOffPage, FieldTaken
from signing.means import Means
from signing.model import SignedFile
from signing.placement import FieldBox, PageShape, Rectangle, page_shape
from signing.readings import DocumentReading
from signing.stamp import stamp_style
from signing.writing import SignatureOrder, opened, write_signature

COPY_FIELD, ATTACHMENT_FIELD = "copy", "attachment"
_ATTACHMENT = "Tài liệu kèm theo"
_MARGIN = 8.5
"""Points (3 mm) from the edges of the page: above the national motto of every letter."""
_WIDEST = 0.45
"""Share of the page's width, so that the text stays in its corner."""


def sign_copy(
    source: Path,
    target: Path,
    *,
    text: CornerText,
    means: Means,
    moment: datetime,
    box: FieldBox | None = None,
) -> SignedFile:
    """Sign a digitised document as a copy, or a file as the attachment of a letter.

    Args:
        source: the PDF; it stays as it is unless it is also the target.
        target: where the signed file goes, whole or not at all.
        text: shown in the box.
        means: the unlocked key, and the level wanted; the answer says what was to be had.
        moment: aware signing time.
        box: where the text goes, see `corner_box`; None is the top right corner of page 1, whatever is there.

    Raises:
        UnreadablePdf: the source cannot be read, or lacks the page.
        FieldOffPage: the box reaches over the edge of the page.
        FieldTaken: it is signed as a copy already.
        CertificateRefused: the certificate must not sign.
        ClockWrong: this workstation's clock is wrong.
        TokenGone: the key vanished; nothing was written.
        OutputRefused: the gate said no.
    """
    with opened(source) as document:
        field = COPY_FIELD if isinstance(text, CopyText) else ATTACHMENT_FIELD
        if document.signature(field) is not None or field in document.empty_fields:
            raise FieldTaken(field)
        order = _order(document, field, text, moment, box)
        return write_signature(document, target, order, means, moment)


def _order(
    document: DocumentReading, field: str, text: CornerText, moment: datetime, wanted: FieldBox | None
) -> SignatureOrder:
    shape = page_shape(document.reader, 0 if wanted is None else wanted.page)
    if wanted is not None and not shape.holds(wanted.rectangle):
        raise FieldOffPage(field)
    box = _corner(shape, text, moment) if wanted is None else shape.to_page(wanted.rectangle)
    page = 0 if wanted is None else wanted.page
    told = text.form if isinstance(text, CopyText) else _ATTACHMENT
    spec = SigFieldSpec(field, on_page=page, box=box, readable_field_name=told)  # type: ignore[arg-type]
    return SignatureOrder(field, stamp_style(text, moment, box, shape.turned), spec)


def _corner(shape: PageShape, text: CornerText, moment: datetime) -> Rectangle:
    """Return the box of the text in the page's own coordinates."""
    largest = (shape.width * _WIDEST, max(shape.height - 2 * _MARGIN, shape.height / 2))
    width, height = corner_text_size(text, moment, largest)
    right, top = shape.width - _MARGIN, shape.height - _MARGIN
    return shape.to_page((right - width, top - height, right, top))
