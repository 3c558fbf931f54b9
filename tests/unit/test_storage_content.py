"""Contents: whole or absent, named by their digest."""

from __future__ import annotations

import errno
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.content import FolderStore
from storage.content.draft import Draft
from storage.errors import DamagedContent, DiskFull, UnknownContent
from storage.model import ContentId


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "contents")


def _files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=5000))
def test_any_bytes_come_back_under_their_digest(store: FolderStore, content: bytes) -> None:
    name = store.put(content)
    assert name == hashlib.sha256(content).hexdigest()
    assert store.path(name).read_bytes() == content
    store.verify(name)


def test_bytes_a_path_and_a_stream_give_the_same_name(store: FolderStore, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"same" * 1_000_000)
    names = {store.put(source), store.put(source.read_bytes()), store.put(io.BytesIO(source.read_bytes()))}
    assert len(names) == 1
    assert len(_files(tmp_path / "contents")) == 1


def test_folders_fan_out_by_the_first_two_digits(store: FolderStore, tmp_path: Path) -> None:
    name = store.put(b"x")
    assert store.path(name) == tmp_path / "contents" / name[:2] / name


def test_what_the_first_version_kept_is_still_there(store: FolderStore, tmp_path: Path) -> None:
    name = store.put(b"x")
    earlier = tmp_path / "contents" / name[:2] / name[2:4] / name
    earlier.parent.mkdir()
    store.path(name).rename(earlier)
    assert store.path(name) == earlier
    store.verify(name)
    store.remove(name)
    assert not earlier.exists()


@pytest.mark.parametrize("name", ["", "0" * 64, "../../etc/passwd", "A" * 64, "0" * 64 + "\n"])
def test_an_unknown_name_is_refused(store: FolderStore, name: str) -> None:
    with pytest.raises(UnknownContent):
        store.path(ContentId(name))


def test_a_changed_file_is_damaged_until_it_is_put_again(store: FolderStore) -> None:
    name = store.put(b"right")
    store.path(name).write_bytes(b"wrong")
    with pytest.raises(DamagedContent):
        store.verify(name)
    store.put(b"right")
    store.verify(name)


def test_a_full_disk_is_named_and_nothing_is_kept(
    store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("storage.content.draft.os.write", full)
    with pytest.raises(DiskFull) as caught:
        store.put(b"too much")
    assert caught.value.path == tmp_path / "contents"
    assert _files(tmp_path / "contents") == []


def test_a_source_that_fails_leaves_nothing_behind(store: FolderStore, tmp_path: Path) -> None:
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "torn")

    with pytest.raises(OSError, match="torn"):
        store.put(Torn())
    assert _files(tmp_path / "contents") == []


def test_opening_sweeps_the_drafts_of_the_dead_and_leaves_those_of_the_living(tmp_path: Path) -> None:
    root = tmp_path / "contents"
    FolderStore(root)
    (root / "drafts" / "dead").write_bytes(b"half")
    with Draft.create(root / "drafts") as draft:
        draft.write(b"alive")
        FolderStore(root)
        assert len(_files(root)) == 1
        draft.publish(root / "kept")
    assert (root / "kept").read_bytes() == b"alive"
    assert _files(root) == [root / "kept"]
