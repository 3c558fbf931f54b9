"""The demonstration authority: made whole or not at all, then only read."""

import fcntl
import json
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from signing.certificate import fingerprint_of
from signing.demonstration.people import DEMONSTRATION_PIN, DEMONSTRATION_TRIES, SUBJECTS, Person
from signing.demonstration.recipe import ARCHITECTURE, TIMESTAMP_PATH, recipe
from signing.demonstration.tokens import TokenOrder, configure, make_tokens, softhsm_module
from signing.errors import AuthorityDamaged
from signing.keys.token import TokenKeys
from signing.model import Fingerprint
from signing.trust import TrustStore

_RECIPE = "authority.json"
_KEY_BITS = 2048
_PORTS = range(20000, 30000)
"""Below the ports that Linux gives to outgoing connections, so that a stored one is seldom taken."""


@dataclass(frozen=True, slots=True)
class DemonstrationAuthority:
    """A home with the keys, certificates and tokens of the demonstration."""

    home: Path
    port: int

    @classmethod
    def create(cls, home: Path) -> Self:
        """Make the home unless it is there already, and open it.

        The home is built beside its place and renamed, under a lock that dies with the process: after a
        SIGKILL at any moment the home is whole or absent, and the next start clears the remains.

        Raises:
            ModuleUnusable: SoftHSM2 is missing.
            AuthorityDamaged: something else is in the place.
            OSError: the disk is full or not writable.
        """
        home = home.absolute()
        home.parent.mkdir(parents=True, exist_ok=True)
        with _locked(home.parent / f".{home.name}.lock"):
            _clear_remains(home)
            if not (home / _RECIPE).exists():
                _build(home)
        return cls.open(home)

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open a home that was created before; it may have been moved since.

        Raises:
            AuthorityDamaged: there is no whole authority here.
        """
        home = home.absolute()
        try:
            prefix = str(_read_recipe(home)["external-url-prefix"])
            authority = cls(home, int(prefix.rpartition(":")[2]))
            for name in SUBJECTS:
                authority.certificate(name)
        except (OSError, KeyError, ValueError) as cause:
            raise AuthorityDamaged(home, type(cause).__name__) from cause
        for person in Person:
            configure(home, person.value)
        return authority

    @property
    def recipe(self) -> dict[str, Any]:
        """certomancer's configuration."""
        return _read_recipe(self.home)

    @property
    def timestamp_url(self) -> str:
        """Where the time stamp service answers while the services run."""
        return f"http://127.0.0.1:{self.port}{TIMESTAMP_PATH}"

    @property
    def store(self) -> TrustStore:
        """Trust in this authority, marked as a demonstration."""
        return TrustStore(demonstration_roots=(self.certificate("root"),))

    def certificate(self, name: str) -> bytes:
        """Return a certificate by the label of its subject, DER."""
        return (self.home / "certificates" / f"{name}.der").read_bytes()

    def fingerprint(self, person: Person) -> Fingerprint:
        """Return the fingerprint of a person's certificate."""
        return fingerprint_of(self.certificate(person.value))

    def token_keys(self, person: Person) -> TokenKeys:
        """Return the source of keys in which just this person's token is plugged in."""
        return TokenKeys(softhsm_module(), configure(self.home, person.value), tries=DEMONSTRATION_TRIES)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear_remains(home: Path) -> None:
    for remains in home.parent.glob(f".{home.name}.building-*"):
        # an orphan of the killed process may still write for a moment; then the next start clears the rest
        shutil.rmtree(remains, ignore_errors=True)


def _build(home: Path) -> None:
    if home.exists() and any(home.iterdir()):
        raise AuthorityDamaged(home, "foreign_content")
    building = home.parent / f".{home.name}.building-{secrets.token_hex(6)}"
    building.mkdir(mode=0o700)
    try:
        _fill(building)
        _flush(building)
        # an empty folder in the place is replaced
        building.rename(home)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _fill(building: Path) -> None:
    keys = {name: _new_key() for name in SUBJECTS}
    (building / "keys").mkdir(mode=0o700)
    for name, key in keys.items():
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (building / "keys" / f"{name}.pem").write_bytes(pem)
    described = recipe(datetime.now(UTC).replace(microsecond=0), _free_port())
    certificates = _issue(building, described)
    (building / "certificates").mkdir()
    for name, der in certificates.items():
        (building / "certificates" / f"{name}.der").write_bytes(der)
    make_tokens(building, [_order(person, keys, certificates) for person in Person])
    (building / _RECIPE).write_text(json.dumps(described, ensure_ascii=False, indent=1), "utf-8")


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)


def _issue(building: Path, described: dict[str, Any]) -> dict[str, bytes]:
    from certomancer.registry import CertLabel, CertomancerConfig

    configuration = CertomancerConfig(json.loads(json.dumps(described)), key_search_dir=str(building))
    architecture = configuration.pki_archs[ARCHITECTURE]
    return {name: architecture.get_cert(CertLabel(name)).dump() for name in SUBJECTS}


def _order(person: Person, keys: dict[str, rsa.RSAPrivateKey], certificates: dict[str, bytes]) -> TokenOrder:
    return TokenOrder(
        label=person.value,
        pin=DEMONSTRATION_PIN,
        key=keys[person.value].private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate=certificates[person.value],
        chain=(certificates["issuing"], certificates["root"]),
    )


def _free_port() -> int:
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


def _flush(folder: Path) -> None:
    """Bring everything to the disk before the rename makes it count."""
    for path in (*folder.rglob("*"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read_recipe(home: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((home / _RECIPE).read_text("utf-8"))
    return read
