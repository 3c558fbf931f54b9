"""The demonstration's tokens: one SoftHSM2 token for each person, each in a slot of its own."""

import json
import os
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from signing.errors import ModuleUnusable
from signing.keys.process import python_path

_MODULES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/lib64/pkcs11/libsofthsm2.so"),
    Path("/usr/local/lib/softhsm/libsofthsm2.so"),
)
_LIMIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class TokenOrder:
    """What one token shall carry: DER of the PKCS#8 key, of its certificate and of the issuers'."""

    label: str
    pin: str
    key: bytes
    certificate: bytes
    chain: tuple[bytes, ...]


def softhsm_module() -> Path:
    """Return where SoftHSM2 is installed.

    Raises:
        ModuleUnusable: it is not.
    """
    found = next((path for path in _MODULES if path.exists()), None)
    if found is None:
        raise ModuleUnusable(_MODULES[0], "missing")
    return found


def configure(home: Path, label: str) -> dict[str, str]:
    """Plug in one person's token: return the variables that make the module see it and no other.

    SoftHSM2's configuration wants an absolute path, so it is written for the home as it is named now.
    """
    folder = home / "tokens" / label
    configuration = folder.with_suffix(".conf")
    wanted = f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n"
    if not configuration.exists() or configuration.read_text("utf-8") != wanted:
        fresh = configuration.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        fresh.write_text(wanted, "utf-8")
        fresh.replace(configuration)
    return {"SOFTHSM2_CONF": str(configuration)}


def make_tokens(home: Path, orders: Sequence[TokenOrder]) -> None:
    """Create the tokens of a new home, side by side.

    Raises:
        ModuleUnusable: SoftHSM2 is missing or refuses.
    """
    module = softhsm_module()
    with ThreadPoolExecutor(len(orders)) as pool:
        list(pool.map(lambda order: _make_token(home, module, order), orders))


def _make_token(home: Path, module: Path, order: TokenOrder) -> None:
    (home / "tokens" / order.label).mkdir(mode=0o700, parents=True)
    environment = configure(home, order.label)
    pins = ["--pin", order.pin, "--so-pin", order.pin]
    _run(["softhsm2-util", "--init-token", "--free", "--label", order.label, *pins], module, environment)
    described = {
        "label": order.label,
        "pin": order.pin,
        "key": _text(order.key),
        "certificates": [_text(der) for der in (order.certificate, *order.chain)],
    }
    command = [sys.executable, "-m", "signing.keys.token.personalise", str(module)]
    _run(command, module, {**environment, "PYTHONPATH": python_path()}, json.dumps(described).encode())


def _run(command: list[str], module: Path, environment: Mapping[str, str], data: bytes = b"") -> None:
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            env={**os.environ, **environment},
            timeout=_LIMIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as cause:
        raise ModuleUnusable(module, type(cause).__name__) from cause
    if done.returncode != 0:
        raise ModuleUnusable(module, done.stderr.decode("utf-8", "replace").strip()[-200:])


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
