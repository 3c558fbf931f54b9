"""The secret of a receipt: whoever holds the paper sees more of the dossier than who knows its code.

It is an HMAC-SHA-256 (RFC 2104) of the dossier's code under a key of the centre, cut to 65 bits: nothing of
it is personal, nothing is kept for each dossier, and a receipt that is printed again says the same.
"""

import base64
import hashlib
import hmac

from clerk_app.workflow.desk import Desk
from storage.model import DossierCode
from storage.unit_of_work import UnitOfWork

_KEY = "receipts"
_LETTERS = 13
"""65 bits, as on the tickets."""


def receipt_code(desk: Desk, code: DossierCode) -> str:
    """Return what the QR of a receipt says: the dossier's code, a dot and the secret."""
    with desk.storage.unit_of_work(read_only=True) as work:
        key = work.keys.get(_KEY)
    if key is None:
        with desk.storage.unit_of_work() as work:
            key = work.keys.made(_KEY)
            work.commit()
    return f"{code}.{_secret(key, code)}"


def holds_receipt(work: UnitOfWork, code: DossierCode, secret: str) -> bool:
    """Tell whether a secret is that of the receipt; nothing is before the first receipt was printed."""
    key = work.keys.get(_KEY)
    return key is not None and hmac.compare_digest(_secret(key, code).encode(), secret.encode())


def _secret(key: bytes, code: DossierCode) -> str:
    digest = hmac.digest(key, code.encode(), hashlib.sha256)
    return base64.b32encode(digest).decode("ascii")[:_LETTERS]
