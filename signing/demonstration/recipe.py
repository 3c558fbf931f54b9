"""What certomancer must know to issue the demonstration's certificates and to answer for them."""

from datetime import datetime, timedelta
from typing import Any

from signing.demonstration.people import SUBJECTS, Person

ARCHITECTURE = "demonstration"
TIMESTAMP_PATH = f"/{ARCHITECTURE}/tsa/timestamps"

_AUTHORITY_YEARS = 20
_PERSON_YEARS = 10


def recipe(created: datetime, port: int) -> dict[str, Any]:
    """Return certomancer's configuration, in which paths are relative to the home.

    Everything but the keys follows from the arguments, so the services issue the same bytes at every start.

    Args:
        created: aware; certificates start one day earlier, for clocks that are late.
        port: where OCSP, CRL and time stamps will be served on the loopback.
    """
    names = list(SUBJECTS)
    return {
        "external-url-prefix": f"http://127.0.0.1:{port}",
        "keysets": {
            "home": {"path-prefix": "keys", "keys": {name: {"path": f"{name}.pem"} for name in names}}
        },
        "pki-architectures": {
            ARCHITECTURE: {
                "keyset": "home",
                "entity-defaults": {"country-name": "VN"},
                "entities": {name: _entity(name) for name in names},
                "certs": _certificates(created - timedelta(days=1)),
                "services": _services(),
            }
        },
    }


def _entity(name: str) -> dict[str, str]:
    subject = SUBJECTS[name]
    return {"common-name": subject.common_name, "organization-name": subject.organisation}


def _certificates(start: datetime) -> dict[str, Any]:
    """Describe the certificates; certomancer wants an issuer before what it issues."""
    authority, person = _validity(start, _AUTHORITY_YEARS), _validity(start, _PERSON_YEARS)
    root_issues = {"id": "simple-ca", "params": {"max-path-len": 1, "crl-repo": "root"}}
    issuing_issues = {
        "id": "simple-ca",
        "params": {"max-path-len": 0, "crl-repo": "issuing", "ocsp-service": "issuing"},
    }
    described = {
        "root": _certificate("root", "root", authority, [root_issues]),
        "issuing": _certificate("issuing", "root", authority, [issuing_issues]),
        "ocsp": _certificate("ocsp", "issuing", authority, ["ocsp-responder"]),
        "timestamps": _certificate("timestamps", "issuing", authority, []),
    }
    described["timestamps"]["extensions"] = _timestamp_extensions()
    for each in Person:
        described[each.value] = _certificate(each.value, "issuing", person, ["digsig-commitment"])
    return described


def _certificate(name: str, issuer: str, validity: dict[str, str], profiles: list[Any]) -> dict[str, Any]:
    return {
        "subject": name,
        "subject-key": name,
        "issuer": issuer,
        "authority-key": issuer,
        "validity": validity,
        "profiles": profiles,
    }


def _validity(start: datetime, years: int) -> dict[str, str]:
    end = start + timedelta(days=365 * years)
    return {"valid-from": start.isoformat(), "valid-to": end.isoformat()}


def _timestamp_extensions() -> list[dict[str, Any]]:
    usage = {"schema": "key-usage", "params": ["digital_signature"]}
    return [
        {"id": "key_usage", "critical": True, "smart-value": usage},
        {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
    ]


def _services() -> dict[str, Any]:
    return {
        "ocsp": {"issuing": {"for-issuer": "issuing", "responder-cert": "ocsp"}},
        "crl-repo": {
            name: {"for-issuer": name, "signing-key": name, "simulated-update-schedule": "P90D"}
            for name in ("root", "issuing")
        },
        "time-stamping": {"timestamps": {"signing-cert": "timestamps", "certs-to-embed": ["issuing"]}},
    }
