"""A backup holds everything, is whole or not there, and comes back only unchanged."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage.backup import restore_backup, write_backup
from storage.database import Storage
from storage.errors import BackupDamaged, DamagedContent, HomeNotEmpty
from storage.model import ContentId, Progress
from tests.fakes.clock import START, StillClock
from tests.fakes.records import ignore, new_page, queued
from tests.places import Places
from tests.records import with_records


@pytest.fixture
def storage(places: Places) -> Iterator[Storage]:
    with places.open("home", StillClock()) as opened:
        yield opened


@pytest.fixture
def backup(storage: Storage, tmp_path: Path) -> Path:
    """Write a backup of a home with a dossier, a page and something in the outbox."""
    dossier = queued(storage, "a", "b")
    with storage.unit_of_work() as work:
        page = work.pages.add(replace(new_page(dossier), original=storage.contents.put(b"paper")))
        work.pages.update(replace(page, findings={"góc": 1.5}, recipe={"version": 1, "turn": 90}))
        work.audit.record(dossier.code, "thử", "lan", START, {"n": 1})
        work.commit()
    write_backup(storage, tmp_path / "backup.tar", ignore)
    return tmp_path / "backup.tar"


def emptied(tmp_path: Path) -> Storage:
    return Storage.open(with_records(tmp_path / "other"), clock=StillClock())


def test_what_comes_back_is_what_went_in(storage: Storage, backup: Path, tmp_path: Path) -> None:
    with emptied(tmp_path) as other:
        facts = restore_backup(backup, other, ignore)
        assert facts.rows["dossiers"] == 1
        assert facts.contents == 3
        for each in (storage, other):
            with each.unit_of_work(read_only=True) as work:
                (dossier,) = work.dossiers.list()
                found = (
                    dossier,
                    work.pages.of(dossier.code),
                    work.documents.of(dossier.code),
                    work.audit.of(dossier.code),
                    work.outbox.of(dossier.code),
                )
            if each is storage:
                wanted = found
        assert found == wanted
        for document in found[2]:
            other.contents.verify(document.content)


def test_a_home_with_dossiers_is_left_alone(storage: Storage, backup: Path) -> None:
    with pytest.raises(HomeNotEmpty):
        restore_backup(backup, storage, ignore)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.95])
def test_a_file_cut_short_is_refused_and_leaves_the_home_empty(
    backup: Path, tmp_path: Path, share: float
) -> None:
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data.rstrip(b"\0")) * share)])
    with emptied(tmp_path) as other:
        with pytest.raises(BackupDamaged):
            restore_backup(backup, other, ignore)
        with other.unit_of_work(read_only=True) as work:
            assert work.dossiers.list() == ()


def test_a_changed_file_in_a_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    backup.write_bytes(backup.read_bytes().replace(b"paper", b"paqer"))
    with emptied(tmp_path) as other, pytest.raises(BackupDamaged):
        restore_backup(backup, other, ignore)


def test_a_damaged_store_is_told_before_it_is_backed_up(
    places: Places, storage: Storage, backup: Path
) -> None:
    before = backup.read_bytes()
    with tarfile.open(backup) as tar:
        content = next(name for name in tar.getnames() if name.startswith("contents/"))
    places.damage(storage, ContentId(content.removeprefix("contents/")))
    with pytest.raises(DamagedContent):
        write_backup(storage, backup, ignore)
    assert backup.read_bytes() == before


def test_a_cancelled_backup_leaves_nothing_behind(storage: Storage, backup: Path, tmp_path: Path) -> None:
    def cancel(_progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_backup(storage, tmp_path / "second.tar", cancel)
    assert sorted(file.name for file in tmp_path.glob("*.tar*")) == ["backup.tar"]
