"""A portal in memory that keeps the contract of the real one, and a judge that reads marks in the bytes."""

from __future__ import annotations

from pathlib import Path

from storage.errors import PortalUnreachable
from storage.model import Progress, Report
from storage.portal.port import PortalAnswer, PortalState, PortalStatus, Submission
from storage.portal.sandbox import Judge, Judgement

URL = "fake://portal"


def judge_by_marks(path: Path) -> Judgement:
    """Take every file for signed unless it says UNSIGNED or BROKEN."""
    content = path.read_bytes()
    signed, intact = b"UNSIGNED" not in content, b"BROKEN" not in content
    return Judgement(signed, intact, "B-B" if signed else "", "" if signed and intact else "marked")


class FakePortal:
    """Takes what a portal takes; `reachable` and `answers_to_lose` make it fail."""

    def __init__(self, judge: Judge = judge_by_marks) -> None:
        self.reachable = True
        self.answers_to_lose = 0
        self.submissions: list[Submission] = []
        self._judge = judge
        self._answers: dict[str, PortalAnswer] = {}
        self._accepted: dict[str, str] = {}

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        self._require_reachable()
        total = sum(file.bytes for file in submission.files)
        report(Progress("upload", 0, total))
        report(Progress("upload", total, total))
        report(Progress("submit", 0, 1))
        answer = self._answers.setdefault(key, self._decide(submission, key))
        if self.answers_to_lose > 0:
            self.answers_to_lose -= 1
            raise PortalUnreachable(URL)
        report(Progress("submit", 1, 1))
        return answer

    def check(self) -> PortalState:
        if self.reachable:
            return PortalState(URL, reachable=True, detail="fake")
        return PortalState(URL, reachable=False, detail="PortalUnreachable")

    def _decide(self, submission: Submission, key: str) -> PortalAnswer:
        if key in self._answers:
            return self._answers[key]
        reasons = self._reasons(submission)
        if reasons:
            return PortalAnswer(PortalStatus.REFUSED, None, reasons, "refused")
        self.submissions.append(submission)
        new = f"DVC-20261008-{len(self._accepted) + 1:06d}"
        receipt = self._accepted.setdefault(submission.dossier, new)
        return PortalAnswer(PortalStatus.ACCEPTED, receipt, (), receipt)

    def _reasons(self, submission: Submission) -> tuple[str, ...]:
        if self._accepted.get(submission.dossier) != submission.replaces:
            return (f"known: {submission.dossier}, or not: {submission.replaces}",)
        if not submission.files:
            return ("no files",)
        judgements = ((file, self._judge(file.path)) for file in submission.files)
        return tuple(f"{file.name}: {found.reason}" for file, found in judgements if found.reason)

    def _require_reachable(self) -> None:
        if not self.reachable:
            raise PortalUnreachable(URL)
