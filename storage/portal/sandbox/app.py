"""The sandbox as a web application: tus uploads, submissions, and a look at what was accepted."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from werkzeug.exceptions import BadRequest, Conflict, HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from storage.clock import Clock
from storage.portal.sandbox import rules
from storage.portal.sandbox.citizens import desk as citizens
from storage.portal.sandbox.intake import Intake, WrongBytes, WrongOffset
from storage.portal.sandbox.model import Claim, Faults, Judge, Limits, Queue, Upload, Ward
from storage.portal.sandbox.records import Records, new_upload_id
from storage.portal.sandbox.sabotage import Sabotage
from storage.portal.sandbox.store import file_response

_BODY_LIMIT_BYTES = 1 << 20
_PATCH_LIMIT_BYTES = 16 << 20
_TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
_TUS_CONTENT = "application/offset+octet-stream"


class ChecksumMismatch(HTTPException):
    """The bytes are not those announced; the number is that of the tus checksum extension."""

    code = 460
    name = "Checksum Mismatch"


_ROUTES = Map(
    [
        Rule("/health", endpoint="health", methods=["GET"]),
        Rule("/files", endpoint="create", methods=["POST"]),
        Rule("/files", endpoint="extensions", methods=["OPTIONS"]),
        Rule("/files/<upload_id>", endpoint="progress", methods=["HEAD"]),
        Rule("/files/<upload_id>", endpoint="append", methods=["PATCH"]),
        Rule("/files/<upload_id>", endpoint="download", methods=["GET"]),
        Rule("/dossiers", endpoint="submit", methods=["POST"]),
        Rule("/dossiers", endpoint="list", methods=["GET"]),
        Rule("/dossiers/<code>/steps", endpoint="steps", methods=["POST"]),
        Rule("/dossiers/<code>/withdrawal", endpoint="withdraw", methods=["POST"]),
        *citizens.RULES,
    ]
)


class SandboxApp:
    """A WSGI application over the records and files in `home`."""

    def __init__(
        self, home: Path, judge: Judge, limits: Limits, faults: Faults, clock: Clock, ward: Ward, queue: Queue
    ) -> None:
        self._intake = Intake(home / "files", checks=limits.checks)
        self._records = Records(home / "portal.sqlite")
        self._judge = judge
        self._limits = limits
        self._clock = clock
        self._sabotage = Sabotage(faults)
        desk = citizens.CitizensDesk(self._records, self._intake, ward, limits, clock, queue)
        self._endpoints: dict[str, Callable[..., Response]] = {
            "health": self._health,
            "create": self._create,
            "extensions": self._extensions,
            "progress": self._progress,
            "append": self._append,
            "download": self._download,
            "submit": self._submit,
            "list": self._list,
            "steps": self._steps,
            "withdraw": self._withdraw,
            **desk.endpoints,
        }

    def close(self) -> None:
        """Let go of the records."""
        self._records.close()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        with Request(environ) as request:
            try:
                endpoint, arguments = _ROUTES.bind_to_environ(environ).match()
                response = self._endpoints[endpoint](request, **arguments)
            except HTTPException as error:
                response = _json({"error": error.name}, error.code or 500)
        return response(environ, start_response)

    def _health(self, _request: Request) -> Response:
        return _json({"name": "sandbox", "status": "ok", "received_bytes": self._sabotage.received_bytes})

    def _create(self, request: Request) -> Response:
        key, metadata = _key(request), _metadata(request)
        length = _number(request, "Upload-Length")
        name, media_type = metadata.get("filename", ""), metadata.get("filetype", "")
        if not rules.is_digest(metadata.get("sha256", "")):
            raise BadRequest
        if reasons := rules.announced(name, length, media_type, self._limits):
            return _refused(*reasons)
        upload, others = self._records.begin_upload(
            Upload(new_upload_id(), key, metadata["sha256"], name, media_type, length)
        )
        if upload.bytes != length:
            raise BadRequest
        self._take_known_bytes(upload, others)
        headers = {**_TUS, "Location": f"/files/{upload.id}"}
        if request.content_type != _TUS_CONTENT:
            return Response(status=201, headers=headers)
        offset = self._intake.offset(upload)
        if not offset:  # else it was begun before, and its maker goes on where it stands
            offset = self._taken(upload, 0, request)
        return Response(status=201, headers={**headers, "Upload-Offset": str(offset)})

    def _extensions(self, _request: Request) -> Response:
        said = {"Tus-Version": "1.0.0", "Tus-Extension": "creation,creation-with-upload"}
        return Response(status=204, headers={**_TUS, **said, "Tus-Max-Size": str(self._limits.file_bytes)})

    def _take_known_bytes(self, upload: Upload, others: tuple[Upload, ...]) -> None:
        """What came in before, with another dossier or from a citizen, need not come again."""
        for known in others:
            if self._intake.offset(known) == known.bytes:
                self._intake.link(known, upload)
                return

    def _progress(self, _request: Request, upload_id: str) -> Response:
        upload = self._upload(upload_id)
        offset = str(self._intake.offset(upload))
        return Response(headers={**_TUS, "Upload-Offset": offset, "Upload-Length": str(upload.bytes)})

    def _append(self, request: Request, upload_id: str) -> Response:
        upload = self._upload(upload_id)
        after = self._taken(upload, _number(request, "Upload-Offset"), request)
        return Response(status=204, headers={**_TUS, "Upload-Offset": str(after)})

    def _taken(self, upload: Upload, offset: int, request: Request) -> int:
        """Append what comes with a request, and return how far the upload has come."""
        if (request.content_length or 0) > _PATCH_LIMIT_BYTES:
            raise BadRequest
        try:
            return self._intake.append(upload, offset, self._sabotage.reading(request.stream.read))
        except WrongOffset as error:
            raise Conflict from error
        except WrongBytes as error:
            raise ChecksumMismatch from error

    def _download(self, request: Request, upload_id: str) -> Response:
        upload = self._upload(upload_id)
        if self._intake.offset(upload) != upload.bytes:
            raise NotFound
        return file_response(self._intake.path(upload), request.environ)

    def _submit(self, request: Request) -> Response:
        self._sabotage.before_submission()
        key, claim = _key(request), rules.read_claim(_body(request))
        if claim is None:
            return _refused(rules.UNREADABLE)
        decision = self._records.decision(key)
        if decision is None:
            decision = self._records.decide(
                key,
                claim,
                self._reasons(key, claim),
                rules.warnings(claim, self._limits),
                taken=rules.already_taken(claim.code),
                now=self._clock.now(),
            )
        self._sabotage.before_answer()
        return Response(decision.text, decision.http_status, content_type="application/json")

    def _list(self, request: Request) -> Response:
        return _json(self._records.accepted(request.args.getlist("code")))

    def _steps(self, request: Request, code: str) -> Response:
        steps = rules.read_steps(_body(request))
        if steps is None:
            return _refused(rules.UNREADABLE)
        receipt = self._records.tell(code, steps)
        return _refused(rules.unknown(code)) if receipt is None else _accepted(receipt)

    def _withdraw(self, request: Request, code: str) -> Response:
        key, withdrawal = _key(request), rules.read_withdrawal(_body(request))
        if withdrawal is None:
            return _refused(rules.UNREADABLE)
        if self._records.withdraw(key, code, withdrawal):
            return _accepted(withdrawal.receipt)
        return _refused(rules.not_replaced(code, withdrawal.receipt))

    def _reasons(self, key: str, claim: Claim) -> tuple[str, ...]:
        known = self._records.receipt_of(claim.code)
        if known is not None and claim.replaces is None:
            return (rules.already_taken(claim.code),)
        if claim.replaces is not None and claim.replaces != known:
            return (rules.not_replaced(claim.code, claim.replaces),)
        if not claim.files:
            return (rules.NO_FILES,)
        return tuple(reason for file in claim.files for reason in self._reasons_against(key, file))

    def _reasons_against(self, key: str, file: dict[str, Any]) -> tuple[str, ...]:
        if reasons := rules.announced(file["name"], file["bytes"], file["media_type"], self._limits):
            return reasons
        upload = self._records.find_upload(key, file["sha256"])
        if upload is None or self._intake.offset(upload) != upload.bytes or upload.bytes != file["bytes"]:
            raise Conflict  # not a refusal: the file is still to come
        return rules.received(file["name"], self._intake.path(upload), self._judge, self._limits)

    def _upload(self, upload_id: str) -> Upload:
        upload = self._records.upload(upload_id)
        if upload is None:
            raise NotFound
        return upload


def _json(value: object, status: int = 200) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status, content_type="application/json")


def _refused(*reasons: str) -> Response:
    return _json({"status": "refused", "reasons": reasons}, 422)


def _accepted(receipt: str) -> Response:
    return _json({"status": "accepted", "receipt": receipt})


def _key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= 200:
        raise BadRequest
    return key


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise BadRequest
    return int(text)


def _metadata(request: Request) -> dict[str, str]:
    pairs = (pair.split() for pair in request.headers.get("Upload-Metadata", "").split(","))
    try:
        return {name: b64decode(value, validate=True).decode() for name, value in pairs}
    except (Base64Error, ValueError) as error:
        raise BadRequest from error


def _body(request: Request) -> object:
    if request.content_length is None or request.content_length > _BODY_LIMIT_BYTES:
        raise BadRequest
    try:
        return json.loads(request.get_data())
    except ValueError as error:
        raise BadRequest from error
