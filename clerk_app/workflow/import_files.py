"""Take files into a component: chosen ones, or those that arrive in a watched folder."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clerk_app.i18n import Translate
from clerk_app.profiles import Begin, ScanProfile
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import Event, Incoming, taken_in
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.rights import Right, require
from scanning.errors import UnreadableDocument, UnreadableImage
from scanning.intake.folder import WatchedFolder
from scanning.intake.sheets import sheets_of
from scanning.model import Progress, Report, Stage
from storage.model import DossierCode

_BETWEEN_LOOKS_SECONDS = 1.0
_BEAT_SECONDS = 0.1
_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class FileRefused:
    """Nothing of a file was taken; the error says why."""

    file: Path
    error: UnreadableImage | UnreadableDocument


Settle = Callable[[Path, FileRefused | None], None]
"""Told of each file when all its pages are safe, or with its refusal."""


def import_files(
    desk: Desk,
    code: DossierCode,
    component: str,
    files: Iterable[Path],
    *,
    profile: ScanProfile | None = None,
) -> Iterator[Event | FileRefused]:
    """Take the pages of files into a component, in this order; a file that is taken again is there once.

    Yields:
        See `digitise`; `FileRefused` for each file that cannot be read, the others are taken.

    Raises:
        OSError: a file that vanished, a full disk.
    """
    require(desk.actor, Right.DIGITISE)
    refused: list[FileRefused] = []

    def settle(_file: Path, refusal: FileRefused | None) -> None:
        if refusal is not None:
            refused.append(refusal)

    how = profile or desk.settings.profile()
    incoming = _incoming(desk, code, component, files, settle)
    for event in taken_in(desk, code, component, incoming, how.clean_up):
        yield from _emptied(refused)
        yield event
    yield from _emptied(refused)


def watch_folder(
    desk: Desk,
    code: DossierCode,
    component: str,
    folder: Path,
    *,
    translate: Translate,
    report: Report,
    profile: ScanProfile | None = None,
    once: bool = False,
) -> Iterator[Event | FileRefused]:
    """Take files into a component as they arrive in a folder, until `report` raises.

    A file goes to `taken/` only when all its pages are safe, so that an end at any moment loses none; the
    next run finds its pages there already. What cannot be read goes to `refused/`, the reason beside it.

    Args:
        desk: the workstation.
        code: the dossier's.
        component: that the pages go into.
        folder: is watched.
        translate: for the sentences beside refused files.
        report: called several times a second.
        profile: for its switches of clean-up; the settings' own by default.
        once: take what is whole now, and end.

    Yields:
        See `import_files`.

    Raises:
        OSError: the folder cannot be read or written.
    """
    require(desk.actor, Right.DIGITISE)
    watched = WatchedFolder(folder)
    refused: list[FileRefused] = []

    def settle(file: Path, refusal: FileRefused | None) -> None:
        if refusal is None:
            watched.put_taken(file)
        else:
            watched.put_refused(file, str(message_for(refusal.error, translate)))
            refused.append(refusal)

    clean_up = (profile or desk.settings.profile()).clean_up
    watched.ready()
    while True:
        _wait(report)
        files = watched.ready()
        if files:
            incoming = _incoming(desk, code, component, files, settle)
            yield from taken_in(desk, code, component, incoming, clean_up)
            yield from _emptied(refused)
        if once:
            return


def watched_folder(desk: Desk, profile: ScanProfile) -> Path | None:
    """Return the folder that is watched under a profile, None if it starts otherwise or there is none."""
    watch = desk.settings.scanner.watch
    return Path(watch) if watch and profile.start is Begin.FOLDER else None


def _incoming(
    desk: Desk, code: DossierCode, component: str, files: Iterable[Path], settle: Settle
) -> Iterator[Incoming]:
    """Yield the pages of files; whoever asks for the next one has kept the one before."""
    for file in files:
        batch = _batch(component, file)
        try:
            sheets = sheets_of(file, desk.folders.spool / code / component, batch)
        except (UnreadableImage, UnreadableDocument) as error:
            settle(file, FileRefused(file, error))
            continue
        for sheet in sheets:
            yield Incoming(sheet, batch)
        settle(file, None)


def _batch(component: str, file: Path) -> str:
    """Return a name for the pages of a file in a component: the same bytes give the same pages again."""
    try:
        with file.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256")
    except FileNotFoundError:  # is refused when it is opened
        return component
    digest.update(component.encode())
    return digest.hexdigest()[:_NAME_LENGTH]


def _emptied(refused: list[FileRefused]) -> Iterator[FileRefused]:
    while refused:
        yield refused.pop(0)


def _wait(report: Report) -> None:
    until = time.monotonic() + _BETWEEN_LOOKS_SECONDS
    while time.monotonic() < until:
        report(Progress(Stage.SCAN, 0, 0))
        time.sleep(_BEAT_SECONDS)
