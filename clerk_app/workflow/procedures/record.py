"""A procedure as data: the one form of our files, of imports as JSON and of the records."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from clerk_app.workflow.deadlines import LimitUnit, TimeLimit
from clerk_app.workflow.errors import ProcedureDamaged
from clerk_app.workflow.procedures.model import Procedure
from storage.model import Channel, Component

CODE = re.compile(r"\d\.\d{6}(\.[A-Z0-9.]+)?")
"""National codes: `1.001193`, some with the part of an authority behind (`1.001193.000.00.00.H29`)."""

_CHANNELS = {channel.name.lower(): channel for channel in Channel}
_REQUIRED = frozenset({"code", "name", "domain", "limit", "components"})
_OPTIONAL = frozenset(
    {
        "version",
        "result",
        "field",
        "decision",
        "effective_from",
        "limit_stated",
        "fees",
        "channels",
        "notes",
    }
)


def as_data(procedure: Procedure) -> dict[str, Any]:
    """Return a procedure as JSON data."""
    return {
        "code": procedure.code,
        "name": procedure.name,
        "domain": procedure.domain,
        "field": procedure.field,
        "decision": procedure.decision,
        "version": procedure.version,
        "effective_from": procedure.effective_from.isoformat(),
        "limit": {"amount": procedure.limit.amount, "unit": procedure.limit.unit.value},
        "limit_stated": procedure.limit_stated,
        "fees": list(procedure.fees),
        "channels": [channel.name.lower() for channel in procedure.channels],
        "components": [_component_data(part) for part in procedure.components],
        "notes": list(procedure.notes),
        "result": procedure.result,
    }


def from_data(data: Mapping[str, Any]) -> Procedure:
    """Return the procedure that `data` describes.

    Raises:
        ProcedureDamaged: a key is missing, unknown or of the wrong kind; names the key.
    """
    code = data.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise ProcedureDamaged(str(code), "code")
    wrong = (_REQUIRED - set(data)) | (set(data) - _REQUIRED - _OPTIONAL)
    if wrong:
        raise ProcedureDamaged(code, sorted(wrong)[0])
    read = _Reader(code, data)
    return Procedure(
        code=code,
        name=read("name", _filled),
        domain=read("domain", _filled),
        version=read("version", _filled, "2026"),
        limit=read("limit", _limit),
        components=read("components", _components),
        result=read("result", _text, ""),
        field=read("field", _text, ""),
        decision=read("decision", _text, ""),
        effective_from=read("effective_from", date.fromisoformat, "2026-01-01"),
        limit_stated=read("limit_stated", _flag, True),
        fees=read("fees", _fees, ()),
        channels=read("channels", _channels, tuple(_CHANNELS)),
        notes=read("notes", _texts, ()),
    )


class _Reader:
    def __init__(self, code: str, data: Mapping[str, Any]) -> None:
        self._code = code
        self._data = data

    def __call__(self, key: str, convert: Callable[[Any], Any], default: Any = None) -> Any:
        try:
            return convert(self._data.get(key, default))
        except (TypeError, ValueError, KeyError) as error:
            raise ProcedureDamaged(self._code, key) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _filled(value: Any) -> str:
    if not _text(value).strip():
        raise ValueError
    return str(value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(each) for each in value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError
    return value


def _fees(value: Any) -> tuple[int, ...]:
    return tuple(_count(each) for each in value)


def _channels(value: Any) -> tuple[Channel, ...]:
    return tuple(_CHANNELS[each] for each in value)


def _limit(value: Any) -> TimeLimit:
    return TimeLimit(_count(value["amount"]), LimitUnit(value["unit"]))


def _components(value: Any) -> tuple[Component, ...]:
    parts = tuple(
        Component(
            _filled(each["code"]),
            _filled(each["name"]),
            _count(each["originals"]),
            _count(each["copies"]),
            _flag(each.get("shown_only", False)),
        )
        for each in value
    )
    if len({part.code for part in parts}) < len(parts):
        raise ValueError
    return parts


def _component_data(part: Component) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": part.code,
        "name": part.name,
        "originals": part.originals,
        "copies": part.copies,
    }
    return data | ({"shown_only": True} if part.shown_only else {})
