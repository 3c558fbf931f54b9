"""The process that owns a PKCS#11 module: one module, one thread, one login, then it ends.

It is started as ``python -m signing.keys.token.worker MODULE`` and answers one JSON line for each JSON
line. A line that says ``"secret": n`` is followed by n raw bytes. It ends when its input ends, and so with
its parent.
"""

import json
import os
import select
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any, BinaryIO

import pkcs11
from pkcs11 import MGF, Attribute, Mechanism, ObjectClass, TokenFlag, exceptions
from pkcs11.util.ec import encode_ecdsa_signature

from signing.keys.meter import Meter
from signing.keys.process import leave_no_traces
from signing.keys.token import preallocated

Answer = dict[str, Any]

_GONE = (
    exceptions.DeviceError,
    exceptions.DeviceRemoved,
    exceptions.FunctionFailed,
    exceptions.GeneralError,
    exceptions.KeyHandleInvalid,
    exceptions.ObjectHandleInvalid,
    exceptions.SessionClosed,
    exceptions.SessionHandleInvalid,
    exceptions.TokenNotPresent,
    exceptions.UserNotLoggedIn,
)
_LENGTH_UNKNOWN = (
    exceptions.ArgumentsBad,
    exceptions.DataInvalid,
    exceptions.DataLenRange,
    exceptions.FunctionFailed,
    exceptions.GeneralError,
    exceptions.OperationNotInitialized,
    MemoryError,
)
"""What modules answer that cannot tell the length of a signature before they make it."""
_REFUSED = (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange)
_SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
_PSS = (Mechanism.SHA256, MGF.SHA256, 32)


