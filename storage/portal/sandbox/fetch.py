"""Fetch the files of a dossier from where it says they are, and look at each as an authority would."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

import httpx

from storage.disk import make_folder
from storage.portal.sandbox import rules
from storage.portal.sandbox.model import Judge, Limits

_TIMEOUT_SECONDS = 20.0
_MEGABYTE = 1_000_000


class _Unfit(Exception):
    """Why a file was not fetched."""


class Fetcher:
    """Fetches into `folder`, looks, and forgets."""

    def __init__(self, folder: Path, judge: Judge, limits: Limits) -> None:
        make_folder(folder)
        self._folder = folder
        self._judge = judge
        self._limits = limits

    def reasons(self, files: Sequence[tuple[str, str]], allowed: Sequence[str]) -> str:
        """Return what is wrong with the first file (name, address) that is not right, else nothing.

        Only addresses under one of `allowed` are asked, and none that leads on to another.
        """
        return next((why for name, url in files if (why := self._reason(name, url, allowed))), "")

    def _reason(self, name: str, url: str, allowed: Sequence[str]) -> str:
        if not any(url.startswith(place) for place in allowed) or ".." in url:
            return f"Đường dẫn tệp {name} không thuộc kho tệp được phép"
        if not name.lower().endswith(".pdf"):
            return f"Tệp {name} không phải PDF"
        with NamedTemporaryFile(dir=self._folder) as target:
            try:
                self._fetch(url, Path(target.name))
            except (_Unfit, httpx.HTTPError) as error:
                return f"Tệp {name} {error if isinstance(error, _Unfit) else 'không tải được'}"
            return "\n".join(rules.received(name, Path(target.name), self._judge, self._limits))

    def _fetch(self, url: str, target: Path) -> None:
        count = 0
        with (
            target.open("wb") as file,
            httpx.stream("GET", url, timeout=_TIMEOUT_SECONDS, trust_env=False) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise _Unfit(f"không tải được (HTTP {answer.status_code})")
            for chunk in answer.iter_raw():
                count += len(chunk)
                if count > self._limits.file_bytes:
                    raise _Unfit(f"vượt quá {self._limits.file_bytes / _MEGABYTE:g} MB")
                file.write(chunk)
        if not count:
            raise _Unfit("rỗng")
