"""One file to the portal, and the most memory that took: ``large_upload URL FILE`` prints JSON."""

import hashlib
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from clerk_app.benchmark.memory import peak_bytes
from storage.model import Channel, DossierCode, Person
from storage.portal.port import Submission, SubmissionFile
from storage.portal.rest import RestPortal


def main() -> None:
    """Send the file; print seconds, status, and the largest resident bytes of this process."""
    url, path = sys.argv[1], Path(sys.argv[2])
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    file = SubmissionFile("large.pdf", path, digest, path.stat().st_size, "G01")
    now = datetime.now(UTC)
    submission = Submission(
        DossierCode("H92.01.13-261126-0001"),
        "1.001193",
        "Đăng ký khai sinh",
        Person("Lê Thị Hồng Nhung", "092194005678"),
        Channel.IN_PERSON,
        now,
        now,
        (file,),
    )
    portal = RestPortal(url, timeout_seconds=120)
    started = time.perf_counter()
    answer = portal.submit(submission, key=digest, report=lambda _progress: None)
    seconds = time.perf_counter() - started
    portal.close()
    said = {"seconds": seconds, "status": answer.status.value, "peak_bytes": peak_bytes()}
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