class Worker:
    """One module and, after ``unlock``, one key."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._library = pkcs11.lib(module)
        self._session: Any = None
        self._key: Any = None
        self._mechanisms: set[Mechanism] = set()
        self._meter: Meter | None = None
        self._preallocates = False

    @property
    def patience(self) -> float | None:
        """How many seconds to wait for the next request before logging out; None for ever."""
        return None if self._session is None or self._meter is None else self._meter.wake_seconds

    def log_out(self) -> None:
        """Leave the token; the meter keeps telling why."""
        session, self._session, self._key = self._session, None, None
        if session is not None:
            session.close()

    def answer(self, request: dict[str, Any], secret: bytearray) -> Answer:
        """Do what one request says."""
        if request["do"] == "certificates":
            return {"certificates": [_text(der) for _, der in self._certificates()]}
        if request["do"] == "unlock":
            return self._unlock(request["fingerprint"], request["limits"], secret)
        spent = "idle" if self._meter is None else self._meter.spend()
        if spent is not None:
            self.log_out()
            return {"error": "spent", "reason": spent}
        signature = self._sign(request["mechanism"], b64decode(request["data"]))
        return {"signature": _text(signature)}

    def _certificates(self) -> list[tuple[Any, bytes]]:
        """Return (token, DER) over all slots: labels and numbers are as modules like, bytes do not lie."""
        found = []
        for slot in self._library.get_slots(token_present=True):
            try:
                token = slot.get_token()
                if not token.flags & TokenFlag.TOKEN_INITIALIZED:
                    continue
                with token.open() as session:
                    search = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
                    found += [(token, bytes(each[Attribute.VALUE])) for each in search]
            except (exceptions.TokenNotPresent, exceptions.TokenNotRecognised):
                continue
        return found

    def _unlock(self, fingerprint: str, limits: list[float], secret: bytearray) -> Answer:
        every = self._certificates()
        mine = [(token, der) for token, der in every if sha256(der).hexdigest() == fingerprint]
        if not mine:
            return {"error": "no_certificate"}
        token, certificate = mine[0]
        refused = self._log_in(token, secret)
        if refused is not None:
            return refused
        self._key = self._private_key(certificate)
        if self._key is None:
            return {"error": "no_certificate"}
        self._mechanisms = token.slot.get_mechanisms()
        self._meter = Meter(int(limits[0]), limits[1], limits[2])
        return {
            "certificate": _text(certificate),
            "chain": [_text(der) for other, der in every if other == token and der != certificate],
            "mechanisms": self._usable(),
        }

    def _log_in(self, token: Any, secret: bytearray) -> Answer | None:
        try:
            # python-pkcs11 takes no bytearray: this copy lives only here, and this process ends with
            # the batch
            self._session = token.open(user_pin=secret.decode("utf-8"))
        except exceptions.PinLocked:
            return {"error": "locked"}
        except (*_REFUSED, UnicodeDecodeError):
            flags = token.slot.get_token().flags
            if flags & TokenFlag.USER_PIN_LOCKED:
                return {"error": "locked"}
            return {"error": "wrong_pin", "final_try": bool(flags & TokenFlag.USER_PIN_FINAL_TRY)}
        finally:
            secret[:] = bytes(len(secret))
        return None

    def _private_key(self, certificate: bytes) -> Any:
        """Find the private key that shares the certificate's CKA_ID, or the only one there is."""
        search = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.VALUE: certificate}
        identity = next(iter(self._session.get_objects(search)))[Attribute.ID]
        keys = list(self._session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
        same = [key for key in keys if identity and key[Attribute.ID] == identity]
        return same[0] if same else keys[0] if len(keys) == 1 else None

    def _usable(self) -> list[str]:
        """Return our names of the mechanisms that fit the key, best first."""
        if self._key.key_type is pkcs11.KeyType.EC:
            return ["ecdsa"]
        pss = self._mechanisms & {Mechanism.SHA256_RSA_PKCS_PSS, Mechanism.RSA_PKCS_PSS}
        return ["rsassa_pss", "rsassa_pkcs1v15"] if pss else ["rsassa_pkcs1v15"]

    def _sign(self, mechanism: str, data: bytes) -> bytes:
        digest = sha256(data).digest()
        if mechanism == "ecdsa":
            return bytes(encode_ecdsa_signature(self._signed(digest, Mechanism.ECDSA)))
        if mechanism == "rsassa_pss":
            if Mechanism.SHA256_RSA_PKCS_PSS in self._mechanisms:
                return self._signed(data, Mechanism.SHA256_RSA_PKCS_PSS, _PSS)
            return self._signed(digest, Mechanism.RSA_PKCS_PSS, _PSS)
        if Mechanism.SHA256_RSA_PKCS in self._mechanisms:
            return self._signed(data, Mechanism.SHA256_RSA_PKCS)
        return self._signed(_SHA256_DIGEST_INFO + digest, Mechanism.RSA_PKCS)

    def _signed(self, data: bytes, mechanism: Mechanism, parameters: Any = None) -> bytes:
        """Sign; a module that fails at the question for the length is given a buffer instead."""
        if not self._preallocates:
            try:
                return bytes(self._key.sign(data, mechanism=mechanism, mechanism_param=parameters))
            except _LENGTH_UNKNOWN as cause:
                try:
                    signature = self._signed_preallocated(data, mechanism, parameters)
                except preallocated.Refused:
                    raise cause from None
                self._preallocates = True
                return signature
        try:
            return self._signed_preallocated(data, mechanism, parameters)
        except preallocated.Refused as cause:
            raise exceptions.FunctionFailed from cause

    def _signed_preallocated(self, data: bytes, mechanism: Mechanism, parameters: Any) -> bytes:
        key = preallocated.OpenKey(self._module, self._session.handle, self._key.handle)
        if parameters is None:
            return preallocated.sign(key, data, int(mechanism), None)
        digest, mask, salt_length = (int(each) for each in parameters)
        return preallocated.sign(key, data, int(mechanism), (digest, mask, salt_length))


def main(module: str) -> int:
    """Serve one parent until its end of the pipe closes."""
    leave_no_traces()
    requests, answers = sys.stdin.buffer, _private_output()
    worker = _guarded(lambda: Worker(module))
    if isinstance(worker, dict):
        _send(answers, worker)
        return 1
    _send(answers, {"ready": True})
    while line := _next_line(requests, worker):
        request = json.loads(line)
        secret = bytearray(requests.read(request.get("secret", 0)))
        _send(answers, _guarded(lambda: worker.answer(request, secret)))  # noqa: B023 - called at once
        secret[:] = bytes(len(secret))
    _guarded(worker.log_out)
    return 0


def _next_line(requests: BinaryIO, worker: Worker) -> bytes:
    """Wait for a request, empty at the end; log out when it does not come in time.

    The parent asks only after it was answered, so nothing can be waiting in the buffer.
    """
    ready, _, _ = select.select([requests], [], [], worker.patience)
    if not ready:
        _guarded(worker.log_out)
    return requests.readline()


def _guarded(action: Callable[[], Any]) -> Any:
    """Turn what the module raises into an answer; only the name of the exception leaves, never its text."""
    try:
        return action()
    except _GONE:
        return {"error": "gone"}
    except (pkcs11.PKCS11Error, OSError, MemoryError, RuntimeError) as cause:
        return {"error": "unusable", "reason": type(cause).__name__}


def _private_output() -> BinaryIO:
    """Keep the pipe for our answers: some modules print to standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _send(answers: BinaryIO, answer: Answer) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
