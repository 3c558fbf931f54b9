"""Prepare a PDF for its signatures: a document that was brought, or a copy that will be certified."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_app.paper.certification import CertificationFacts, draw_certification
from clerk_app.workflow.decide import leader_title
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Right, require
from clerk_app.workflow.signers import leader_of, signer_of
from signing.layout import usual_boxes
from signing.model import Role
from signing.placement import FieldBox
from signing.prepare import prepare
from signing.rebuild import rebuild


def prepare_file(
    source: Path, target: Path, names: Mapping[str, str], places: Mapping[str, FieldBox]
) -> Mapping[str, FieldBox]:
    """Write a document anew, add the empty fields, and return where they are.

    Args:
        source: an unsigned PDF.
        target: where the prepared file goes.
        names: printed under the signatures, by field; a signature goes above its name.
        places: where fields go instead of where there is room.

    Raises:
        SigningError: it cannot be read, is signed, or a place is off the page.
    """
    with TemporaryDirectory(prefix=".prepare-", dir=target.parent) as folder:
        anew = Path(folder) / "anew.pdf"
        rebuild(source, anew)
        boxes = usual_boxes(anew, names) | dict(places)
        prepare(anew, target, boxes)
    return boxes


def certify_copy(desk: Desk, source: Path, target: Path, book: str) -> Mapping[str, FieldBox]:
    """Add the page that certifies an electronic copy, with the empty fields of the same chain of hands.

    Args:
        desk: the workstation; its people sign.
        source: the copy, made from the original; unsigned.
        target: where the prepared file goes.
        book: the register of certified copies, e.g. "01/2026-SCT/BS".

    Raises:
        RightMissing.
        SigningError: the copy cannot be read, or is signed.
    """
    require(desk.actor, Right.DRAFT_DECISION)
    with TemporaryDirectory(prefix=".certify-", dir=target.parent) as folder:
        copy, whole = Path(folder) / "copy.pdf", Path(folder) / "whole.pdf"
        pages = rebuild(source, copy)
        drawn = draw_certification(
            CertificationFacts(
                agency=desk.settings.agency.name,
                place=desk.settings.agency.place,
                book=book,
                pages=pages,
                official=signer_of(desk, Role.OFFICIAL).name,
                leader=leader_of(desk),
                leader_title=leader_title(desk),
            )
        )
        rebuild(copy, whole, appended=drawn.pdf)
        boxes = {name: FieldBox(-1, *box) for name, box in drawn.boxes.items()}
        prepare(whole, target, boxes)
    return boxes
