"""The sandbox's other face: the connection of one-stop systems (VXP), as strict as an authority."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from storage.clock import Clock
from storage.portal.sandbox import vxp_rules as rules
from storage.portal.sandbox.fetch import Fetcher
from storage.portal.sandbox.model import Faults, Judge, Limits, VxpRules
from storage.portal.sandbox.sabotage import Sabotage
from storage.portal.sandbox.vxp_records import VxpRecords

_BODY_LIMIT_BYTES = 1 << 20
_REFUSED, _NO_SESSION = "3", "-3"
_DONE = "Đồng bộ dữ liệu thành công"


class VxpApp:
    """A WSGI application over the records in `home`."""

    def __init__(
        self, home: Path, judge: Judge, limits: Limits, faults: Faults, clock: Clock, site: VxpRules
    ) -> None:
        self._records = VxpRecords(home / "vxp.sqlite")
        self._fetcher = Fetcher(home / "fetched", judge, limits)
        self._clock = clock
        self._site = site
        self._sabotage = Sabotage(faults)
        self._services: dict[str, Callable[[Request, Mapping[str, Any]], Response]] = {
            "DongBoHoSoMC": self._synchronise,
            "CapNhatTienDoHoSoMC": self._progress,
            "TraCuuHoSo": self._find,
            "LayDanhSachTTHC": self._procedures,
            "LayThuTuc": self._procedure,
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        try:
            response = self._route(request)
        except HTTPException as error:
            response = Response(error.name, error.code)
        return response(environ, start_response)

    def _route(self, request: Request) -> Response:
        if request.method != "POST" or request.path not in ("/login", "/service"):
            return Response(status=HTTPStatus.NOT_FOUND)
        body = _body(request)
        if body is None:
            return _answer(_REFUSED, "Yêu cầu không đúng định dạng")
        if request.headers.get("dstcode") != self._site.destination:
            return _answer(_NO_SESSION, "Sai mã định danh nơi nhận (dstcode)")
        return self._login(body) if request.path == "/login" else self._serve(request, body)

    def _login(self, body: Mapping[str, Any]) -> Response:
        if (body.get("username"), body.get("password")) != (self._site.user, self._site.password):
            return _answer(_NO_SESSION, "Sai tên đăng nhập hoặc mật khẩu")
        until = self._clock.now() + timedelta(minutes=self._site.session_minutes)
        return _json({"error_code": "0", "session": self._records.begin_session(until)})

    def _serve(self, request: Request, body: Mapping[str, Any]) -> Response:
        known = self._records.session_holds(str(body.get("session")), self._clock.now())
        if not known or self._sabotage.session_ended():
            return _answer(_NO_SESSION, "Phiên làm việc đã hết hạn")
        if body.get("madonvi") != self._site.unit:
            return _answer(_REFUSED, "Mã đơn vị không đúng")
        service = self._services.get(str(body.get("service")))
        return _answer(_REFUSED, "Không có dịch vụ này") if service is None else service(request, body)

    def _synchronise(self, request: Request, body: Mapping[str, Any]) -> Response:
        self._sabotage.before_submission()
        updating, data = body.get("isUpdating"), body.get("data")
        if updating not in ("True", "False") or not isinstance(data, list) or len(data) != 1:
            return _answer(_REFUSED, "Trường isUpdating hoặc data không đúng")
        if reason := rules.against_dossier(data[0]):
            return _answer(_REFUSED, reason)
        code = data[0]["MaHoSo"]
        if (self._records.dossier(code) is not None) != (updating == "True"):
            return _answer(_REFUSED, f"Hồ sơ {code} {'không' if updating == 'True' else 'đã'} tồn tại")
        if reason := self._against_files(request, data[0]):
            return _answer(_REFUSED, reason)
        self._records.keep(code, data[0])
        self._sabotage.before_answer()
        return _answer("0", _DONE)

    def _against_files(self, request: Request, dossier: Mapping[str, Any]) -> str:
        own = f"http://127.0.0.1:{request.environ['SERVER_PORT']}"
        allowed = (f"{own}/files/", f"{own}/store/", *self._site.file_services)
        return self._fetcher.reasons(rules.files_of(dossier), allowed)

    def _progress(self, _request: Request, body: Mapping[str, Any]) -> Response:
        data = body.get("data")
        if reason := rules.against_progress(data):
            return _answer(_REFUSED, reason)
        for item in data or ():
            if self._records.dossier(item["MaHoSo"]) is None:
                return _answer(_REFUSED, f"Hồ sơ {item['MaHoSo']} không tồn tại")
        self._records.tell(data or ())
        return _answer("0", "Cập nhật tiến độ thành công")

    def _find(self, _request: Request, body: Mapping[str, Any]) -> Response:
        found = self._records.dossier(str(body.get("mahoso")))
        return _answer("0", "Tra cứu thành công", [found] if found else [])

    def _procedures(self, _request: Request, _body: Mapping[str, Any]) -> Response:
        return _answer("0", "Thành công", list(rules.procedures().values()))

    def _procedure(self, _request: Request, body: Mapping[str, Any]) -> Response:
        found = rules.procedures().get(str(body.get("maTTHC")))
        return _answer("0", "Thành công", [found] if found else [])


def _body(request: Request) -> dict[str, Any] | None:
    if request.content_length is None or request.content_length > _BODY_LIMIT_BYTES:
        return None
    try:
        value = json.loads(request.get_data())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _answer(code: str, message: str, result: list[Any] | None = None) -> Response:
    said: dict[str, Any] = {"error_code": code, "message": message}
    return _json(said if result is None else {**said, "result": result})


def _json(value: object) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), content_type="application/json")
