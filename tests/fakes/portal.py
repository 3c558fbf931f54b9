"""A portal in memory that keeps the contract of the real one, and a judge that reads marks in the bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from storage.errors import PortalUnreachable
from storage.model import DossierCode, DossierStatus, Progress, Report
from storage.portal.port import (
    Holding,
    PortalAnswer,
    PortalState,
    PortalStatus,
    PortalStep,
    Submission,
)
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
        self._receipts = 0
        self.steps: dict[str, dict[int, PortalStep]] = {}

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

    def tell(self, dossier: DossierCode, steps: Sequence[PortalStep], *, key: str) -> PortalAnswer:
        self._require_reachable()
        receipt = self._accepted.get(dossier)
        if receipt is None:
            return PortalAnswer(PortalStatus.REFUSED, None, (f"unknown: {dossier}",), "refused")
        told = self.steps.setdefault(dossier, {})
        for step in steps:
            told.setdefault(step.number, step)
        return PortalAnswer(PortalStatus.ACCEPTED, receipt, (), receipt)

    def withdraw(self, dossier: DossierCode, *, receipt: str, reason: str, key: str) -> PortalAnswer:
        self._require_reachable()
        if key not in self._answers:
            known = bool(reason.strip()) and self._accepted.get(dossier) == receipt
            if not known:
                return PortalAnswer(PortalStatus.REFUSED, None, (f"unknown: {dossier}",), "refused")
            del self._accepted[dossier]
            self.steps.pop(dossier, None)
            self._answers[key] = PortalAnswer(PortalStatus.ACCEPTED, receipt, (), receipt)
        return self._answers[key]

    def forget(self, dossier: DossierCode) -> None:
        """Lose what was accepted of a dossier, as a portal put back from a backup does."""
        self._accepted.pop(dossier, None)
        self.steps.pop(dossier, None)

    def rename(self, dossier: DossierCode, receipt: str) -> None:
        """Give what was accepted of a dossier another receipt."""
        self._accepted[dossier] = receipt

    def held(self, dossiers: Sequence[DossierCode]) -> tuple[Holding, ...]:
        self._require_reachable()
        return tuple(self._holding(code) for code in dossiers if code in self._accepted)

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
        receipt = self._accepted.get(submission.dossier) or self._next_receipt()
        self._accepted[submission.dossier] = receipt
        return PortalAnswer(PortalStatus.ACCEPTED, receipt, (), receipt)

    def _next_receipt(self) -> str:
        self._receipts += 1
        return f"DVC-20261008-{self._receipts:06d}"

    def _holding(self, code: DossierCode) -> Holding:
        told = self.steps.get(code, {})
        last = max(told, default=0)
        status = told[last].status if told else DossierStatus.ACCEPTED
        files = next(each.files for each in reversed(self.submissions) if each.dossier == code)
        return Holding(code, self._accepted[code], status, last, frozenset(file.sha256 for file in files))

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
