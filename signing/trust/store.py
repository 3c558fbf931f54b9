"""Whom this workstation trusts."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import pem, x509

from signing.certificate import fingerprint_of
from signing.errors import UnreadableRoot

_SUFFIXES = {".pem", ".crt", ".cer", ".der"}


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Root certificates in DER; those of a demonstration are kept apart so that no verdict forgets it."""

    roots: tuple[bytes, ...] = ()
    demonstration_roots: tuple[bytes, ...] = ()

    def __or__(self, other: "TrustStore") -> "TrustStore":
        """Return a store that trusts both."""
        return TrustStore(
            tuple(dict.fromkeys(self.roots + other.roots)),
            tuple(dict.fromkeys(self.demonstration_roots + other.demonstration_roots)),
        )

    @property
    def anchors(self) -> tuple[x509.Certificate, ...]:
        """All roots, parsed."""
        return tuple(x509.Certificate.load(der) for der in self.roots + self.demonstration_roots)

    def is_demonstration(self, root: bytes) -> bool:
        """Tell whether this root is trusted only as a demonstration."""
        mark = fingerprint_of(root)
        return any(fingerprint_of(der) == mark for der in self.demonstration_roots)


def load(paths: Iterable[Path]) -> TrustStore:
    """Read root certificates from files (PEM bundle or DER) and from folders of them.

    Raises:
        OSError: a path cannot be read.
        UnreadableRoot: a file holds no certificate.
    """
    files = itertools.chain.from_iterable(_files(path) for path in paths)
    return TrustStore(roots=tuple(itertools.chain.from_iterable(map(_certificates, files))))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(child for child in path.iterdir() if child.suffix.lower() in _SUFFIXES)


def _certificates(path: Path) -> list[bytes]:
    data = path.read_bytes()
    try:
        found = [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        for der in found:
            x509.Certificate.load(der).subject.native  # noqa: B018 - parses, and so proves it is a certificate
    except (ValueError, TypeError) as cause:
        raise UnreadableRoot(path) from cause
    return found
