"""A copy of a signed document for the eye."""

from pathlib import Path

import pikepdf

from signing.errors import UnreadablePdf
from signing.gate import published


def write_viewing_copy(source: Path, target: Path) -> None:
    """Draw what the signatures show into the pages themselves.

    Some viewers, Qt's among them (6.11), do not draw signature fields. The copy is for showing and
    printing only: its signatures are gone.

    Raises:
        UnreadablePdf: the source cannot be opened.
        OSError: disk full, no permission.
    """
    try:
        with pikepdf.open(source) as document, published(target) as output:
            document.flatten_annotations("all")
            document.save(output)
    except (pikepdf.PdfError, pikepdf.PasswordError) as cause:
        raise UnreadablePdf(type(cause).__name__) from cause
