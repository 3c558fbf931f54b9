"""What the sandbox asks of a submission; its reasons are sentences for people, as a portal's are."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from storage.portal.sandbox.model import Claim, Judge, Limits, Step, Withdrawal

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_TEXTS = ("code", "procedure_code", "procedure_name", "received_at", "due_at")
_EDGE_BYTES = 1024
_MEGABYTE = 1_000_000
_STATUSES = range(1, 11)
_LEVELS = ("B-B", "B-T", "B-LT", "B-LTA")

NO_FILES = "Hồ sơ không có tệp đính kèm"
UNREADABLE = "Yêu cầu không đọc được"


def read_claim(body: Any) -> Claim | None:
    """Return the submission in the JSON value `body`, or None if it is not one."""
    if not isinstance(body, dict) or not all(isinstance(body.get(name), str) for name in _TEXTS):
        return None
    files = body.get("files")
    if not isinstance(files, list) or not all(_is_file(file) for file in files):
        return None
    if not isinstance(body.get("replaces"), str | None):
        return None
    return Claim(body["code"], body, tuple(files), body.get("replaces"))


def read_steps(body: Any) -> tuple[Step, ...] | None:
    """Return the steps in the JSON value `body`, or None if it holds none."""
    steps = body.get("steps") if isinstance(body, dict) else None
    if not isinstance(steps, list) or not steps:
        return None
    read = tuple(_step(step) for step in steps)
    return None if None in read else tuple(step for step in read if step)


def _step(said: Any) -> Step | None:
    match said:
        case {
            "number": int(number),
            "status": int(status),
            "at": str(at),
            "due_at": str(due_at),
            "by": str(who),
            "unit": str(unit),
            "content": str(content),
        } if number > 0 and status in _STATUSES and _is_time(at) and _is_time(due_at):
            return Step(number, status, at, due_at, who, unit, content)
    return None


def read_withdrawal(body: Any) -> Withdrawal | None:
    """Return the withdrawal in the JSON value `body`; None if it is none, or gives no reason."""
    match body:
        case {"receipt": str(receipt), "reason": str(reason)} if reason.strip():
            return Withdrawal(receipt, reason)
    return None


def unknown(code: str) -> str:
    """Return the reason for refusing what is told of a dossier that was not accepted."""
    return f"Không có hồ sơ {code} trên Cổng"


def already_taken(code: str) -> str:
    """Return the reason for refusing a dossier that was accepted under another key."""
    return f"Hồ sơ {code} đã được tiếp nhận trước đó"


def not_replaced(code: str, replaces: str) -> str:
    """Return the reason for refusing to replace what was never accepted under that receipt."""
    return f"Hồ sơ {code} không có số tiếp nhận {replaces}"


def announced(name: str, length: int, media_type: str, limits: Limits) -> tuple[str, ...]:
    """Return the reasons against a file known only by what is said of it."""
    if media_type not in limits.media_types or not name.lower().endswith(".pdf"):
        return (f"Tệp {name} không phải PDF",)
    if length == 0:
        return (f"Tệp {name} rỗng",)
    if length > limits.file_bytes:
        return (f"Tệp {name} vượt quá {limits.file_bytes / _MEGABYTE:g} MB",)
    return ()


def received(name: str, path: Path, judge: Judge, limits: Limits) -> tuple[str, ...]:
    """Return the reasons against a file that is here whole, with the digest announced."""
    if not limits.checks:
        return ()
    with path.open("rb") as stream:
        if not looks_like_pdf(stream):
            return (f"Tệp {name} không phải PDF",)
    judgement = judge(path)
    if not judgement.signed:
        return (_with_reason(f"Tệp {name} chưa được ký số", judgement.reason),)
    if not judgement.intact:
        return (_with_reason(f"Chữ ký số trên tệp {name} không hợp lệ", judgement.reason),)
    if limits.least_level and _rank(judgement.level) < _rank(limits.least_level):
        return (f"Chữ ký số trên tệp {name} phải đạt mức {limits.least_level} (đang là {judgement.level})",)
    return ()


def _rank(level: str) -> int:
    return _LEVELS.index(level) if level in _LEVELS else -1


def looks_like_pdf(stream: IO[bytes]) -> bool:
    """Tell whether a file begins and ends like a PDF; the stream stands at its beginning afterwards."""
    stream.seek(0)
    head = stream.read(_EDGE_BYTES)
    length = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, length - _EDGE_BYTES))
    tail = stream.read()
    stream.seek(0)
    return b"%PDF-" in head and b"%%EOF" in tail


def warnings(claim: Claim, limits: Limits) -> tuple[str, ...]:
    """Return what is taken, but not liked."""
    return tuple(
        f"Tệp {file['name']} lớn hơn {limits.warn_bytes / _MEGABYTE:g} MB"
        for file in claim.files
        if file["bytes"] > limits.warn_bytes
    )


def is_digest(text: str) -> bool:
    """Tell whether `text` is a SHA-256 in lower-case hexadecimal."""
    return _DIGEST.match(text) is not None


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_file(file: Any) -> bool:
    return (
        isinstance(file, dict)
        and all(isinstance(file.get(name), str) for name in ("name", "sha256", "media_type"))
        and is_digest(file["sha256"])
        and type(file.get("bytes")) is int
        and isinstance(file.get("component"), str | None)
    )


def _with_reason(sentence: str, reason: str) -> str:
    return f"{sentence}: {reason}" if reason else sentence
