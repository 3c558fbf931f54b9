"""People whose certificates must not sign, or only with a warning; each with a token, served on loopback."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from werkzeug.serving import make_server

from signing.demonstration.serve import QuietHandler
from signing.demonstration.tokens import TokenOrder, configure, make_tokens, softhsm_module
from signing.keys.token import TokenKeys
from signing.trust import TrustStore

_NOW = datetime.now(UTC).replace(microsecond=0)
_DAY = timedelta(days=1)
PIN = "73905182"
"""Of all their tokens; like no other number that a program has in its memory."""


class Stranger(Enum):
    """Who there is; the value is the label of certificate and token."""

    VALID = "valid"
    ENDING = "ending"
    EXPIRED = "expired"
    EARLY = "early"
    REVOKED = "revoked"
    WRONG_USE = "wrong-use"
    UNKNOWN_ROOT = "unknown-root"
    UNKNOWN_STATUS = "unknown-status"


_VALIDITY = {
    Stranger.ENDING: (_NOW - 300 * _DAY, _NOW + 30 * _DAY + timedelta(hours=12)),
    Stranger.EXPIRED: (_NOW - 400 * _DAY, _NOW - 35 * _DAY),
    Stranger.EARLY: (_NOW + _DAY, _NOW + 300 * _DAY),
}
_USUAL = (_NOW - _DAY, _NOW + 300 * _DAY)
_AUTHORITIES = {"root": "root", "issuing": "root", "silent": "root", "foreign": "foreign"}
_ISSUERS = {Stranger.UNKNOWN_ROOT: "foreign", Stranger.UNKNOWN_STATUS: "silent"}


@dataclass(frozen=True)
class Strangers:
    """Their tokens and the root that this workstation trusts."""

    home: Path
    store: TrustStore
    timestamp_url: str

    def token(self, who: Stranger) -> TokenKeys:
        return TokenKeys(softhsm_module(), configure(self.home, who.value))


@pytest.fixture(scope="session")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Strangers]:
    """Make them once; a token whose PINs are counted counts in the object that was asked."""
    with strangers_in(tmp_path_factory.mktemp("strangers")) as made:
        yield made


@contextmanager
def strangers_in(home: Path) -> Iterator[Strangers]:
    """Issue certificates, make tokens, and answer about them while the context lasts."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    (home / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    server = make_server("127.0.0.1", 0, _unready, threaded=True, request_handler=QuietHandler)
    configuration = CertomancerConfig(_recipe(server.server_port), key_search_dir=str(home))
    architecture = configuration.pki_archs[ArchLabel("strangers")]
    server.app = Animator(AnimatorArchStore(configuration.pki_archs), with_web_ui=False)
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def order(who: Stranger) -> TokenOrder:
        names = (who.value, _ISSUERS.get(who, "issuing"))
        own, issuer = (architecture.get_cert(CertLabel(name)).dump() for name in names)
        return TokenOrder(who.value, PIN, plain, own, (issuer,))

    make_tokens(home, [order(who) for who in Stranger])
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    root = architecture.get_cert(CertLabel("root")).dump()
    url = f"http://127.0.0.1:{server.server_port}/strangers/tsa/timestamps"
    try:
        yield Strangers(home, TrustStore(demonstration_roots=(root,)), url)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _unready(*_request: object) -> list[bytes]:
    raise AssertionError("asked too early")


def _recipe(port: int) -> dict[str, Any]:
    names = [*_AUTHORITIES, "ocsp", "timestamps", *(who.value for who in Stranger)]
    return {
        "external-url-prefix": f"http://127.0.0.1:{port}",
        "keysets": {"one": {"path-prefix": ".", "keys": {name: {"path": "key.pem"} for name in names}}},
        "pki-architectures": {
            "strangers": {
                "keyset": "one",
                "entity-defaults": {"country-name": "VN"},
                "entities": {name: {"common-name": f"{name} (Demonstration)"} for name in names},
                "certs": _certificates(),
                "services": _services(),
            }
        },
    }


def _certificates() -> dict[str, Any]:
    crl, both = {"crl-repo": "root"}, {"crl-repo": "issuing", "ocsp-service": "issuing"}
    parameters = {"root": crl, "issuing": both, "silent": {}, "foreign": {}}
    described = {
        name: _certificate(
            name, issuer, (_NOW - 500 * _DAY, _NOW + 4000 * _DAY), profiles=[_ca(parameters[name])]
        )
        for name, issuer in _AUTHORITIES.items()
    }
    described["ocsp"] = _certificate("ocsp", "issuing", _USUAL, profiles=["ocsp-responder"])
    stamping = [_usage("digital_signature"), {"id": "extended_key_usage", "value": ["time_stamping"]}]
    described["timestamps"] = _certificate("timestamps", "issuing", _USUAL, extensions=stamping)
    for who in Stranger:
        usage = "key_encipherment" if who is Stranger.WRONG_USE else "non_repudiation"
        validity = _VALIDITY.get(who, _USUAL)
        issuer = _ISSUERS.get(who, "issuing")
        described[who.value] = _certificate(who.value, issuer, validity, extensions=[_usage(usage)])
    since = (_NOW - timedelta(hours=1)).isoformat()
    described[Stranger.REVOKED.value]["revocation"] = {"revoked-since": since, "reason": "key_compromise"}
    return described


def _certificate(name: str, issuer: str, validity: tuple[datetime, datetime], **rest: Any) -> dict[str, Any]:
    start, end = validity
    who = {"subject": name, "subject-key": name, "issuer": issuer, "authority-key": issuer}
    return {**who, "validity": {"valid-from": start.isoformat(), "valid-to": end.isoformat()}, **rest}


def _ca(parameters: dict[str, str]) -> dict[str, Any]:
    return {"id": "simple-ca", "params": {"max-path-len": 1, **parameters}}


def _usage(name: str) -> dict[str, Any]:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": [name]}}


def _services() -> dict[str, Any]:
    schedule = {"simulated-update-schedule": "P90D"}
    return {
        "ocsp": {"issuing": {"for-issuer": "issuing", "responder-cert": "ocsp"}},
        "crl-repo": {
            name: {"for-issuer": name, "signing-key": name, **schedule} for name in ("root", "issuing")
        },
        "time-stamping": {"timestamps": {"signing-cert": "timestamps", "certs-to-embed": ["issuing"]}},
    }
