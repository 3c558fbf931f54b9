"""Notices that many screens have: what went wrong, and that a file was written."""

from collections.abc import Callable
from pathlib import Path

from clerk_app.gui.model import NextStep, Notice, Tone, Words
from clerk_app.i18n import Translate
from clerk_app.workflow.messages import message_for


def failed(error: BaseException, translate: Translate, next_step: NextStep | None = None) -> Notice:
    """Return what went wrong and what to do about it, said in the language of the moment."""
    return Notice(lambda: Words(str(message_for(error, translate)), Tone.WRONG), next_step)


def written(file: Path, translate: Translate, open_file: Callable[[Path], None]) -> Notice:
    """Return that a file was written, with a button that opens it."""
    return Notice(
        lambda: Words(translate("Written: {file}").format(file=file), Tone.GOOD),
        NextStep(lambda: translate("Open"), lambda: open_file(file)),
    )
