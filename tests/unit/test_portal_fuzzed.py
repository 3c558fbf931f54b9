"""Whatever a portal answers, the client has a verdict or one of two errors, and never crashes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.wrappers import Request, Response

from storage.errors import PortalProtocol, PortalUnreachable
from storage.model import Channel, DossierCode, DossierStatus
from storage.portal import Holding, Portal, PortalAnswer, PortalStep, Submission, SubmissionFile
from storage.portal.profile import FileService, PortalAccount, PortalKind, PortalProfile
from storage.portal.rest import RestPortal
from storage.portal.vxp import VxpPortal
from tests.fakes.clock import START
from tests.fakes.records import PERSON, ignore, pdf
from tests.saboteurs.portal import portal_that_says

CODE = DossierCode("H15-261008-0001")
STEP = PortalStep(1, DossierStatus.ACCEPTED, START, START, "Mai", "Phòng", "")

_words = st.sampled_from(
    [
        "thành công",
        "không thành công",
        "đã tồn tại",
        "0",
        "3",
        "-3",
        "accepted",
        "refused",
        CODE,
        "",
        "2",
        "7",
    ]
)
_leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | _words
_known_names = (
    *("error_code", "message", "session", "result", "status", "receipt", "reasons", "MaHoSo"),
    *("TrangThaiHoSo", "code", "steps", "files", "sha256", "name", "TaiLieuNop", "TepDinhKemId"),
)
_names = st.text(max_size=6) | st.sampled_from(_known_names)
_values = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=6),
    max_leaves=12,
)
_shaped = st.fixed_dictionaries(
    {},
    optional={
        "error_code": _leaves,
        "message": _leaves,
        "session": st.just("s") | _leaves,
        "result": st.lists(st.dictionaries(_names, _values, max_size=5), max_size=2) | _values,
        "status": _leaves,
        "receipt": _leaves,
        "reasons": st.lists(_leaves, max_size=2) | _leaves,
    },
)
_bodies = st.binary(max_size=60) | (_shaped | _values).map(lambda said: json.dumps(said).encode())
_headers = st.dictionaries(
    st.sampled_from(["Upload-Offset", "Location", "Date", "Content-Encoding", "Retry-After"]),
    st.sampled_from(
        ["", "0", "-1", "9" * 30, "²", "/files/1", "//x", "http://[", "gzip", "Thu, 99 Foo", "\x80"]
    ),
    max_size=3,
)
_statuses = st.sampled_from([200, 201, 204, 301, 400, 401, 403, 404, 409, 410, 413, 422, 429, 460, 500, 503])
_nearly_right = st.fixed_dictionaries(
    {
        "error_code": st.sampled_from(["0", 0, "3"]),
        "message": st.sampled_from(["thành công", "đã tồn tại", ""]),
        "result": st.lists(_leaves | st.dictionaries(_names, _values, max_size=5), max_size=2) | _values,
        "status": st.sampled_from(["accepted", "refused"]),
    }
).map(lambda said: (json.dumps(said).encode(), 200, dict[str, str]()))
_of_uploads = st.builds(
    lambda status, offset: (b"", status, {"Location": "/files/1", "Upload-Offset": offset}),
    st.sampled_from([200, 201, 204, 413]),
    st.sampled_from(["0", "5", "²", "-1", ""]),
)
_answers = st.tuples(_bodies, _statuses, _headers) | _nearly_right | _of_uploads


@dataclass
class Mouth:
    """Gives the answers that were put into it, in turn."""

    answers: list[tuple[bytes, int, dict[str, str]]] = field(default_factory=list)
    asked: int = 0

    def __call__(self, request: Request) -> Response:
        request.get_data()
        body, status, headers = self.answers[self.asked % len(self.answers)]
        self.asked += 1
        return Response(body, status, headers=headers)


@pytest.fixture(scope="module")
def mouth() -> Mouth:
    return Mouth()


@pytest.fixture(scope="module")
def url(mouth: Mouth) -> Iterator[str]:
    with portal_that_says(mouth) as address:
        yield address


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> SubmissionFile:
    path: Path = tmp_path_factory.mktemp("fuzzed") / "a.pdf"
    path.write_bytes(pdf())
    return SubmissionFile("a.pdf", path, "0" * 64, len(pdf()), "G01")


def _all_ways(portal: Portal, file: SubmissionFile) -> Iterator[Any]:
    for files in ((), (file,)):
        submission = Submission(CODE, "1.001193", "Khai sinh", PERSON, Channel.ONLINE, START, START, files)
        yield lambda submission=submission: portal.submit(submission, key="k", report=ignore)
    yield lambda: portal.tell(CODE, [STEP], key="t")
    yield lambda: portal.withdraw(CODE, receipt=CODE, reason="nhầm", key="w")
    yield lambda: portal.held([CODE])


def _use(portal: Portal, file: SubmissionFile) -> None:
    for way in _all_ways(portal, file):
        with suppress(PortalUnreachable, PortalProtocol):
            found = way()
            verdicts = found if isinstance(found, tuple) else (found,)
            assert all(isinstance(each, PortalAnswer | Holding) for each in verdicts)
    portal.check()


@settings(max_examples=150, deadline=None)
@given(answers=st.lists(_answers, min_size=1, max_size=5))
def test_no_answer_crashes_the_rest_client(
    url: str, mouth: Mouth, file: SubmissionFile, answers: list[tuple[bytes, int, dict[str, str]]]
) -> None:
    mouth.answers, mouth.asked = answers, 0
    with closing(RestPortal(url, timeout_seconds=5)) as portal:
        _use(portal, file)
    assert mouth.asked > 0


@settings(max_examples=150, deadline=None)
@given(answers=st.lists(_answers, min_size=1, max_size=5))
def test_no_answer_crashes_the_vxp_client(
    url: str, mouth: Mouth, file: SubmissionFile, answers: list[tuple[bytes, int, dict[str, str]]]
) -> None:
    session = (b'{"session": "s"}', 200, dict[str, str]())
    mouth.answers, mouth.asked = [session, *answers], 0
    account = PortalAccount("u", "d", "H92", lambda: "p")
    profile = PortalProfile(PortalKind.VXP, url, files=FileService(f"{url}/files"), account=account)
    with closing(VxpPortal(profile)) as portal:
        _use(portal, file)
    assert mouth.asked > 0
