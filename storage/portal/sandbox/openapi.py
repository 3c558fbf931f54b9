"""What the sandbox takes and answers, as OpenAPI 3.1: for whoever writes a client, and for tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from werkzeug.wrappers import Request, Response

_TEXT: Mapping[str, Any] = {"type": "string"}
_DIGEST = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TIME = {"type": "string", "format": "date-time"}
_COUNT = {"type": "string", "pattern": "^[0-9]{1,15}$"}
_KEY = {"type": "string", "pattern": "^[ -~]{1,200}$", "minLength": 1, "maxLength": 200}


def _object(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    properties = {**required, **(optional or {})}
    return {"type": "object", "required": list(required), "properties": properties}


_ERROR = _object({"error": _TEXT})
_REFUSAL = _object(
    {"status": {"const": "refused"}, "reasons": {"type": "array", "items": _TEXT, "minItems": 1}}
)
_ACCEPTANCE = _object(
    {"status": {"const": "accepted"}, "receipt": _TEXT}, {"warnings": {"type": "array", "items": _TEXT}}
)
_HEALTH = _object({"name": _TEXT, "status": {"const": "ok"}, "received_bytes": {"type": "integer"}})
_FILE = _object(
    {"name": _TEXT, "sha256": _DIGEST, "bytes": {"type": "integer"}, "media_type": _TEXT},
    {"component": {"type": ["string", "null"]}},
)
_SUBMISSION = _object(
    {
        "code": _TEXT,
        "procedure_code": _TEXT,
        "procedure_name": _TEXT,
        "received_at": _TIME,
        "due_at": _TIME,
        "files": {"type": "array", "items": _FILE},
    },
    {
        "applicant": {"type": "object"},
        "channel": {"type": "integer"},
        "replaces": {"type": ["string", "null"]},
    },
)
_STEP = _object(
    {
        "number": {"type": "integer", "minimum": 1},
        "status": {"type": "integer", "minimum": 1, "maximum": 10},
        "at": _TIME,
        "due_at": _TIME,
        "by": _TEXT,
        "unit": _TEXT,
        "content": _TEXT,
    }
)
_STEPS = _object({"steps": {"type": "array", "items": _STEP, "minItems": 1}})
_WITHDRAWAL = _object({"receipt": _TEXT, "reason": {"type": "string", "minLength": 1}})
_KEPT = _object({"name": _TEXT, "sha256": _DIGEST, "bytes": {"type": "integer"}})
_HELD = _object(
    {
        "code": _TEXT,
        "receipt": _TEXT,
        "status": {"type": "integer"},
        "steps": {"type": "integer"},
        "files": {"type": "array", "items": _KEPT},
    }
)
_ATTACHMENT = _object(
    {
        "component": _TEXT,
        "name": _TEXT,
        "sha256": _DIGEST,
        "bytes": {"type": "integer"},
        "media_type": _TEXT,
    }
)
_FILING = _object(
    {
        "code": _TEXT,
        "receipt": _TEXT,
        "place": _COUNT,
        "procedure_code": _TEXT,
        "procedure_name": _TEXT,
        "applicant": {"type": "object"},
        "filed_at": _TIME,
        "files": {"type": "array", "items": _ATTACHMENT},
    }
)
_LOGIN = _object({"username": _TEXT, "password": _TEXT})
_SERVICES = ("DongBoHoSoMC", "CapNhatTienDoHoSoMC", "TraCuuHoSo", "LayDanhSachTTHC", "LayThuTuc")
_SERVICE = _object(
    {"session": _TEXT, "madonvi": _TEXT, "service": {"type": "string", "enum": list(_SERVICES)}},
    {
        "isUpdating": {"enum": ["True", "False"]},
        "data": {"type": "array", "items": {"type": "object"}},
        "mahoso": _TEXT,
        "maTTHC": _TEXT,
    },
)
_VXP = _object({"error_code": _TEXT}, {"message": _TEXT, "session": _TEXT, "result": {"type": "array"}})


def _answer(schema: Mapping[str, Any] | None, kind: str = "application/json") -> dict[str, Any]:
    said = {"description": "see the schema"}
    return said if schema is None else {**said, "content": {kind: {"schema": schema}}}


def _answers(*statuses: int, **schemas: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return answers: `s200` names the schema of status 200; the plain numbers are errors."""
    known = {name[1:]: _answer(schema) for name, schema in schemas.items()}
    return known | {str(status): _answer(_ERROR) for status in statuses}


