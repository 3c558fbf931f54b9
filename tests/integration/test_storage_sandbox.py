"""The sandbox portal as a server: strict, durable, alone in its home, gone with its parent."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from storage.errors import HomeInUse
from storage.portal.sandbox import Limits, serve
from tests.fakes.clock import StillClock
from tests.fakes.portal import judge_by_marks
from tests.fakes.records import pdf
from tests.fakes.sandbox import sandbox

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=10) as opened:
        yield opened


def _create(
    client: httpx.Client,
    url: str,
    content: bytes,
    *,
    key: str = "k",
    name: str = "a.pdf",
    media_type: str = "application/pdf",
) -> httpx.Response:
    facts = {"filename": name, "filetype": media_type, "sha256": hashlib.sha256(content).hexdigest()}
    metadata = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in facts.items())
    headers = {"Idempotency-Key": key, "Upload-Length": str(len(content)), "Upload-Metadata": metadata}
    return client.post(f"{url}/files", headers=headers)


def _patch(client: httpx.Client, place: str, offset: int, content: bytes) -> httpx.Response:
    headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
    return client.patch(place, headers=headers, content=content)


def _upload(client: httpx.Client, url: str, content: bytes, key: str = "k") -> None:
    place = url + _create(client, url, content, key=key).headers["Location"]
    offset = int(client.head(place).headers["Upload-Offset"])
    if offset < len(content):
        assert _patch(client, place, offset, content[offset:]).status_code == 204


def _body(*contents: bytes, code: str = "H15-261008-0001") -> dict[str, Any]:
    return {
        "code": code,
        "procedure_code": "1",
        "procedure_name": "x",
        "applicant": {},
        "channel": 1,
        "received_at": "2026-10-08T02:30:00+00:00",
        "due_at": "2026-10-08T02:30:00+00:00",
        "files": [
            {
                "name": "a.pdf",
                "sha256": hashlib.sha256(content).hexdigest(),
                "bytes": len(content),
                "component": None,
                "media_type": "application/pdf",
            }
            for content in contents
        ],
    }


def _submit(client: httpx.Client, url: str, body: object, key: str = "k") -> httpx.Response:
    return client.post(f"{url}/dossiers", headers={"Idempotency-Key": key}, json=body)


def _withdraw(client: httpx.Client, url: str, body: object, key: str) -> httpx.Response:
    target = f"{url}/dossiers/H15-261008-0001/withdrawal"
    return client.post(target, headers={"Idempotency-Key": key}, json=body)


def test_dossiers_and_answers_outlive_a_restart(client: httpx.Client, tmp_path: Path) -> None:
    with sandbox(tmp_path) as url:
        _upload(client, url, pdf())
        first = _submit(client, url, _body(pdf()))
        listed = client.get(f"{url}/dossiers").json()
    with sandbox(tmp_path) as url:
        again = _submit(client, url, _body(pdf()))
        assert client.get(f"{url}/dossiers").json() == listed
        assert client.get(f"{url}/dossiers?code=H15-261008-0001").json() == listed
        assert client.get(f"{url}/dossiers?code=H15-261008-0002").json() == []
    assert (first.status_code, first.json()["receipt"]) == (201, "DVC-20261008-000001")
    assert (again.status_code, again.text) == (first.status_code, first.text)
    file = {"name": "a.pdf", "sha256": hashlib.sha256(pdf()).hexdigest(), "bytes": len(pdf())}
    assert listed == [
        {
            "code": "H15-261008-0001",
            "receipt": "DVC-20261008-000001",
            "status": 2,
            "steps": 0,
            "files": [file],
        }
    ]


def test_a_withdrawn_dossier_may_come_again_under_another_key(client: httpx.Client, tmp_path: Path) -> None:
    with sandbox(tmp_path) as url:
        answers = []
        for key in ("k1", "k2"):
            _upload(client, url, pdf(), key)
            answers.append(_submit(client, url, _body(pdf()), key).status_code)
        withdrawal = {"receipt": "DVC-20261008-000001", "reason": "nhầm"}
        assert _withdraw(client, url, withdrawal, "w1").status_code == 200
        assert _withdraw(client, url, withdrawal, "w2").status_code == 422
        _upload(client, url, pdf(), "k3")
        answers.append(_submit(client, url, _body(pdf()), "k3").status_code)
    assert answers == [201, 422, 201]


def test_bytes_that_are_there_are_not_sent_again_with_another_dossier(
    client: httpx.Client, tmp_path: Path
) -> None:
    with sandbox(tmp_path) as url:
        _upload(client, url, pdf(), "k1")
        place = url + _create(client, url, pdf(), key="k2").headers["Location"]
        assert client.head(place).headers["Upload-Offset"] == str(len(pdf()))
        assert client.get(f"{url}/health").json()["received_bytes"] == len(pdf())
        assert _submit(client, url, _body(pdf()), "k2").status_code == 201


def test_a_signature_below_the_level_asked_for_is_refused(client: httpx.Client, tmp_path: Path) -> None:
    with sandbox(tmp_path, limits=Limits(least_level="B-T")) as url:
        _upload(client, url, pdf())
        answer = _submit(client, url, _body(pdf()))
    assert answer.status_code == 422
    assert "B-T" in answer.json()["reasons"][0]


STEP = {
    "number": 1,
    "status": 4,
    "at": "2026-10-08T02:30:00+00:00",
    "due_at": "2026-10-08T02:30:00+00:00",
    "by": "Lê Thị Mai",
    "unit": "Phòng Tư pháp",
    "content": "",
}


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"steps": []},
        {"steps": [{}]},
        {"steps": [STEP | {"number": 0}]},
        {"steps": [STEP | {"status": 11}]},
        {"steps": [STEP | {"at": "2026-10-08T02:30:00"}]},
        {"steps": [STEP | {"due_at": "x"}]},
        {"steps": [STEP, None]},
    ],
)
def test_steps_that_cannot_be_read_are_refused(client: httpx.Client, tmp_path: Path, body: object) -> None:
    with sandbox(tmp_path) as url:
        _upload(client, url, pdf())
        _submit(client, url, _body(pdf()))
        answer = client.post(f"{url}/dossiers/H15-261008-0001/steps", json=body)
        assert (answer.status_code, client.get(f"{url}/dossiers").json()[0]["steps"]) == (422, 0)


def test_a_withdrawal_needs_a_reason(client: httpx.Client, tmp_path: Path) -> None:
    with sandbox(tmp_path) as url:
        _upload(client, url, pdf())
        _submit(client, url, _body(pdf()))
        body = {"receipt": "DVC-20261008-000001", "reason": " "}
        assert _withdraw(client, url, body, "w").status_code == 422
        assert len(client.get(f"{url}/dossiers").json()) == 1


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"", "a.pdf", "application/pdf"),
        (pdf(), "a.exe", "application/pdf"),
        (pdf(), "a.pdf", "text/html"),
        (pdf(padding=2000), "a.pdf", "application/pdf"),
    ],
)
def test_a_file_the_portal_does_not_take_is_refused_when_announced(
    client: httpx.Client, tmp_path: Path, content: bytes, name: str, media_type: str
) -> None:
    with sandbox(tmp_path, limits=Limits(file_bytes=1000)) as url:
        answer = _create(client, url, content, name=name, media_type=media_type)
    assert answer.status_code == 422
    assert name in answer.json()["reasons"][0]


def test_a_file_above_the_warning_is_taken_with_a_warning(client: httpx.Client, tmp_path: Path) -> None:
    with sandbox(tmp_path, limits=Limits(warn_bytes=10)) as url:
        _upload(client, url, pdf())
        answer = _submit(client, url, _body(pdf()))
    assert (answer.status_code, len(answer.json()["warnings"])) == (201, 1)


def test_bytes_that_are_no_pdf_are_refused(client: httpx.Client, tmp_path: Path) -> None:
    with sandbox(tmp_path) as url:
        _upload(client, url, b"GIF89a")
        answer = _submit(client, url, _body(b"GIF89a"))
    assert (answer.status_code, answer.json()["reasons"]) == (422, ["Tệp a.pdf không phải PDF"])


def test_bytes_that_differ_from_their_digest_begin_anew(client: httpx.Client, tmp_path: Path) -> None:
    with sandbox(tmp_path) as url:
        place = url + _create(client, url, pdf("right")).headers["Location"]
        assert _patch(client, place, 0, pdf("wrong")).status_code == 460
        assert client.head(place).headers["Upload-Offset"] == "0"
        assert _patch(client, place, 0, pdf("right") + b"more").status_code == 460
        assert _patch(client, place, 0, pdf("right")).status_code == 204
        assert _submit(client, url, _body(pdf("right"))).status_code == 201


def test_bytes_at_the_wrong_place_are_not_taken(client: httpx.Client, tmp_path: Path) -> None:
    with sandbox(tmp_path) as url:
        place = url + _create(client, url, pdf()).headers["Location"]
        assert _patch(client, place, 0, pdf()[:5]).headers["Upload-Offset"] == "5"
        assert _patch(client, place, 0, pdf()[:5]).status_code == 409
        assert client.head(place).headers["Upload-Offset"] == "5"


def test_a_submission_before_its_files_is_decided_later(client: httpx.Client, tmp_path: Path) -> None:
    with sandbox(tmp_path) as url:
        assert _submit(client, url, _body(pdf())).status_code == 409
        _upload(client, url, pdf())
        assert _submit(client, url, _body(pdf())).status_code == 201


def test_requests_that_make_no_sense_are_refused(client: httpx.Client, tmp_path: Path) -> None:
    keyed = {"Idempotency-Key": "k"}
    with sandbox(tmp_path) as url:
        answers = [
            client.get(f"{url}/nowhere"),
            client.head(f"{url}/files/unknown"),
            client.post(f"{url}/files"),
            client.post(f"{url}/dossiers", json={}),
            _submit(client, url, []),
            _submit(client, url, {**_body(), "files": [1]}),
            client.post(f"{url}/dossiers", headers=keyed, content=b"{"),
            client.post(f"{url}/dossiers", headers=keyed, content=b" " * 1_100_000),
        ]
    assert [answer.status_code for answer in answers] == [404, 404, 400, 400, 422, 422, 400, 400]


def test_a_second_server_on_one_home_fails_clearly(tmp_path: Path) -> None:
    with sandbox(tmp_path), pytest.raises(HomeInUse) as caught:
        serve(tmp_path, judge=judge_by_marks, ready=pytest.fail, until=pytest.fail, handover_seconds=0.1)
    assert caught.value.home == tmp_path


def _started(home: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.saboteurs.sandbox_process", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_a_server_ends_with_the_input_of_its_parent(client: httpx.Client, tmp_path: Path) -> None:
    process, url = _started(tmp_path)
    assert client.get(f"{url}/health").json()["name"] == "sandbox"
    process.communicate(timeout=10)
    assert process.returncode == 0
    with pytest.raises(httpx.ConnectError):
        client.get(f"{url}/health")


def test_a_killed_server_keeps_what_it_answered(client: httpx.Client, tmp_path: Path) -> None:
    process, url = _started(tmp_path)
    _upload(client, url, pdf())
    answer = _submit(client, url, _body(pdf()))
    place = _create(client, url, pdf("half"), key="next").headers["Location"]
    _patch(client, url + place, 0, pdf("half")[:7])
    process.kill()
    process.communicate()
    with sandbox(tmp_path, clock=StillClock()) as url:
        assert _submit(client, url, _body(pdf())).text == answer.text
        assert client.head(url + place).headers["Upload-Offset"] == "7"
        assert json.loads(answer.text)["receipt"] == client.get(f"{url}/dossiers").json()[0]["receipt"]
