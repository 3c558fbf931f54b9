"""The plainest clients there are, to be measured beside: no outbox, no record, no second thought."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

import httpx

from storage.portal.port import Submission
from storage.portal.rest import submission_body


class PlainTus:
    """A minimal tus client of our own: creates, sends the file in one request, tells the dossier."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def send(self, submissions: Sequence[Submission]) -> None:
        """Send one after the other.

        Raises:
            httpx.HTTPError: anything went wrong.
        """
        with self._client as client:
            for number, submission in enumerate(submissions):
                self._send(client, submission, f"plain-{number}")

    def _send(self, client: httpx.Client, submission: Submission, key: str) -> None:
        for file in submission.files:
            content = file.path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            facts = {"filename": file.name, "filetype": file.media_type, "sha256": digest}
            said = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in facts.items())
            head = {"Tus-Resumable": "1.0.0", "Idempotency-Key": key}
            created = client.post(
                "/files", headers={**head, "Upload-Length": str(file.bytes), "Upload-Metadata": said}
            ).raise_for_status()
            moved = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
            place = created.headers["Location"]
            client.patch(place, headers={**head, **moved}, content=content).raise_for_status()
        body = json.dumps(submission_body(submission), ensure_ascii=False).encode()
        client.post(
            "/dossiers",
            headers={"Idempotency-Key": key, "Content-Type": "application/json"},
            content=body,
        ).raise_for_status()


class PlainPut:
    """Puts files under their digests, unchecked; nobody is told of a dossier."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def send(self, files: Sequence[Path]) -> None:
        """Put one after the other.

        Raises:
            httpx.HTTPError: anything went wrong.
        """
        with self._client as client:
            for number, file in enumerate(files):
                client.put(f"/store/{number:032x}.pdf", content=file.read_bytes()).raise_for_status()
