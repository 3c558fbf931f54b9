"""Gives PIN and one-time codes to a signing service and brings back permissions to sign (SAD).

It is a program (``python -m signing.keys.remote.authorise``) because what HTTP needs are objects that nobody
can wipe: they end with this process, and it ends with the batch that the PIN was given for. It reads JSON
lines, each followed by as many raw bytes as its ``secret`` says: first the order with the PIN, then a wish
with its one-time code for every permission. Each gets one JSON line.
"""

import json
import select
import sys
import time
from typing import Any

from signing.errors import RemoteUnavailable, RemoteUnusable
from signing.keys.process import leave_no_traces
from signing.keys.remote.service import Rejected, Service

WRONG_PIN, WRONG_CODE, LOCKED = "wrong_pin", "wrong_code", "locked"
_WORDS = {
    "invalid_pin": WRONG_PIN,
    "invalid_otp": WRONG_CODE,
    "locked_pin": LOCKED,
    "pin_locked": LOCKED,
    "locked_otp": LOCKED,
    "credential_locked": LOCKED,
}


def authorise(service: Service, wish: dict[str, Any]) -> dict[str, Any]:
    """Return ``SAD`` and its ``seconds``, or the ``error`` in a word."""
    try:
        told = service.ask("credentials/authorize", wish)
        return {"SAD": str(told["SAD"]), "seconds": told.get("expiresIn")}
    except Rejected as refusal:
        return {"error": _WORDS.get(refusal.reason, "refused")}
    except RemoteUnavailable:
        return {"error": "unavailable"}
    except (RemoteUnusable, KeyError):
        return {"error": "unusable"}


def main() -> None:
    """Serve until the input ends, or the PIN's time is over."""
    leave_no_traces()
    order, pin = _next()
    service = Service(order["url"], order["timeout"], order["bearer"])
    end = time.monotonic() + order["seconds"]
    _say({})
    while _comes_before(min(end, time.monotonic() + order["idle"])):
        line, code = _next()
        if line is None:
            return
        secrets = {name: secret for name, secret in (("PIN", pin), ("OTP", code)) if secret}
        try:
            told = {name: secret.decode() for name, secret in secrets.items()}
        except UnicodeDecodeError:
            answer: dict[str, Any] = {"error": WRONG_PIN}
        else:
            answer = authorise(service, {**line["wish"], **told})
        _say(answer)


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _next() -> tuple[Any, bytes]:
    line = sys.stdin.buffer.readline()
    if not line:
        return None, b""
    request = json.loads(line)
    return request, sys.stdin.buffer.read(request["secret"])


def _comes_before(end: float) -> bool:
    """Wait for a request; the parent asks only after it was answered, so none is in the buffer."""
    ready, _, _ = select.select([sys.stdin.buffer], [], [], max(0.0, end - time.monotonic()))
    return bool(ready)


if __name__ == "__main__":
    main()
