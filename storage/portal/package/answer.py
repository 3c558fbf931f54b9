"""Read what came back for a package: a JSON file, or a ZIP that holds one; nothing in it is trusted."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from storage.errors import AnswerRefused
from storage.portal.package.archive import BROKEN, require_harmless
from storage.portal.port import PortalAnswer, PortalStatus

FORMAT = "clerk-answer/1"
_NAME = "answer.json"
_MOST_BYTES = 1 << 20
_MOST_ENTRIES = 20
_RECEIPT_LIMIT = 200
_MOST_REASONS = 100


@dataclass(frozen=True, slots=True)
class ImportedAnswer:
    """An answer, and the package that it says it answers (digest of the manifest)."""

    dossier: str
    manifest: str
    answer: PortalAnswer


def read_answer(file: Path) -> ImportedAnswer:
    """Return the answer in `file`.

    Raises:
        AnswerRefused: it holds none, or more than an answer.
        FileNotFoundError: there is no file.
    """
    text = _from_zip(file) if zipfile.is_zipfile(file) else _from_json(file)
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AnswerRefused("json") from error
    return _answer(said, text.decode("utf-8", errors="replace"))


def _from_json(file: Path) -> bytes:
    if file.stat().st_size > _MOST_BYTES:
        raise AnswerRefused("size")
    return file.read_bytes()


def _from_zip(file: Path) -> bytes:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            require_harmless(entries, most_entries=_MOST_ENTRIES, most_bytes=_MOST_BYTES)
            chosen = next((entry for entry in entries if entry.filename == _NAME), None)
            if chosen is None:
                raise AnswerRefused("answer.json")
            with archive.open(chosen) as stream:
                text = stream.read(_MOST_BYTES + 1)
    except BROKEN as error:
        raise AnswerRefused("zip") from error
    if len(text) > _MOST_BYTES:
        raise AnswerRefused("size")
    return text


def _answer(said: object, raw: str) -> ImportedAnswer:
    match said:
        case {
            "format": "clerk-answer/1",
            "dossier": str(dossier),
            "manifest": str(manifest),
            "status": "accepted",
            "receipt": str(receipt),
        } if 0 < len(receipt) <= _RECEIPT_LIMIT:
            return ImportedAnswer(dossier, manifest, PortalAnswer(PortalStatus.ACCEPTED, receipt, (), raw))
        case {
            "format": "clerk-answer/1",
            "dossier": str(dossier),
            "manifest": str(manifest),
            "status": "refused",
            "reasons": [_, *_] as reasons,
        } if len(reasons) <= _MOST_REASONS and all(isinstance(each, str) for each in reasons):
            answer = PortalAnswer(PortalStatus.REFUSED, None, tuple(str(each) for each in reasons), raw)
            return ImportedAnswer(dossier, manifest, answer)
    raise AnswerRefused("form")


def as_json(answer: PortalAnswer) -> Mapping[str, object]:
    """Return an answer as the shelf keeps it."""
    return {
        "status": answer.status.value,
        "receipt": answer.receipt,
        "reasons": list(answer.reasons),
        "raw": answer.raw,
    }


def from_json(said: Mapping[str, object]) -> PortalAnswer:
    """Return what `as_json` kept."""
    reasons, receipt = said["reasons"], said["receipt"]
    assert isinstance(reasons, list)  # noqa: S101 - we wrote it
    status = PortalStatus(str(said["status"]))
    return PortalAnswer(status, None if receipt is None else str(receipt), tuple(reasons), str(said["raw"]))
