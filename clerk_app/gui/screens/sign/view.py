"""What presenter and screen of signing and sending ask of each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.gui.model import Words
from clerk_app.gui.screens.signing_view import SigningView
from clerk_app.workflow.place import Placing
from clerk_app.workflow.portal_fit import Remedy
from signing.placement import FieldBox


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that is signed, or will be; `paper` is its PDF once there is one."""

    component: str
    name: str
    pages: str
    state: Words
    paper: Path | None = None


@dataclass(frozen=True, slots=True)
class FitLine:
    """A paper that does not fit the portal: what is said of it, and what helps; nothing while work runs."""

    component: str
    said: Words
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class SignState:
    """Everything of the step."""

    lines: tuple[DocumentLine, ...]
    upload: Words
    can_send: bool
    can_sign_again: bool
    fits: tuple[FitLine, ...]


class SignView(SigningView, Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, state: SignState) -> None:
        """Show everything."""

    def show_placing(self, placing: Placing, moved: Mapping[str, FieldBox]) -> None:
        """Show where the text of a copy goes, to be moved by hand."""

    def places(self) -> Mapping[str, FieldBox]:
        """Return what was moved on the page that is shown, by field."""
