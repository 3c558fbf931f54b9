"""Somebody who carries packages to a portal in memory, and brings the answers back."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from storage.errors import PackageUnanswered
from storage.model import DossierCode, Report
from storage.portal import Holding, PortalAnswer, PortalState, PortalStep, Submission
from storage.portal.package import PackagePortal, Shelf
from storage.portal.package.answer import read_answer
from storage.portal.profile import PortalLimits
from tests.fakes.portal import FakePortal
from tests.fakes.records import ignore


class CarriedByHand:
    """A portal of packages whose every package is carried and answered at once, from what is in it alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._portal = PackagePortal(folder, PortalLimits(name_rule=".*"))
        self._shelf = Shelf(folder)
        self._authority = FakePortal()

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        def look(place: Path) -> PortalAnswer:
            files = tuple(replace(file, path=place / file.name) for file in submission.files)
            return self._authority.submit(replace(submission, files=files), key=key, report=ignore)

        return self._carry(key, lambda: self._portal.submit(submission, key=key, report=report), look)

    def tell(self, dossier: DossierCode, steps: Sequence[PortalStep], *, key: str) -> PortalAnswer:
        return self._carry(
            key,
            lambda: self._portal.tell(dossier, steps, key=key),
            lambda _place: self._authority.tell(dossier, steps, key=key),
        )

    def withdraw(self, dossier: DossierCode, *, receipt: str, reason: str, key: str) -> PortalAnswer:
        return self._carry(
            key,
            lambda: self._portal.withdraw(dossier, receipt=receipt, reason=reason, key=key),
            lambda _place: self._authority.withdraw(dossier, receipt=receipt, reason=reason, key=key),
        )

    def held(self, dossiers: Sequence[DossierCode]) -> tuple[Holding, ...]:
        return self._portal.held(dossiers)

    def check(self) -> PortalState:
        return self._portal.check()

    def _carry(
        self, key: str, send: Callable[[], PortalAnswer], look: Callable[[Path], PortalAnswer]
    ) -> PortalAnswer:
        try:
            return send()
        except PackageUnanswered:
            file = answered(self._shelf.pack(key, []), look, self._folder.parent / "carried")
            self._shelf.take(read_answer(file))
            return send()


def answered(package: Path, look: Callable[[Path], PortalAnswer], place: Path) -> Path:
    """Unpack a package as an authority would, let it `look`, and return the file with the answer."""
    place.mkdir(exist_ok=True)
    with zipfile.ZipFile(package) as archive:
        manifest = archive.read("manifest.json")
        said = json.loads(manifest)
        for entry in said["files"]:
            content = archive.read(entry["path"])
            assert hashlib.sha256(content).hexdigest() == entry["sha256"]
            (place / entry["name"]).write_bytes(content)
    found = look(place)
    answer = {
        "format": "clerk-answer/1",
        "dossier": said["dossier"],
        "manifest": hashlib.sha256(manifest).hexdigest(),
        "status": found.status.value,
        "receipt": found.receipt,
        "reasons": list(found.reasons),
    }
    file = place / "answer.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("answer.json", json.dumps(answer))
    return file
