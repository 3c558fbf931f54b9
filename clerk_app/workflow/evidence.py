"""What the verdict on a document rests on, kept beside it: services change and certificates run out."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from clerk_app.workflow.desk import Desk
from signing.etsi import validation_report
from signing.model import FileVerdict
from signing.validate import verify_with_evidence
from signing.validation import Validation
from storage.model import ContentId


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a file, and the kept report of it (ETSI TS 119 102-2)."""

    found: FileVerdict
    evidence: ContentId


def judged(desk: Desk, file: Path) -> Judged:
    """Verify a file that was just signed, and keep certificates, answers, time stamps, result and hashes.

    Raises:
        OSError: the file cannot be read.
        StorageError: the report cannot be kept.
    """
    found, evidence = verify_with_evidence(file, store=desk.trust())
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    validation = Validation(found, evidence, digest, file.stat().st_size, desk.clock.now())
    return Judged(found, desk.storage.contents.put(validation_report([validation])))
