"""What can go wrong with keys, services and signed files, by what the clerk can do about it.

    SigningError
    ├── FixInput            another PIN, another file
    │   ├── WrongPin            tries_left
    │   ├── WrongCode
    │   ├── LoginUnfinished     reason
    │   ├── AllowanceSpent      reason
    │   ├── UnreadablePdf       reason
    │   ├── LayersHidden
    │   ├── UnreadableKeyFile   reason
    │   ├── UnreadableRoot      file
    │   ├── FieldMissing        field
    │   ├── FieldTaken          field
    │   ├── FieldOffPage        field
    │   └── SignatureBroken     field
    ├── FixDevice           the token, its driver, this workstation
    │   ├── TokenGone               module
    │   ├── TokenLocked
    │   ├── CertificateNotOnToken   fingerprint
    │   ├── ModuleUnusable          module, reason
    │   ├── RemoteUnusable          url, reason
    │   ├── SchemeMissing           scheme
    │   ├── PortTaken               port
    │   ├── AuthorityDamaged        home, reason
    │   └── ClockWrong              minutes
    ├── WaitAndRetry        a service is down
    │   ├── TimestampUnavailable    url
    │   ├── RevocationUnavailable   url
    │   └── RemoteUnavailable       url
    ├── NotAllowed          ask somebody with the right
    │   ├── CertificateRefused      reason
    │   ├── WrongSigner             role
    │   └── OutOfOrder              role
    └── SigningBug          report it
        └── OutputRefused           reason

Exceptions carry facts; the sentence for people is chosen where people read it. Facts called ``reason`` are
short English words for the log, never secrets.
"""

from pathlib import Path

from signing.model import Fingerprint, Role, TrustStatus


class SigningError(Exception):
    """Root of everything this room raises on purpose."""


class FixInput(SigningError):
    """The clerk can give another PIN or another file."""


class WrongPin(FixInput):
    """The token or the key file refused the PIN; ``tries_left`` is None where nobody can know."""

    def __init__(self, tries_left: int | None) -> None:
        super().__init__(tries_left)
        self.tries_left = tries_left


class WrongCode(FixInput):
    """The signing service refused the one-time code."""


class LoginUnfinished(FixInput):
    """The person did not agree in the browser: ``reason`` is declined or time."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AllowanceSpent(FixInput):
    """The PIN was given for fewer documents or for a shorter time.

    ``reason`` is count, time or idle, or service where it is the signing service that permits no more.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreadablePdf(FixInput):
    """The file cannot be signed because it cannot be read as PDF."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LayersHidden(FixInput):
    """The PDF has layers that are not shown, or not always: nobody may sign what was not seen."""


class UnreadableKeyFile(FixInput):
    """The file holds no PKCS#12 key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreadableRoot(FixInput):
    """The file that shall be trusted holds no certificate."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


class FieldMissing(FixInput):
    """The document was not prepared for this signature."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class FieldTaken(FixInput):
    """The signature wanted is already there."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class FieldOffPage(FixInput):
    """The place given for a signature lies on no page, or reaches over a page's edge."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class SignatureBroken(FixInput):
    """An earlier signature of the document does not hold, so nothing may be added to it."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class FixDevice(SigningError):
    """The clerk or the administrator can repair the token, its driver or the workstation."""


class TokenGone(FixDevice):
    """The token was pulled out, or its module died or no longer answers."""

    def __init__(self, module: Path) -> None:
        super().__init__(str(module))
        self.module = module


class TokenLocked(FixDevice):
    """Too many wrong PINs: only the issuer can unlock it."""


class CertificateNotOnToken(FixDevice):
    """None of the tokens in the slots carries the certificate (or, without a fingerprint, exactly one)."""

    def __init__(self, fingerprint: Fingerprint | None) -> None:
        super().__init__(fingerprint)
        self.fingerprint = fingerprint


class ModuleUnusable(FixDevice):
    """The PKCS#11 module is missing, is no module, or breaks the standard."""

    def __init__(self, module: Path, reason: str) -> None:
        super().__init__(str(module), reason)
        self.module = module
        self.reason = reason


class RemoteUnusable(FixDevice):
    """The signing service speaks something else than CSC, or wants what we do not give."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url = url
        self.reason = reason


class SchemeMissing(FixDevice):
    """The token cannot sign by the scheme that the site demands."""

    def __init__(self, scheme: str) -> None:
        super().__init__(scheme)
        self.scheme = scheme


class PortTaken(FixDevice):
    """Another program listens where the demonstration services must."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port


class AuthorityDamaged(FixDevice):
    """The folder of the demonstration authority is missing or not whole."""

    def __init__(self, home: Path, reason: str) -> None:
        super().__init__(str(home), reason)
        self.home = home
        self.reason = reason


class ClockWrong(FixDevice):
    """This workstation's clock is ``minutes`` behind the services', ahead when negative."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


class WaitAndRetry(SigningError):
    """A service on the network is down; the same request may succeed later."""


class TimestampUnavailable(WaitAndRetry):
    """The time stamp service did not answer with a time stamp."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class RevocationUnavailable(WaitAndRetry):
    """Neither OCSP nor a CRL answers for a certificate of the chain; ``url`` is empty where none is named."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class RemoteUnavailable(WaitAndRetry):
    """The signing service that holds the key does not answer."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class NotAllowed(SigningError):
    """The rules forbid it to this person or at this moment."""


class CertificateRefused(NotAllowed):
    """The check before signing says that this certificate must not sign."""

    def __init__(self, reason: TrustStatus) -> None:
        super().__init__(reason.value)
        self.reason = reason


class WrongSigner(NotAllowed):
    """The same certificate may not give both signatures."""

    def __init__(self, role: Role) -> None:
        super().__init__(role.value)
        self.role = role


class OutOfOrder(NotAllowed):
    """The signature that must come before this role's is not there yet."""

    def __init__(self, role: Role) -> None:
        super().__init__(role.value)
        self.role = role


class SigningBug(SigningError):
    """Clerk itself is at fault."""


class OutputRefused(SigningBug):
    """The gate found the signed file worse than its source: nothing was published."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