def _body(schema: Mapping[str, Any], kind: str = "application/json") -> dict[str, Any]:
    return {"required": True, "content": {kind: {"schema": schema}}}


def _header(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": schema}


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _operation(
    identity: str,
    answers: Mapping[str, Any],
    parameters: Sequence[Mapping[str, Any]] = (),
    body: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    said = {"operationId": identity, "parameters": list(parameters), "responses": answers}
    return said if body is None else {**said, "requestBody": body}


_IDEMPOTENT = _header("Idempotency-Key", _KEY)
_UPLOAD = _in_path("upload")
_CODE = _in_path("code")
_METADATA = _header("Upload-Metadata", {"type": "string", "pattern": "^[ -~]*$"})
_ASKED = {"name": "code", "in": "query", "schema": {"type": "array", "items": _TEXT}, "explode": True}
_SINCE = {"name": "since", "in": "query", "schema": _COUNT}
_BYTES: Mapping[str, Any] = {"type": "string", "format": "binary"}
_VXP_HEAD = _header("dstcode", {"type": "string", "pattern": "^[ -~]*$"})

DESCRIPTION: Mapping[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Sandbox portal", "version": "1"},
    "paths": {
        "/health": {"get": _operation("health", _answers(s200=_HEALTH))},
        "/files": {
            "post": _operation(
                "create",
                _answers(400, s201=None, s422=_REFUSAL),
                [_IDEMPOTENT, _header("Upload-Length", _COUNT), _METADATA],
            )
        },
        "/files/{upload}": {
            "head": _operation("progress", {"200": _answer(None), "404": _answer(None)}, [_UPLOAD]),
            "get": _operation(
                "download", {**_answers(404), "200": _answer(_BYTES, "application/pdf")}, [_UPLOAD]
            ),
            "patch": _operation(
                "append",
                _answers(400, 404, 409, 460, s204=None),
                [_UPLOAD, _header("Upload-Offset", _COUNT)],
                _body(_BYTES, "application/offset+octet-stream"),
            ),
        },
        "/dossiers": {
            "get": _operation("held", _answers(s200={"type": "array", "items": _HELD}), [_ASKED]),
            "post": _operation(
                "submit",
                _answers(400, 409, s201=_ACCEPTANCE, s422=_REFUSAL),
                [_IDEMPOTENT],
                _body(_SUBMISSION),
            ),
        },
        "/dossiers/{code}/steps": {
            "post": _operation(
                "tell", _answers(400, 404, s200=_ACCEPTANCE, s422=_REFUSAL), [_CODE], _body(_STEPS)
            )
        },
        "/dossiers/{code}/withdrawal": {
            "post": _operation(
                "withdraw",
                _answers(400, 404, s200=_ACCEPTANCE, s422=_REFUSAL),
                [_CODE, _IDEMPOTENT],
                _body(_WITHDRAWAL),
            )
        },
        "/filings": {
            "get": _operation("filed", _answers(400, s200={"type": "array", "items": _FILING}), [_SINCE])
        },
        "/filings/{code}/files/{sha256}": {
            "get": _operation(
                "attachment",
                {**_answers(404), "200": _answer(_BYTES, "application/pdf")},
                [_CODE, _in_path("sha256")],
            )
        },
        "/vxp/login": {"post": _operation("login", _answers(s200=_VXP), [_VXP_HEAD], _body(_LOGIN))},
        "/vxp/service": {"post": _operation("service", _answers(s200=_VXP), [_VXP_HEAD], _body(_SERVICE))},
    },
}


def openapi_app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Serve the description to whoever asks with GET."""
    asked = Request(environ)
    answer = Response(json.dumps(DESCRIPTION), content_type="application/json")
    if asked.method not in ("GET", "HEAD"):
        answer = Response(status=405, headers={"Allow": "GET, HEAD"})
    return answer(environ, start_response)
