"""Signs with a buffer that is there already, for modules that cannot tell the length of a signature.

python-pkcs11 asks ``C_Sign`` for the length first, as PKCS#11 (2.40, clause 5.2) allows. Some modules answer
that question with an error, or with a length that no memory holds; the signature itself they make.
"""

import ctypes
from dataclasses import dataclass

_OK, _OPERATION_ACTIVE = 0, 0x90
_SIGN_INIT, _SIGN = 42, 43
"""Places in the list of functions, which the standard fixes."""
_LARGEST_SIGNATURE_BYTES = 1024
"""RSA 8192."""


class Refused(Exception):
    """The module does not sign this way either; ``code`` is its answer (CKR)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Version(ctypes.Structure):
    _fields_ = (("major", ctypes.c_ubyte), ("minor", ctypes.c_ubyte))


class _Functions(ctypes.Structure):
    _fields_ = (("version", _Version), ("functions", ctypes.c_void_p * 68))


class _Mechanism(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_ulong),
        ("parameter", ctypes.c_void_p),
        ("parameter_length", ctypes.c_ulong),
    )


class _PssParameters(ctypes.Structure):
    _fields_ = (("digest", ctypes.c_ulong), ("mask", ctypes.c_ulong), ("salt_length", ctypes.c_ulong))


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key in an open session of a module, by the handles that python-pkcs11 holds."""

    module: str
    session: int
    key: int


def sign(key: OpenKey, data: bytes, kind: int, parameters: tuple[int, int, int] | None) -> bytes:
    """Return the signature of some data.

    Args:
        key: logged in.
        data: what the mechanism wants: the message or its digest.
        kind: number of the mechanism (CKM).
        parameters: of PSS: digest (CKM), mask generation (CKG) and length of the salt; None of others.

    Raises:
        Refused: the module gives no signature.
        OSError: it is no module.
    """
    functions = _functions(key.module)
    pss = None if parameters is None else _PssParameters(*parameters)
    mechanism = _Mechanism(kind, None, 0)
    if pss is not None:
        mechanism.parameter = ctypes.addressof(pss)
        mechanism.parameter_length = ctypes.sizeof(pss)
    session, handle = ctypes.c_ulong(key.session), ctypes.c_ulong(key.key)
    started = _call(functions, _SIGN_INIT, session, ctypes.byref(mechanism), handle)
    # the question for the length may have left its operation open: then it is this one
    if started not in (_OK, _OPERATION_ACTIVE):
        raise Refused(started)
    signature = (ctypes.c_ubyte * _LARGEST_SIGNATURE_BYTES)()
    length = ctypes.c_ulong(_LARGEST_SIGNATURE_BYTES)
    size = ctypes.c_ulong(len(data))
    answer = _call(functions, _SIGN, session, data, size, signature, ctypes.byref(length))
    if answer != _OK:
        raise Refused(answer)
    return bytes(signature[: length.value])


def _functions(module: str) -> _Functions:
    """Return the list of functions of a module that this process has loaded already."""
    listed = ctypes.POINTER(_Functions)()
    code = ctypes.CDLL(module).C_GetFunctionList(ctypes.byref(listed))
    if code != _OK or not listed:
        raise Refused(code)
    return listed.contents


def _call(functions: _Functions, place: int, *arguments: object) -> int:
    function = ctypes.CFUNCTYPE(ctypes.c_ulong)(functions.functions[place])
    function.argtypes = None  # type: ignore[assignment] # as the C side has it, not as a prototype says
    return int(function(*arguments))
