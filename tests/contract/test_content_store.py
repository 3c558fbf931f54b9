"""Both stores of files keep the same promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.benchmark.postgres import free_port
from storage.content import ContentStore
from storage.database import Storage
from storage.errors import DamagedContent, ServerGone, StoreUnusable, UnknownContent
from storage.model import ContentId
from tests.fakes.clock import StillClock
from tests.places import Places


@pytest.fixture
def storage(places: Places) -> Iterator[Storage]:
    with places.open("home", StillClock()) as opened:
        yield opened


@pytest.fixture
def store(storage: Storage) -> ContentStore:
    return storage.contents


def test_what_was_put_comes_back(store: ContentStore) -> None:
    content = store.put(b"paper" * 300_000)
    assert store.path(content).read_bytes() == b"paper" * 300_000
    assert store.put(b"paper" * 300_000) == content
    store.verify(content)


def test_nothing_is_kept_under_an_unknown_name(store: ContentStore) -> None:
    for name in ("0" * 64, "", "../../etc/passwd"):
        with pytest.raises(UnknownContent):
            store.path(ContentId(name))
        with pytest.raises(UnknownContent):
            store.verify(ContentId(name))


def test_a_file_changed_behind_the_program_is_damaged_until_it_is_put_again(
    places: Places, storage: Storage
) -> None:
    content = storage.contents.put(b"right")
    places.damage(storage, content)
    with pytest.raises(DamagedContent):
        storage.contents.verify(content)
    storage.contents.put(b"right")
    storage.contents.verify(content)
    assert storage.contents.path(content).read_bytes() == b"right"


def test_what_was_removed_is_unknown(store: ContentStore) -> None:
    content = store.put(b"paper")
    for _ in range(2):
        store.remove(content)
        with pytest.raises(UnknownContent):
            store.path(content)


def test_another_workstation_reads_what_one_put(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    one, two = _two_workstations(request, tmp_path)
    with one, two:
        content = one.contents.put(b"paper")
        assert two.contents.path(content).read_bytes() == b"paper"


def test_a_copy_that_was_changed_is_fetched_again(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    one, two = _two_workstations(request, tmp_path)
    with one, two:
        content = one.contents.put(b"paper")
        one.contents.path(content).write_bytes(b"wrong")
        one.contents.verify(content)
        assert one.contents.path(content).read_bytes() == b"paper"


def test_a_server_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    address = f"s3+http://127.0.0.1:{free_port()}/clerk"
    with (
        Storage.open(tmp_path, clock=StillClock(), files=address) as storage,
        pytest.raises(ServerGone) as caught,
    ):
        storage.contents.put(b"paper")
    assert caught.value.name == "files"


@pytest.mark.parametrize("url", ["s3://host", "http://host/bucket", "s3://host/a/b"])
def test_an_address_without_a_bucket_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreUnusable):
        Storage.open(tmp_path, clock=StillClock(), files=url)


def test_a_bucket_that_is_not_there_is_refused(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address = request.getfixturevalue("s3").address
    with (
        Storage.open(tmp_path, clock=StillClock(), files=f"s3+http://{address}/nowhere") as storage,
        pytest.raises(StoreUnusable),
    ):
        storage.contents.put(b"paper")


def _two_workstations(request: pytest.FixtureRequest, folder: Path) -> tuple[Storage, Storage]:
    files = request.getfixturevalue("s3").url(f"shared-{request.node.name[:20].replace('_', '-')}")
    one, two = (Storage.open(folder / name, clock=StillClock(), files=files) for name in ("one", "two"))
    return one, two
