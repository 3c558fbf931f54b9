"""The REST portal against portals that answer nonsense, and what travels over the wire."""

from __future__ import annotations

import hashlib
import socket
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from werkzeug.wrappers import Request, Response

from storage.errors import PortalProtocol, PortalUnreachable
from storage.model import Channel, DossierCode
from storage.portal import PortalAnswer, PortalStatus, Submission, SubmissionFile
from storage.portal.rest import RestPortal
from storage.portal.wire import Wire
from tests.fakes.clock import START
from tests.fakes.records import PERSON, ignore, pdf
from tests.fakes.sandbox import sandbox
from tests.saboteurs.portal import portal_that_says


def _submission(*files: SubmissionFile) -> Submission:
    return Submission(
        DossierCode("H15-261008-0001"), "1.001193", "Khai sinh", PERSON, Channel.ONLINE, START, START, files
    )


def _file(folder: Path) -> SubmissionFile:
    path = folder / "file"
    path.write_bytes(pdf())
    return SubmissionFile("a.pdf", path, hashlib.sha256(pdf()).hexdigest(), len(pdf()), "G01")


def _submit(answer: Callable[[Request], Response], *files: SubmissionFile) -> PortalAnswer:
    with portal_that_says(answer) as url, closing(RestPortal(url, timeout_seconds=5)) as portal:
        return portal.submit(_submission(*files), key="k", report=ignore)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", 200),
        ("<html>", 200),
        ("[]", 201),
        ("{}", 201),
        ('{"status": "accepted"}', 201),
        ('{"status": "accepted", "receipt": ""}', 201),
        ('{"status": "accepted", "receipt": 7}', 201),
        ('{"status": "perhaps", "receipt": "DVC-1"}', 201),
        ('{"status": "accepted", "receipt": "%s"}' % ("9" * 201), 201),
        ('{"status": "refused", "reasons": []}', 422),
        ('{"reasons": "because"}', 422),
        ("forbidden", 403),
        ("not found", 404),
        ("x" * 2_000_000, 201),
    ],
)
def test_an_answer_that_makes_no_sense_is_no_acceptance(text: str, status: int) -> None:
    with pytest.raises(PortalProtocol) as caught:
        _submit(lambda _: Response(text, status))
    assert caught.value.detail.startswith("POST /dossiers: ")


@pytest.mark.parametrize("status", [408, 409, 423, 425, 429, 500, 502, 503, 504])
def test_an_answer_that_says_later_is_unreachable(status: int) -> None:
    with pytest.raises(PortalUnreachable):
        _submit(lambda _: Response("later", status))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    asked: list[str] = []

    def redirect(request: Request) -> Response:
        asked.append(request.path)
        return Response("", status, headers={"Location": "/elsewhere"})

    with pytest.raises(PortalProtocol):
        _submit(redirect)
    assert asked == ["/dossiers"]


@pytest.mark.parametrize(
    "location", ["", "http://example.org/files/1", "//example.org/1", "file:///etc/passwd"]
)
def test_an_upload_is_not_sent_to_another_server(tmp_path: Path, location: str) -> None:
    with pytest.raises(PortalProtocol) as caught:
        _submit(lambda _: Response(status=201, headers={"Location": location}), _file(tmp_path))
    assert caught.value.detail == "Location"


@pytest.mark.parametrize("offset", ["", "-1", "1.5", "999999999", "²"])
def test_an_upload_offset_that_makes_no_sense_is_refused(tmp_path: Path, offset: str) -> None:
    def answer(request: Request) -> Response:
        if request.method == "POST":
            return Response(status=201, headers={"Location": "/files/1"})
        return Response(headers={"Upload-Offset": offset})

    with pytest.raises(PortalProtocol):
        _submit(answer, _file(tmp_path))


def test_an_upload_that_never_moves_is_not_tried_for_ever(tmp_path: Path) -> None:
    def answer(request: Request) -> Response:
        if request.method == "POST":
            return Response(status=201, headers={"Location": "/files/1"})
        return Response(status=200 if request.method == "HEAD" else 503, headers={"Upload-Offset": "0"})

    with pytest.raises(PortalUnreachable):
        _submit(answer, _file(tmp_path))


def test_a_portal_that_never_answers_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with closing(RestPortal(url, timeout_seconds=0.2)) as portal:
            with pytest.raises(PortalUnreachable) as caught:
                portal.submit(_submission(), key="k", report=ignore)
            assert caught.value.url == url
            assert not portal.check().reachable


def test_a_portal_under_a_path_keeps_its_path(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(f"{request.method} {request.path}")
        if request.path.endswith("/dossiers"):
            return Response('{"status": "accepted", "receipt": "R"}', 201)
        if request.method == "POST":
            return Response(status=201, headers={"Location": "/api/v1/files/1"})
        return Response(headers={"Upload-Offset": str(len(pdf()))})

    with portal_that_says(answer) as url, closing(RestPortal(f"{url}/api/v1/")) as portal:
        found = portal.submit(_submission(_file(tmp_path)), key="k", report=ignore)
    assert found.status is PortalStatus.ACCEPTED
    assert asked == [
        "OPTIONS /api/v1/files",
        "POST /api/v1/files",
        "HEAD /api/v1/files/1",
        "POST /api/v1/dossiers",
    ]


def test_no_personal_data_travel_in_an_address(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(request.url + str(request.headers))
        return Response('{"status": "accepted", "receipt": "R"}', 201)

    _submit(answer)
    assert all(PERSON.id_number not in text and PERSON.full_name not in text for text in asked)


def test_a_small_file_travels_with_its_creation_once(tmp_path: Path) -> None:
    asked: list[tuple[str, int]] = []

    def answer(request: Request) -> Response:
        content = request.get_data()
        asked.append((f"{request.method} {request.path}", len(content) if request.path == "/files" else 0))
        if request.method == "OPTIONS":
            return Response(status=204, headers={"Tus-Extension": "creation, creation-with-upload"})
        if request.path == "/files":
            headers = {"Location": "/files/1", "Upload-Offset": str(len(content))}
            return Response(status=201, headers=headers)
        return Response('{"status": "accepted", "receipt": "R"}', 201)

    with portal_that_says(answer) as url, closing(RestPortal(url)) as portal:
        for key in ("k1", "k2"):
            portal.submit(_submission(_file(tmp_path)), key=key, report=ignore)
    sent = [("POST /files", len(pdf())), ("POST /dossiers", 0)]
    assert asked == [("OPTIONS /files", 0), *sent, *sent]


def test_what_was_begun_goes_on_although_it_would_fit_into_its_creation(tmp_path: Path) -> None:
    file = _file(tmp_path)
    facts = {"filename": "a.pdf", "filetype": "application/pdf", "sha256": file.sha256}
    said = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in facts.items())
    creation = {"Idempotency-Key": "k", "Upload-Length": str(file.bytes), "Upload-Metadata": said}
    bytes_follow = {"Content-Type": "application/offset+octet-stream"}
    with sandbox(tmp_path / "portal") as url, closing(Wire(url, timeout_seconds=5)) as wire:
        place = wire.exchange("POST", "/files", headers=creation).headers["Location"]
        wire.exchange("PATCH", place, headers={"Upload-Offset": "0", **bytes_follow}, content=pdf()[:5])
        again = wire.exchange("POST", "/files", headers={**creation, **bytes_follow}, content=pdf())
        assert (again.headers["Location"], again.headers["Upload-Offset"]) == (place, "5")
        with closing(RestPortal(url)) as portal:
            assert portal.submit(_submission(file), key="k", report=ignore).status is PortalStatus.ACCEPTED
