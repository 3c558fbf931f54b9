"""What is decided while a code is looked for in pictures: one at a time, beside the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from PyQt6.QtGui import QImage

from clerk_app.gui.model import Tone, Words
from clerk_app.gui.runner import Cancellable, Lane, Submit
from clerk_app.i18n import Translate
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import NoCodeFound
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.pictured_code import code_of_file, code_of_frame, code_of_paper
from scanning.errors import ScanCancelled
from scanning.model import PageImage, Report

_SCREEN_DPI = 96


class CodeView(Protocol):
    """What is asked of the dialog."""

    def show_words(self, words: Words) -> None:
        """Say how the search stands."""

    def take_code(self, code: str) -> None:
        """Be done: this is the code."""


class CodeFinder:
    """Frames that come while one is looked at are let go: the newest next one does as well."""

    def __init__(self, desk: Desk, submit: Submit, translate: Translate, view: CodeView) -> None:
        self._desk = desk
        self._submit = submit
        self.translate = translate
        self._view = view
        self._is_looking = False
        self._scan: Cancellable | None = None

    def look_at(self, frame: QImage) -> None:
        """Look at a frame of the camera."""
        if not self._is_looking:
            self._ask(Lane.CHECK, lambda _report: code_of_frame(as_page(frame)), self._go_on)

    def open(self, file: Path) -> None:
        """Look into a file."""
        self._view.show_words(Words(self.translate("Looking for a code …")))
        self._ask(Lane.CHECK, lambda _report: code_of_file(file), self._fail)

    def scan(self) -> None:
        """Look at the paper in the scanner."""
        self._view.show_words(Words(self.translate("Scanning …")))
        self._scan = self._ask(Lane.SCANNER, lambda report: code_of_paper(self._desk, report), self._fail)

    def leave(self) -> None:
        """Look no more; a scanner that runs is stopped."""
        if self._scan is not None:
            self._scan.cancel()

    def _ask(
        self, lane: Lane, work: Callable[[Report], str], on_error: Callable[[BaseException], None]
    ) -> Cancellable:
        self._is_looking = True
        return self._submit(lane, work, owner=self._view, on_done=self._take, on_error=on_error)

    def _take(self, code: str) -> None:
        self._is_looking, self._scan = False, None
        self._view.take_code(code)

    def _go_on(self, error: BaseException) -> None:
        self._is_looking = False
        if not isinstance(error, NoCodeFound):
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self._is_looking, self._scan = False, None
        if not isinstance(error, ScanCancelled):
            self._view.show_words(Words(str(message_for(error, self.translate)), Tone.DOUBT))


def as_page(picture: QImage) -> PageImage:
    """Return a picture of Qt's as pixels (H x W x 3, RGB)."""
    rgb = picture.convertToFormat(QImage.Format.Format_RGB888)
    bits = rgb.constBits()
    assert bits is not None  # noqa: S101 - only an empty picture has none
    lines = np.frombuffer(bits.asstring(rgb.sizeInBytes()), np.uint8).reshape(rgb.height(), -1)
    return PageImage(lines[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3), _SCREEN_DPI)
