"""What a service of the connection answered, and what that means."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from storage.portal.wire import WireAnswer

_DONE = "thành công"
_NOT_DONE = ("không thành công", "chưa thành công")
_EXISTS = "đã tồn tại"
_ABSENT = ("không tồn tại", "không tìm thấy")
_NO_SESSION = "-3"
"""Of the codes that occur (0, 3, -3) this one comes with ended sessions; it is not published what each means,
so that a failure under an old session is asked again under a new one whatever its code is."""


@dataclass(frozen=True, slots=True)
class VxpAnswer:
    """An answer; `result` is empty where a service returns nothing."""

    code: str
    message: str
    result: tuple[dict[str, object], ...]
    wire: WireAnswer

    @property
    def succeeded(self) -> bool:
        """The code says so; for what changes something the words have to say it too."""
        return bool(self.code) and not self.code.strip("0")

    @property
    def synchronised(self) -> bool:
        """Whether the portal has it now: it says so in words."""
        words = self._words
        return self.succeeded and _DONE in words and not any(no in words for no in _NOT_DONE)

    @property
    def exists(self) -> bool:
        """Whether what was to be added is there already."""
        return not self.synchronised and _EXISTS in self._words

    @property
    def absent(self) -> bool:
        """Whether what was asked for is not there."""
        return any(word in self._words for word in _ABSENT)

    @property
    def session_ended(self) -> bool:
        """Whether the session, and not the dossier, is what is wrong."""
        return self.wire.status == 401 or self.code == _NO_SESSION

    @property
    def _words(self) -> str:
        return unicodedata.normalize("NFC", self.message).casefold()


def read_answer(wire: WireAnswer) -> VxpAnswer:
    """Return the answer in what came over the wire.

    Raises:
        PortalProtocol: it has no code.
    """
    said = wire.require(200, 201, 401).json_object()
    code, result = said.get("error_code"), said.get("result", [])
    if not isinstance(code, str | int) or isinstance(code, bool):
        if wire.status != 401:
            raise wire.nonsense("no error_code")
        code = _NO_SESSION
    rows = result if isinstance(result, list) else [result]
    found = tuple(row for row in rows if isinstance(row, dict))
    return VxpAnswer(str(code).strip(), str(said.get("message") or ""), found, wire)
