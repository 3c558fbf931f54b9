"""Tokens behind a PKCS#11 module as a source of keys."""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from signing.certificate import facts_of, fingerprint_of, is_authority
from signing.errors import AllowanceSpent, CertificateNotOnToken, TokenLocked, WrongPin
from signing.keys.port import ONE_DOCUMENT, Allowance, Mechanism, PublicCertificate, SigningKey, wipe
from signing.keys.token.client import TokenWorker
from signing.model import CertificateFacts, Fingerprint

START_SECONDS = 20.0
LOGIN_SECONDS = 20.0
SIGN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key on a token, lent by `TokenKeys` while its worker lives."""

    certificate: bytes
    chain: tuple[bytes, ...]
    mechanisms: tuple[Mechanism, ...]
    worker: TokenWorker = field(repr=False)

    @property
    def mechanism(self) -> Mechanism:
        """The best mechanism the token has."""
        return self.mechanisms[0]

    def sign_raw(self, data: bytes, *, mechanism: Mechanism) -> bytes:
        """Return the token's signature of SHA-256(data).

        Raises:
            TokenGone: the token was pulled out, or the worker died or hangs.
            AllowanceSpent: the PIN was given for less; the worker has logged out.
        """
        request = {
            "do": "sign",
            "mechanism": mechanism.value,
            "data": b64encode(data).decode("ascii"),
        }
        answer = self.worker.ask(request, seconds=SIGN_SECONDS)
        if answer.get("error") == "spent":
            raise AllowanceSpent(answer["reason"])
        return b64decode(answer["signature"])


class TokenKeys:
    """All tokens that one PKCS#11 module shows."""

    def __init__(
        self,
        module: Path,
        environment: Mapping[str, str] = MappingProxyType({}),
        *,
        tries: int | None = None,
    ) -> None:
        """Name the module; nothing is started yet.

        Args:
            module: the shared library.
            environment: extra variables for the worker, such as SOFTHSM2_CONF.
            tries: how many wrong PINs the issuer allows in a row, if known: tokens only say "final try".
                Once they are used up, the token is not asked again.
        """
        self.module = module
        self.environment = dict(environment)
        self._tries = tries
        self._refused: dict[Fingerprint, int] = {}

    def __repr__(self) -> str:
        return f"TokenKeys({str(self.module)!r})"

    def certificates(self) -> tuple[CertificateFacts, ...]:
        """Return the people's certificates on all tokens, in the order of the slots.

        Raises:
            ModuleUnusable: the module cannot be loaded.
            TokenGone: the module does not answer.
        """
        with self._worker() as worker:
            return tuple(facts_of(der) for der in _listed(worker) if not is_authority(der))

    def public(self, fingerprint: Fingerprint | None = None) -> PublicCertificate:
        """Return a certificate, and the authorities' of all tokens.

        Raises:
            CertificateNotOnToken: not on any token, or none named and there is not exactly one.
            ModuleUnusable: the module cannot be loaded.
            TokenGone: the module does not answer.
        """
        with self._worker() as worker:
            return _public(_listed(worker), fingerprint)

    @contextmanager
    def unlock(
        self,
        pin: bytearray,
        fingerprint: Fingerprint | None = None,
        allowance: Allowance = ONE_DOCUMENT,
    ) -> Iterator[SigningKey]:
        """Log in once and lend the key; the worker process ends with the context.

        Raises:
            WrongPin: with the tries left, where the token or its profile tells.
            TokenLocked: too many wrong PINs.
            CertificateNotOnToken: not on any token, or none named and there is not exactly one.
            TokenGone: no answer within the limit.
            ModuleUnusable: the module cannot be used.
        """
        try:
            with self._worker() as worker:
                wanted = fingerprint or fingerprint_of(_public(_listed(worker), None).certificate)
                key = self._log_in(worker, pin, wanted, allowance)
                wipe(pin)
                yield key
        finally:
            wipe(pin)

    def _worker(self) -> TokenWorker:
        return TokenWorker(self.module, self.environment, start_seconds=START_SECONDS)

    def _log_in(
        self, worker: TokenWorker, pin: bytearray, fingerprint: Fingerprint, allowance: Allowance
    ) -> TokenKey:
        if self._tries is not None and self._refused.get(fingerprint, 0) >= self._tries:
            raise TokenLocked
        limits = [allowance.signatures, allowance.seconds, allowance.idle_seconds]
        request = {"do": "unlock", "fingerprint": fingerprint, "limits": limits}
        answer = worker.ask(request, seconds=LOGIN_SECONDS, secret=pin)
        if answer.get("error") == "no_certificate":
            raise CertificateNotOnToken(fingerprint)
        if answer.get("error") == "wrong_pin":
            raise WrongPin(self._tries_left(fingerprint, final_try=answer["final_try"]))
        self._refused.pop(fingerprint, None)
        return TokenKey(
            certificate=b64decode(answer["certificate"]),
            chain=tuple(b64decode(text) for text in answer["chain"]),
            mechanisms=tuple(Mechanism(name) for name in answer["mechanisms"]),
            worker=worker,
        )

    def _tries_left(self, fingerprint: Fingerprint, *, final_try: bool) -> int | None:
        """Count down what the profile declares; the token's own flag is stronger."""
        self._refused[fingerprint] = self._refused.get(fingerprint, 0) + 1
        if final_try:
            return 1
        return None if self._tries is None else max(0, self._tries - self._refused[fingerprint])


def _listed(worker: TokenWorker) -> list[bytes]:
    answer = worker.ask({"do": "certificates"}, seconds=LOGIN_SECONDS)
    return [b64decode(text) for text in answer["certificates"]]


def _public(listed: list[bytes], fingerprint: Fingerprint | None) -> PublicCertificate:
    people = {der for der in listed if not is_authority(der)}
    fitting = [der for der in people if fingerprint in (None, fingerprint_of(der))]
    if len(fitting) != 1:
        raise CertificateNotOnToken(fingerprint)
    return PublicCertificate(fitting[0], tuple(der for der in listed if is_authority(der)))
