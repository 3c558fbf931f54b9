"""A portal with a REST interface: files by resumable upload, then the dossier as JSON."""

from __future__ import annotations

import json

from storage.errors import StorageError
from storage.model import Progress, Report
from storage.portal.pace import Pace
from storage.portal.port import PortalAnswer, PortalState, PortalStatus, Submission
from storage.portal.tus import REFUSALS, upload
from storage.portal.wire import Wire, WireAnswer

_RECEIPT_LIMIT = 200


class RestPortal:
    """The portal at `url`; no answer within `timeout_seconds` counts as unreachable."""

    def __init__(self, url: str, *, timeout_seconds: float = 30.0, pace: Pace | None = None) -> None:
        self._wire = Wire(url, timeout_seconds=timeout_seconds)
        self._pace = pace or Pace()

    def submit(self, submission: Submission, *, key: str, report: Report) -> PortalAnswer:
        """See `Portal.submit`."""
        refusal = self._upload(submission, key, report)
        if refusal is not None:
            return _refused(refusal)
        report(Progress("submit", 0, 1))
        answer = self._wire.exchange(
            "POST",
            "/dossiers",
            headers={"Idempotency-Key": key, "Content-Type": "application/json"},
            content=json.dumps(_body(submission), ensure_ascii=False).encode(),
        )
        meaning = _meaning(answer.require(200, 201, *REFUSALS))
        report(Progress("submit", 1, 1))
        return meaning

    def check(self) -> PortalState:
        """See `Portal.check`."""
        url = str(self._wire.url)
        try:
            name = self._wire.exchange("GET", "/health").require(200).json_object().get("name", "")
        except StorageError as error:
            return PortalState(url, reachable=False, detail=type(error).__name__)
        return PortalState(url, reachable=True, detail=str(name))

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def _upload(self, submission: Submission, key: str, report: Report) -> WireAnswer | None:
        total = sum(file.bytes for file in submission.files)
        before = 0
        for file in submission.files:

            def moved(offset: int, before: int = before) -> None:
                report(Progress("upload", before + offset, total))

            refusal = upload(self._wire, file, key, moved, self._pace)
            if refusal is not None:
                return refusal
            before += file.bytes
        return None


def _body(submission: Submission) -> dict[str, object]:
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
