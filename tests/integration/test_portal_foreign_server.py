"""Resumable upload to a tus server that we did not write, over a line that breaks."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from tuspyserver import create_tus_router

from storage.errors import PortalUnreachable
from storage.portal import SubmissionFile
from storage.portal.pace import Pace
from storage.portal.tus import upload
from storage.portal.wire import Wire, WireAnswer
from tests.fakes.records import pdf
from tests.saboteurs.proxy import Trouble, breaking_line

MOST_BYTES = 5_000_000


class _Server(uvicorn.Server):
    """Runs in a thread: signals are none of its business, and it tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    def install_signal_handlers(self) -> None:
        pass

    async def startup(self, sockets: object = None) -> None:
        await super().startup(sockets)  # type: ignore[arg-type]
        self.ready.set()


@dataclass(frozen=True, slots=True)
class Foreign:
    """The server's port, and where it keeps files by their ids."""

    port: int
    folder: Path

    def digest(self, place: str) -> str:
        return hashlib.sha256((self.folder / place.rpartition("/")[2]).read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Foreign]:
    app, folder = FastAPI(), tmp_path_factory.mktemp("tus")
    app.include_router(create_tus_router(prefix="files", files_dir=str(folder), max_size=MOST_BYTES))
    server = _Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert server.ready.wait(20)
        yield Foreign(int(server.servers[0].sockets[0].getsockname()[1]), folder)
    finally:
        server.should_exit = True
        thread.join()


def _file(folder: Path, padding: int) -> SubmissionFile:
    content = pdf("tus", padding)
    path = folder / "a.pdf"
    path.write_bytes(content)
    return SubmissionFile("a.pdf", path, hashlib.sha256(content).hexdigest(), len(content), "G01")


@pytest.mark.parametrize("pace", [Pace(), Pace(4_000_000)])
def test_a_file_arrives_whole_at_a_foreign_server(tmp_path: Path, foreign: Foreign, pace: Pace) -> None:
    file, heard = _file(tmp_path, 3_000_000), list[int]()
    with closing(Wire(f"http://127.0.0.1:{foreign.port}", timeout_seconds=10)) as wire:
        place = upload(wire, file, "k", heard.append, pace)
    assert isinstance(place, str)
    assert foreign.digest(place) == file.sha256
    assert (heard[0], heard[-1], len(heard) > 3) == (0, file.bytes, True)
    assert heard == sorted(heard)


def test_a_file_that_is_too_large_there_is_refused(tmp_path: Path, foreign: Foreign) -> None:
    with closing(Wire(f"http://127.0.0.1:{foreign.port}", timeout_seconds=10)) as wire:
        refusal = upload(wire, _file(tmp_path, MOST_BYTES), "k", lambda _offset: None, Pace())
    assert isinstance(refusal, WireAnswer)
    assert refusal.status == 413


def test_files_arrive_whole_over_a_line_that_breaks(tmp_path: Path, foreign: Foreign) -> None:
    file = _file(tmp_path, 120_000)
    unseen = frozenset({Trouble.ONE_BYTE_WRONG})  # this server compares no digests, and here is no TLS
    with breaking_line(foreign.port, seed=2, spared=unseen) as (url, line):
        places: list[str] = []
        while line.broken < 10 and len(places) < 100:
            places.append(_upload_at_last(url, file))
    assert line.broken >= 10
    assert {foreign.digest(place) for place in places} == {file.sha256}


def _upload_at_last(url: str, file: SubmissionFile) -> str:
    for _try in range(50):
        with closing(Wire(url, timeout_seconds=10)) as wire, suppress(PortalUnreachable):
            place = upload(wire, file, "k", lambda _offset: None, Pace(100_000_000))
            assert isinstance(place, str)
            return place
    pytest.fail("never arrived")
