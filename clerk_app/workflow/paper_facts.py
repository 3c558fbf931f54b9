"""What a paper says of itself: its fields, and the metadata of its file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from scanning.bundle.archival import BundleFacts
from scanning.extract.fields import extract_fields
from scanning.extract.model import Field, FieldName
from scanning.extract.signer import find_signer
from scanning.model import BundlePage


def fields_of(pages: Sequence[BundlePage]) -> tuple[Field, ...]:
    """Return the fields of a paper: what its first page says, and who signed it."""
    first = pages[0]
    return (*extract_fields(first.words, first.height_px), *_signer(pages))


def facts_of(
    fields: Sequence[Field], moment: datetime, *, title: str = "", otherwise: str = ""
) -> BundleFacts:
    """Return the metadata of a paper's file.

    Args:
        fields: of the paper.
        moment: when the file is made.
        title: of the file; without one, what the paper is about.
        otherwise: its title where the paper does not say that.
    """
    found = {each.name: each.value for each in fields}
    number, notation = found.get(FieldName.CODE_NUMBER, ""), found.get(FieldName.CODE_NOTATION, "")
    return BundleFacts(
        title=title or found.get(FieldName.SUBJECT) or otherwise,
        created_at=moment,
        organ=found.get(FieldName.ORGAN_NAME, ""),
        identifier=f"{number}/{notation}" if notation else "",
        kind=found.get(FieldName.TYPE_NAME, ""),
        subject=found.get(FieldName.SUBJECT, ""),
    )


def _signer(pages: Sequence[BundlePage]) -> Iterator[Field]:
    """Yield who signed, from the first page with a signature: annexes follow it."""
    for number, page in enumerate(pages, 1):
        found = find_signer(page.words, page.width_px, page.height_px)
        if found is not None:
            yield replace(found, page=number)
            return
