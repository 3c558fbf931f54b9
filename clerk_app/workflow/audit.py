"""The audit: remembered outside of the database, time-stamped, and checked against both."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Right, require
from signing.errors import SigningError
from storage.audit import Anchor, AuditFault
from storage.disk import flush_folder, space_on

_FILE = "audit-anchors.jsonl"


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a check of the audit found.

    Attributes:
        entries: how many entries all chains hold.
        anchors: how often this workstation remembered the end of a chain.
        stamped: how many of those a trusted time stamp proves.
        unproved: anchors whose time stamp is of something else or not trusted.
        faults: where a chain does not hold; none if everything is as it was written.
    """

    entries: int
    anchors: int
    stamped: int
    unproved: int
    faults: tuple[AuditFault, ...]

    @property
    def whole(self) -> bool:
        """Tell whether nothing was changed, removed or cut."""
        return not self.faults and not self.unproved


@dataclass(frozen=True, slots=True)
class _Remembered:
    anchor: Anchor
    token: bytes | None


def verify_audit(desk: Desk) -> AuditReport:
    """Read every chain from its start and compare it with what this workstation remembers.

    Raises:
        RightMissing.
    """
    require(desk.actor, Right.AUDIT)
    remembered = _remembered(desk.folders.root / _FILE)
    with desk.storage.unit_of_work(read_only=True) as work:
        faults = tuple(work.audit.faults(each.anchor for each in remembered))
        entries = sum(end.number for end in work.audit.anchors())
    stamped = [each for each in remembered if each.token is not None]
    proved = [each for each in stamped if _proved_at(desk, each) is not None]
    return AuditReport(entries, len(remembered), len(proved), len(stamped) - len(proved), faults)


def anchor_audit(desk: Desk, *, stamped: bool) -> tuple[Anchor, ...]:
    """Remember the end of every chain beside the database, with a time stamp if one is to be had.

    What is written anew or cut behind it later will not fit. Each workstation remembers for itself.
    """
    file = desk.folders.root / _FILE
    known = {(each.anchor, each.token is not None) for each in _remembered(file)}
    with desk.storage.unit_of_work(read_only=True) as work:
        ends = work.audit.anchors()
    fresh = [end for end in ends if (end, True) not in known and (stamped or (end, False) not in known)]
    lines = [_line(_Remembered(end, _token(desk, end) if stamped else None)) for end in fresh]
    if lines:
        with space_on(file.parent), file.open("a", encoding="utf-8") as target:
            target.writelines(lines)
        flush_folder(file.parent)
    return tuple(fresh)


def _token(desk: Desk, end: Anchor) -> bytes | None:
    from signing.witness import witness  # loads all of signing

    service = desk.timestamps()
    try:
        return None if service is None else witness(service, _digest(end))
    except SigningError:
        return None  # the anchor holds without it, only its time is not proved


def _proved_at(desk: Desk, remembered: _Remembered) -> datetime | None:
    assert remembered.token is not None  # noqa: S101 - only stamped anchors are asked about
    from signing.witness import witnessed_at  # loads all of signing

    return witnessed_at(remembered.token, _digest(remembered.anchor), desk.trust())


def _digest(end: Anchor) -> bytes:
    return hashlib.sha256(f"{end.chain}:{end.number}:{end.digest}".encode()).digest()


def _line(remembered: _Remembered) -> str:
    token = remembered.token
    end = remembered.anchor
    data = {
        "chain": end.chain,
        "number": end.number,
        "digest": end.digest,
        "token": base64.b64encode(token).decode() if token else None,
    }
    return json.dumps(data) + "\n"


def _remembered(file: Path) -> list[_Remembered]:
    """Return what was remembered; a last line that a crash cut short is left out."""
    if not file.exists():
        return []
    found = []
    for line in file.read_text("utf-8").splitlines():
        try:
            data = json.loads(line)
        except ValueError:
            continue
        token = base64.b64decode(data["token"]) if data["token"] else None
        found.append(_Remembered(Anchor(data["chain"], data["number"], data["digest"]), token))
    return found
