"""The disk fills up in the middle of the main job."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.demonstration import accepted_at_portal, clerk, sheets_in_dossier
from tests.papers import write_sheets


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False)
    if mounted.returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.parametrize("megabytes", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_a_full_disk_is_said_so_and_with_room_the_job_goes_on(
    small_disk: Path, tmp_path: Path, megabytes: int
) -> None:
    write_sheets(tmp_path / "pages", 3)
    subprocess.run(["mount", "-o", f"remount,size={megabytes}m", str(small_disk)], check=True)
    full = clerk(small_disk, "demo", "--pages", str(tmp_path / "pages"), "--json")
    assert full.code == 4, full.complaints
    assert full.complaints.startswith("Đĩa đã đầy."), full.complaints
    assert "Traceback" not in full.complaints
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    done = clerk(small_disk, "demo", "--pages", str(tmp_path / "pages"), "--json")
    assert done.code == 0, done.complaints
    assert sheets_in_dossier(small_disk, done.data["dossier"]) == [1, 2, 3]
    assert accepted_at_portal(small_disk) == [done.data["dossier"]]
