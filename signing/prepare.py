"""Prepares a decision before its first signature: all fields and all locks."""

from collections.abc import Mapping
from pathlib import Path

from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, append_signature_field

from signing.archive import SteadyWriter
from signing.errors import FieldOffPage, FieldTaken
from signing.gate import published
from signing.model import Role
from signing.placement import FieldBox, page_shape
from signing.readings import DocumentReading
from signing.writing import opened

FIELDS = tuple(role.value for role in Role)


def prepare(source: Path, target: Path, boxes: Mapping[str, FieldBox]) -> None:
    """Add empty signature fields with their locks.

    A visible field that is created after the first signature voids it, so all of them are created now. The
    seal's field locks the whole document when it is signed; that the official certifies is decided when he
    signs.

    Args:
        source: an unsigned PDF.
        target: where the prepared file goes.
        boxes: by field name; see `FIELDS`.

    Raises:
        UnreadablePdf: the source cannot be read, or lacks the page.
        FieldOffPage: a box reaches over the edge of its page.
        FieldTaken: the source is signed, or has such a field.
        KeyError: a name that is none of `FIELDS`.
    """
    unknown = set(boxes) - set(FIELDS)
    if unknown:
        raise KeyError(sorted(unknown)[0])
    with opened(source) as document:
        _refuse_taken(document, boxes)
        writer = SteadyWriter.from_reader(document.reader)
        for name in FIELDS:
            if name in boxes:
                append_signature_field(writer, _field(document, name, boxes[name]))
        with published(target) as output:
            writer.write(output)  # type: ignore[no-untyped-call]


def _refuse_taken(document: DocumentReading, boxes: Mapping[str, FieldBox]) -> None:
    taken = [reading.field for reading in document.signatures]
    taken += sorted(document.empty_fields & set(boxes))
    if taken:
        raise FieldTaken(taken[0])


def _field(document: DocumentReading, name: str, box: FieldBox) -> SigFieldSpec:
    shape = page_shape(document.reader, box.page)
    if not shape.holds(box.rectangle):
        raise FieldOffPage(name)
    seals = name == Role.SEAL.value
    return SigFieldSpec(
        name,
        on_page=box.page,
        box=shape.to_page(box.rectangle),  # type: ignore[arg-type]
        field_mdp_spec=FieldMDPSpec(FieldMDPAction.ALL) if seals else None,
        doc_mdp_update_value=MDPPerm.NO_CHANGES if seals else None,
    )
