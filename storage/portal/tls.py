"""How a connection to a portal is made sure of: versions, authorities, our own certificate."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from storage.errors import PortalUntrusted
from storage.portal.profile import TlsMeans

_EXPIRED, _WRONG_NAME = (9, 10), (62, 64)
"""Of X509_V_ERR_*: not yet valid or expired; host name or address do not match."""
_CLIENT_ALERTS = ("CERTIFICATE_REQUIRED", "HANDSHAKE_FAILURE", "BAD_CERTIFICATE", "UNKNOWN_CA")


def context_for(means: TlsMeans, url: str) -> ssl.SSLContext:
    """Return what checks the portal at `url`: TLS 1.2 at least, and its name and issuer.

    Raises:
        PortalUntrusted: a file of the site's cannot be used.
        SecretMissing, KeyringMissing.
    """
    try:
        context = ssl.create_default_context(cafile=means.authorities)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if means.certificate is not None:
            context.load_cert_chain(means.certificate, means.key, means.passphrase or _none)
    except OSError as error:  # SSLError is one
        raise PortalUntrusted(url, "client" if means.certificate else "issuer") from error
    return context


def distrust(error: BaseException) -> str | None:
    """Return why two sides do not trust each other, None if the error was another one."""
    failure = next((each for each in _causes(error) if isinstance(each, ssl.SSLError)), None)
    if failure is None or isinstance(failure, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return None
    if isinstance(failure, ssl.SSLCertVerificationError):
        return _of_certificate(failure.verify_code)
    return "client" if any(alert in (failure.reason or "") for alert in _CLIENT_ALERTS) else "protocol"


def _of_certificate(code: int) -> str:
    if code in _EXPIRED:
        return "expired"
    return "name" if code in _WRONG_NAME else "issuer"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _none() -> str:
    return ""
