"""Keeps the language of the moment for the next start."""

from typing import Protocol

from clerk_app.gui.language import Language
from clerk_app.gui.model import NextStep, Notice, Tone, Words
from clerk_app.gui.runner import Lane, Submit, ignore
from clerk_app.i18n import later
from clerk_app.workflow.change_settings import LANGUAGE, keep_choice
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.messages import message_for

_NOT_KEPT = later("The language is not kept for the next start.")


class LanguageKeeperView(Protocol):
    """What is asked of the window."""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice beside the work."""


class LanguageKeeper:
    """Writes what was chosen outside of Settings, away from the window; it is spoken anyhow.

    Where it cannot be written, a notice says so and offers to try again.
    """

    def __init__(self, desk: Desk, submit: Submit, language: Language, view: LanguageKeeperView) -> None:
        self._desk = desk
        self._submit = submit
        self._language = language
        self._view = view

    def keep(self) -> None:
        """Keep the language of the moment."""
        name = self._language.name
        self._submit(
            Lane.DOCUMENT,
            lambda _report: keep_choice(self._desk, LANGUAGE, name),
            owner=self._view,
            on_done=ignore,
            on_error=self._fail,
        )

    def _fail(self, error: BaseException) -> None:
        again = NextStep(lambda: self._language.translate("Try again"), self.keep)
        self._view.show_notice(Notice(lambda: self._failed(error), again))

    def _failed(self, error: BaseException) -> Words:
        translate = self._language.translate
        return Words(f"{translate(_NOT_KEPT)} {message_for(error, translate)}", Tone.WRONG)
