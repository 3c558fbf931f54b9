"""What is shown to whoever moves signatures before they are given: the paper, and the signatures on it."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clerk_app.workflow.decide import marks_of
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.issued import next_issue
from clerk_app.workflow.sign_bundle import bundled, copy_text
from clerk_app.workflow.signers import leader_of, signer_of
from signing.appearance import Mark
from signing.layout import corner_box
from signing.model import Role
from signing.placement import FieldBox, Rectangle
from signing.room import PageRoom, field_boxes
from signing.sign import COPY_FIELD
from signing.viewing import MarkPicture, picture_of
from storage.model import Document, DossierCode

_DRAFTS = "drafts"


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A signature to come: its field, where it goes unless it is moved, and how it will look."""

    name: str
    box: FieldBox
    picture: MarkPicture

    def drawn_in(self, box: Rectangle) -> Rectangle:
        """Return what is drawn on when its box is there."""
        left, bottom, right, top = self.picture.drawn
        return (box[0] + left, box[1] + bottom, box[0] + right, box[1] + top)


@dataclass(frozen=True, slots=True)
class Placing:
    """A paper before its signatures, one page of it, and the signatures that go there."""

    paper: Path
    room: PageRoom
    marks: tuple[PlacedMark, ...]


def place_copy(desk: Desk, code: DossierCode, component: str) -> Placing:
    """Bundle a component that will be signed, and find where the text of the copy goes.

    Raises:
        UnknownDossier: there is none.
        SigningError: it cannot be drawn.
    """
    with desk.storage.unit_of_work(read_only=True) as work:
        dossier = work.dossiers.get(code)
        pages = work.pages.of(code, component)
    part = next(each for each in dossier.components if each.code == component)
    file = bundled(desk, part, pages, _folder(desk, code)).file
    text, moment = copy_text(desk), desk.clock.now()
    mark = _placed(desk, COPY_FIELD, text, corner_box(file, text, moment))
    return Placing(file, PageRoom.of(file, mark.box.page), (mark,))


def place_decision(desk: Desk, decision: Document) -> Placing:
    """Return where the signatures of a decision go that nobody has signed.

    Raises:
        SigningError: it cannot be read.
    """
    file = desk.storage.contents.path(decision.content)
    boxes, issue = field_boxes(file), next_issue(desk)
    looks = {
        role: mark
        for signer, name in _names(desk).items()
        for role, mark in marks_of(desk, signer, name, issue if signer is Role.SEAL else None).items()
    }
    page = boxes[Role.LEADER.value].page
    marks = tuple(
        _placed(desk, role.value, looks[role], boxes[role.value])
        for role in Role
        if boxes[role.value].page == page
    )
    return Placing(file, PageRoom.of(file, page), marks)


def _names(desk: Desk) -> Mapping[Role, str]:
    """Return who will sign a decision; a seal has its agency's name."""
    return {
        Role.OFFICIAL: signer_of(desk, Role.OFFICIAL).name,
        Role.LEADER: leader_of(desk),
        Role.SEAL: desk.settings.agency.name,
    }


def _folder(desk: Desk, code: DossierCode) -> Path:
    """Return where the drafts of a dossier go; those of the one before are removed."""
    drafts = desk.folders.views / _DRAFTS
    (drafts / code).mkdir(parents=True, exist_ok=True)
    for other in drafts.iterdir():
        if other.name != code:
            shutil.rmtree(other, ignore_errors=True)
    return drafts / code


def _placed(desk: Desk, name: str, mark: Mark, box: FieldBox) -> PlacedMark:
    size = box.right - box.left, box.top - box.bottom
    return PlacedMark(name, box, picture_of(mark, desk.clock.now(), size))
