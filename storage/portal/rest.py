"""A portal with a REST interface: files by resumable upload, then the dossier as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from storage.errors import StorageError
from storage.model import DossierCode, DossierStatus, Progress, Report
from storage.portal.filing_json import read_filing
from storage.portal.filings import FiledFile, Filing
from storage.portal.pace import Pace
from storage.portal.port import (
    Holding,
    PortalAnswer,
    PortalState,
    PortalStatus,
    PortalStep,
    Submission,
    unseen,
)
from storage.portal.profile import PortalLimits, TlsMeans
from storage.portal.tus import REFUSALS, upload
from storage.portal.wire import Wire, WireAnswer

_RECEIPT_LIMIT = 200
_SYSTEM_TLS = TlsMeans()


class RestPortal:
    """The portal at `url`; no answer within `timeout_seconds` counts as unreachable."""

    def __init__(
        self,
        url: str,
        *,
        timeout_seconds: float = 30.0,
        pace: Pace | None = None,
        tls: TlsMeans = _SYSTEM_TLS,
        limits: PortalLimits | None = None,
    ) -> None:
        self._limits = limits
        self._wire = Wire(url, timeout_seconds=timeout_seconds, tls=tls)
        self._pace = pace or Pace()

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        """See `Portal.submit`."""
        if self._limits is not None:
            for file in submission.files:
                self._limits.require(file)
        refusal = self._upload(submission, key, report)
        if refusal is not None:
            return _refused(refusal)
        report(Progress("submit", 0, 1))
        meaning = self._ask("/dossiers", key, submission_body(submission))
        report(Progress("submit", 1, 1))
        return meaning

    def tell(self, dossier: DossierCode, steps: Sequence[PortalStep], *, key: str) -> PortalAnswer:
        """See `Portal.tell`."""
        return self._ask(f"/dossiers/{dossier}/steps", key, {"steps": [step_body(step) for step in steps]})

    def withdraw(self, dossier: DossierCode, *, receipt: str, reason: str, key: str) -> PortalAnswer:
        """See `Portal.withdraw`."""
        return self._ask(f"/dossiers/{dossier}/withdrawal", key, {"receipt": receipt, "reason": reason})

    def held(self, dossiers: Sequence[DossierCode]) -> tuple[Holding, ...]:
        """See `Portal.held`."""
        asked = "&".join(f"code={code}" for code in dossiers)
        answer = self._wire.exchange("GET", f"/dossiers?{asked}").require(200)
        try:
            return tuple(_holding(each) for each in answer.json_array())
        except (KeyError, TypeError, ValueError) as error:
            raise answer.nonsense("what it holds") from error

    @property
    def name(self) -> str:
        """See `FilingSource.name`."""
        return str(self._wire.url)

    def filed(self, after: str) -> tuple[Filing, ...]:
        """See `FilingSource.filed`."""
        answer = self._wire.exchange("GET", f"/filings?since={quote(after, safe='')}").require(200)
        try:
            return tuple(read_filing(each) for each in answer.json_array())
        except (KeyError, TypeError, ValueError) as error:
            raise answer.nonsense("filings") from error

    def fetch(self, filing: Filing, file: FiledFile, target: Path, report: Report) -> None:
        """See `FilingSource.fetch`."""
        self._wire.download(
            f"/filings/{filing.code}/files/{file.sha256}",
            target,
            most_bytes=file.bytes,
            moved=lambda done: report(Progress("download", done, file.bytes)),
        )

    def check(self) -> PortalState:
        """See `Portal.check`."""
        url = str(self._wire.url)
        try:
            seen = self._wire.exchange("GET", "/health").require(200)
            name = seen.json_object().get("name", "")
        except StorageError as error:
            return unseen(url, error)
        return PortalState(
            url,
            reachable=True,
            detail=str(name),
            seen_at=seen.seen_at,
            certificate_until=seen.certificate_until,
        )

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def _ask(self, target: str, key: str, body: Mapping[str, object]) -> PortalAnswer:
        answer = self._wire.exchange(
            "POST",
            target,
            headers={"Idempotency-Key": key, "Content-Type": "application/json"},
            content=json.dumps(body, ensure_ascii=False).encode(),
        )
        return _meaning(answer.require(200, 201, *REFUSALS))

    def _upload(self, submission: Submission, key: str, report: Report) -> WireAnswer | None:
        total = sum(file.bytes for file in submission.files)
        before = 0
        for file in submission.files:

            def moved(offset: int, before: int = before) -> None:
                report(Progress("upload", before + offset, total))

            place = upload(self._wire, file, key, moved, self._pace)
            if isinstance(place, WireAnswer):
                return place
            before += file.bytes
        return None


def submission_body(submission: Submission) -> dict[str, object]:
    """Return a submission as JSON."""
    applicant = submission.applicant
    return {
        "code": submission.dossier,
        "procedure_code": submission.procedure_code,
        "procedure_name": submission.procedure_name,
        "applicant": {
            "full_name": applicant.full_name,
            "id_number": applicant.id_number,
            "address": applicant.address,
            "phone": applicant.phone,
            "email": applicant.email,
        },
        "channel": submission.channel.value,
        "received_at": submission.received_at.isoformat(),
        "due_at": submission.due_at.isoformat(),
        "replaces": submission.replaces,
        "files": [
            {
                "name": file.name,
                "sha256": file.sha256,
                "bytes": file.bytes,
                "component": file.component,
                "media_type": file.media_type,
            }
            for file in submission.files
        ],
    }


def step_body(step: PortalStep) -> dict[str, object]:
    """Return a step as JSON."""
    return {
        "number": step.number,
        "status": step.status.value,
        "at": step.at.isoformat(),
        "due_at": step.due_at.isoformat(),
        "by": step.by,
        "unit": step.unit,
        "content": step.content,
    }


def _holding(said: object) -> Holding:
    match said:
        case {
            "code": str(code),
            "receipt": str(receipt),
            "status": int(status),
            "steps": int(steps),
            "files": list(files),
        }:
            digests = frozenset(str(file["sha256"]) for file in files)
            return Holding(DossierCode(code), receipt, DossierStatus(status), steps, digests)
    raise ValueError(said)


def _meaning(answer: WireAnswer) -> PortalAnswer:
    if answer.status in REFUSALS:
        return _refused(answer)
    content = answer.json_object()
    receipt = content.get("receipt")
    if content.get("status") != PortalStatus.ACCEPTED or not isinstance(receipt, str):
        raise answer.nonsense("no receipt")
    if not 0 < len(receipt) <= _RECEIPT_LIMIT:
        raise answer.nonsense("receipt")
    return PortalAnswer(PortalStatus.ACCEPTED, receipt, (), answer.text)


def _refused(answer: WireAnswer) -> PortalAnswer:
    reasons = answer.json_object().get("reasons")
    if not isinstance(reasons, list) or not reasons:
        raise answer.nonsense("no reasons")
    return PortalAnswer(PortalStatus.REFUSED, None, tuple(str(reason) for reason in reasons), answer.text)
