"""The port by hand: what is to be sent waits until somebody carried it, and the answer is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from storage.errors import PackageUnanswered
from storage.model import DossierCode, DossierStatus, Progress, Report
from storage.portal.package.shelf import Request, Shelf
from storage.portal.port import (
    Holding,
    PortalAnswer,
    PortalState,
    PortalStatus,
    PortalStep,
    Submission,
    SubmissionFile,
)
from storage.portal.profile import PortalLimits
from storage.portal.rest import step_body, submission_body


class PackagePortal:
    """Asks for packages in `folder`; who sends hears `PackageUnanswered` until the answer came."""

    def __init__(self, folder: Path, limits: PortalLimits) -> None:
        self._shelf = Shelf(folder)
        self._limits = limits

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        """See `Portal.submit`.

        Raises:
            PackageUnanswered: it waits for somebody's hands.
            FileTooLarge, FileTypeRefused, FileNameRefused.
        """
        for file in submission.files:
            self._limits.require(file)
        total = sum(file.bytes for file in submission.files)
        report(Progress("upload", total, total))
        report(Progress("submit", 0, 1))
        body = submission_body(submission)
        answer = self._carried(key, "submission", submission.dossier, body, submission.files)
        report(Progress("submit", 1, 1))
        return answer

    def tell(self, dossier: DossierCode, steps: Sequence[PortalStep], *, key: str) -> PortalAnswer:
        """See `Portal.tell`; raises `PackageUnanswered` as `submit` does."""
        return self._carried(key, "steps", dossier, {"steps": [step_body(step) for step in steps]})

    def withdraw(self, dossier: DossierCode, *, receipt: str, reason: str, key: str) -> PortalAnswer:
        """See `Portal.withdraw`; raises `PackageUnanswered` as `submit` does."""
        return self._carried(key, "withdrawal", dossier, {"receipt": receipt, "reason": reason})

    def held(self, dossiers: Sequence[DossierCode]) -> tuple[Holding, ...]:
        """See `Portal.held`: what the imported answers say; nobody is asked."""
        found: dict[str, Holding] = {}
        for request in self._shelf.requests():
            answer = self._shelf.answer(request.key)
            if answer is not None and answer.status is PortalStatus.ACCEPTED:
                _apply(found, request, answer)
        return tuple(found[code] for code in dossiers if code in found)

    def check(self) -> PortalState:
        """See `Portal.check`: there is nothing that could be away."""
        return PortalState("", reachable=True, detail="package")

    def _carried(
        self,
        key: str,
        kind: str,
        dossier: DossierCode,
        body: Mapping[str, object],
        files: Sequence[SubmissionFile] = (),
    ) -> PortalAnswer:
        answer = self._shelf.answer(key)
        if answer is None:
            self._shelf.ask(key, kind, dossier, body, files)
            raise PackageUnanswered
        return answer


def _apply(found: dict[str, Holding], request: Request, answer: PortalAnswer) -> None:
    code = DossierCode(request.dossier)
    if request.kind == "withdrawal":
        found.pop(code, None)
    elif request.kind == "steps" and code in found:
        known, steps = found[code], request.body["steps"]
        assert isinstance(steps, list)  # noqa: S101 - we wrote it
        newest = max(steps, key=lambda each: int(each["number"]))
        if int(newest["number"]) > (known.steps or 0):
            status = DossierStatus(int(newest["status"]))
            found[code] = Holding(code, known.receipt, status, int(newest["number"]), known.files)
    elif request.kind == "submission":
        before = found.get(code)
        status, last = (before.status, before.steps) if before else (DossierStatus.ACCEPTED, 0)
        digests = frozenset(str(file["sha256"]) for file in request.files)
        found[code] = Holding(code, answer.receipt or "", status, last, digests)
