"""Keys that a centre makes for itself once, and that its workstations share."""

from __future__ import annotations

import secrets

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.tables import KeyRow

_BYTES = 32
_MAKE = text("INSERT INTO keys (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")


class Keys:
    """The keys as one unit of work sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str) -> bytes | None:
        """Return the key of 32 bytes, None before it was made."""
        row = self._session.get(KeyRow, name)
        return None if row is None else bytes.fromhex(row.value)

    def made(self, name: str) -> bytes:
        """Return the key, made now if nobody did before; of two who make it at once one wins."""
        values = {"name": name, "value": secrets.token_hex(_BYTES)}
        self._session.connection().execute(_MAKE, values)
        return bytes.fromhex(self._session.get_one(KeyRow, name).value)
