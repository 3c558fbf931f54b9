"""Where packages wait: one folder for each thing to be sent, named by its key."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.disk import make_folder
from storage.errors import AnswerRefused
from storage.portal.package.answer import ImportedAnswer, as_json, from_json
from storage.portal.port import PortalAnswer, SubmissionFile

FORMAT = "clerk-package/1"
_REQUEST, _MANIFEST, _ANSWER, _PACKAGE = "request.json", "manifest.json", "answer.json", "package.zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first that a ZIP can tell: the same contents give the same bytes."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form to lay into a package; `name` as 01.pdf."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent: `kind` is submission, steps or withdrawal; `body` is for the portal's people."""

    key: str
    kind: str
    dossier: str
    body: Mapping[str, object]
    files: tuple[Mapping[str, object], ...]


class Shelf:
    """The packages in `folder`."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._folder = folder

    def ask(
        self, key: str, kind: str, dossier: str, body: Mapping[str, object], files: Sequence[SubmissionFile]
    ) -> None:
        """Lay down what is to be sent, with copies of its files; what lies there already stays."""
        place = self._place(key)
        if (place / _REQUEST).exists():
            return
        make_folder(place)
        entries = []
        for number, file in enumerate(files, 1):
            inside = f"files/{number:02d}-{file.name}"
            shutil.copyfile(file.path, place / f"{number:02d}")
            entries.append({**_facts(file), "path": inside})
        said = {"key": key, "kind": kind, "dossier": dossier, "body": body, "files": entries}
        _write(place / _REQUEST, said)

    def request(self, key: str) -> Request | None:
        """Return what was laid down under `key`."""
        said = _read(self._place(key) / _REQUEST)
        return None if said is None else _request(said)

    def pack(self, key: str, forms: Sequence[Form]) -> Path:
        """Return the package for `key`, made once: a manifest with the digest of every file in it.

        Raises:
            KeyError: nothing lies there under this key.
        """
        place = self._place(key)
        request = self.request(key)
        if request is None:
            raise KeyError(key)
        if not (place / _PACKAGE).exists():
            manifest = _manifest(request, forms)
            part = place / "part"
            with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(zipfile.ZipInfo(_MANIFEST, _EPOCH), manifest)
                for form in forms:
                    archive.writestr(zipfile.ZipInfo(f"forms/{form.name}", _EPOCH), form.content)
                for number, file in enumerate(request.files, 1):
                    _add(archive, str(file["path"]), place / f"{number:02d}")
            (place / _MANIFEST).write_bytes(manifest)
            part.replace(place / _PACKAGE)
        return place / _PACKAGE

    def answer(self, key: str) -> PortalAnswer | None:
        """Return the answer that was imported for `key`, None while there is none."""
        said = _read(self._place(key) / _ANSWER)
        return None if said is None else from_json(said)

    def take(self, imported: ImportedAnswer) -> Request:
        """Keep an answer with the package that it answers, and return what was asked in it.

        Raises:
            AnswerRefused: no package has this manifest, or it is another dossier's, or had another answer.
        """
        place = next((each for each in self._places() if _digest(each) == imported.manifest), None)
        request = None if place is None else _request(_read(place / _REQUEST) or {})
        if place is None or request is None:
            raise AnswerRefused("manifest")
        if request.dossier != imported.dossier:
            raise AnswerRefused("dossier")
        known = self.answer(request.key)
        if known is not None and known != imported.answer:
            raise AnswerRefused("answered")
        _write(place / _ANSWER, as_json(imported.answer))
        for spent in (_PACKAGE, *(f"{number:02d}" for number in range(1, len(request.files) + 1))):
            (place / spent).unlink(missing_ok=True)
        return request

    def requests(self) -> Iterator[Request]:
        """Yield everything that was ever asked, the oldest first."""
        for place in sorted(self._places(), key=lambda each: (each / _REQUEST).stat().st_mtime_ns):
            said = _read(place / _REQUEST)
            if said is not None:
                yield _request(said)

    def _places(self) -> Iterator[Path]:
        return (each for each in self._folder.iterdir() if (each / _REQUEST).exists())

    def _place(self, key: str) -> Path:
        return self._folder / hashlib.sha256(key.encode()).hexdigest()


def _facts(file: SubmissionFile) -> dict[str, object]:
    return {
        "name": file.name,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "component": file.component,
        "media_type": file.media_type,
    }


def _manifest(request: Request, forms: Sequence[Form]) -> bytes:
    digests = [
        {"path": f"forms/{form.name}", "sha256": hashlib.sha256(form.content).hexdigest()} for form in forms
    ]
    said = {
        "format": FORMAT,
        "kind": request.kind,
        "dossier": request.dossier,
        "key": request.key,
        "body": request.body,
        "files": list(request.files),
        "forms": digests,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _digest(place: Path) -> str | None:
    try:
        return hashlib.sha256((place / _MANIFEST).read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target)


def _request(said: Mapping[str, object]) -> Request:
    body, files = said["body"], said["files"]
    assert isinstance(body, dict)  # noqa: S101 - we wrote it
    assert isinstance(files, list)  # noqa: S101 - we wrote it
    return Request(str(said["key"]), str(said["kind"]), str(said["dossier"]), body, tuple(files))


def _read(file: Path) -> dict[str, object] | None:
    try:
        return dict(json.loads(file.read_bytes()))
    except FileNotFoundError:
        return None


def _write(file: Path, said: Mapping[str, object]) -> None:
    part = file.with_suffix(".part")
    part.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    part.replace(file)
