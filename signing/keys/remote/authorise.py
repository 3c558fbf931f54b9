"""Gives a PIN to a signing service and brings back the permission to sign (SAD).

It is a program (``python -m signing.keys.remote.authorise``, the order as a JSON line on standard input, the
PIN as raw bytes behind it) because what HTTP needs are objects that nobody can wipe: they end with this
process.
"""

import json
import resource
import sys
from typing import Any

from signing.errors import RemoteUnavailable, RemoteUnusable
from signing.keys.remote.service import Rejected, Service

_WRONG = frozenset({"invalid_pin", "invalid_otp"})
_LOCKED = frozenset({"locked_pin", "pin_locked", "credential_locked"})


def authorise(order: dict[str, Any], pin: bytes) -> dict[str, str]:
    """Return ``sad``, or the ``error`` in a word."""
    service = Service(order["url"], order["seconds"], order["bearer"])
    wish = {"credentialID": order["credential"], "numSignatures": order["signatures"], "PIN": pin.decode()}
    try:
        return {"sad": str(service.ask("credentials/authorize", json.dumps(wish).encode())["SAD"])}
    except Rejected as refusal:
        if refusal.reason in _LOCKED:
            return {"error": "locked"}
        return {"error": "wrong_pin" if refusal.reason in _WRONG else "refused"}
    except RemoteUnavailable:
        return {"error": "unavailable"}
    except (RemoteUnusable, KeyError):
        return {"error": "unusable"}


def main() -> None:
    """Serve one order."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order, pin = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    try:
        answer = authorise(order, pin)
    except UnicodeDecodeError:
        answer = {"error": "wrong_pin"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
