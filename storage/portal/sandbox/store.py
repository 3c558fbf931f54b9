"""A file service as sites have one beside a portal: PUT a file under a name nobody guesses, GET it."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from werkzeug.exceptions import (
    HTTPException,
    LengthRequired,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
)
from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import wrap_file

from storage.disk import flush_folder, make_folder
from storage.portal.sandbox.model import Limits

_NAME = re.compile(r"/[0-9a-f]{32,64}\.pdf\Z")
_CHUNK_BYTES = 1 << 16


def file_response(file: Path, environ: Mapping[str, Any]) -> Response:
    """Return a file as the answer, without holding it in memory.

    Raises:
        NotFound: there is none.
    """
    try:
        length, stream = file.stat().st_size, file.open("rb")
    except FileNotFoundError as error:
        raise NotFound from error
    answer = Response(
        wrap_file(dict(environ), stream), content_type="application/pdf", direct_passthrough=True
    )
    answer.content_length = length
    return answer


class StoreApp:
    """A WSGI application over the folder `store` in `home`."""

    def __init__(self, home: Path, limits: Limits) -> None:
        self._folder = home / "store"
        make_folder(self._folder)
        self._limits = limits

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        try:
            response = self._answer(request)
        except HTTPException as error:
            response = Response(error.name, error.code)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if _NAME.match(request.path) is None:
            raise NotFound
        file = self._folder / request.path[1:]
        if request.method == "PUT":
            return self._keep(request, file)
        if request.method != "GET":
            raise MethodNotAllowed
        return file_response(file, request.environ)

    def _keep(self, request: Request, file: Path) -> Response:
        length = request.content_length
        if length is None:
            raise LengthRequired
        if length > self._limits.file_bytes:
            raise RequestEntityTooLarge
        part = file.with_suffix(f".{secrets.token_hex(4)}")
        try:
            with part.open("wb") as target:
                while chunk := request.stream.read(_CHUNK_BYTES):
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            part.replace(file)
            flush_folder(self._folder)
        finally:
            part.unlink(missing_ok=True)
        return Response(status=201)
