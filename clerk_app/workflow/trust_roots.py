"""Whom this workstation trusts: roots are added, replaced and taken away by the administrator."""

from pathlib import Path

from clerk_app.paths import SITE_TRUST
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import UnknownRoot
from clerk_app.workflow.rights import Right, require
from signing.certificate import facts_of
from signing.gate import published
from signing.model import CertificateFacts, Fingerprint
from signing.trust import load

_ADDED, _REMOVED = "root_added", "root_removed"


def trusted_roots(desk: Desk) -> tuple[CertificateFacts, ...]:
    """Return the roots that site and workstation installed, each once; the demonstration's is none of them.

    Raises:
        UnreadableRoot: a file among them holds no certificate.
    """
    store = load(folder for folder in (SITE_TRUST, desk.folders.trust) if folder.is_dir())
    return tuple(facts_of(der) for der in dict.fromkeys(store.roots))


def add_roots(desk: Desk, file: Path) -> tuple[CertificateFacts, ...]:
    """Trust the certificates of a file (PEM bundle or DER) from now on, and write that into the audit.

    Raises:
        RightMissing.
        UnreadableRoot: the file holds no certificate; nothing was changed.
        OSError: it cannot be read, or the home cannot be written.
    """
    require(desk.actor, Right.TRUST)
    ders = load([file]).roots
    desk.folders.trust.mkdir(parents=True, exist_ok=True)
    added = tuple(facts_of(der) for der in ders)
    for der, facts in zip(ders, added, strict=True):
        with published(desk.folders.trust / f"{facts.fingerprint}.der") as output:
            output.write(der)
        _tell(desk, _ADDED, facts.fingerprint)
    return added


def remove_root(desk: Desk, fingerprint: Fingerprint) -> None:
    """Trust a root no longer that this workstation added; those of the site are the site's to remove.

    Raises:
        RightMissing.
        UnknownRoot: none of this fingerprint was added here.
    """
    require(desk.actor, Right.TRUST)
    file = desk.folders.trust / f"{fingerprint}.der"
    if not file.exists():
        raise UnknownRoot(fingerprint)
    file.unlink()
    _tell(desk, _REMOVED, fingerprint)


def _tell(desk: Desk, step: str, fingerprint: str) -> None:
    with desk.storage.unit_of_work() as work:
        work.audit.record("", step, desk.actor.name, desk.clock.now(), {"certificate": fingerprint})
        work.commit()
