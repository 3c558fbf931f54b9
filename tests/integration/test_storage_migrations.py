"""The shape of the database: migrated, checked, or refused for what it is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, event

from storage.database import Storage
from storage.errors import DatabaseBusy, DatabaseUnusable, DiskFull
from storage.lock import locked
from storage.migrations import HEAD
from storage.migrations.upgrade import scripts, upgrade
from storage.tables import Row
from tests.fakes.clock import StillClock
from tests.fakes.records import DAY, new_dossier


@pytest.fixture
def home(tmp_path: Path) -> Path:
    Storage.open(tmp_path / "home", clock=StillClock()).close()
    return tmp_path / "home"


def is_no_part_of_the_index(name: str | None, _kind: str, _parents: object) -> bool:
    """FTS5 keeps its index in tables of its own, which no model describes."""
    return not (name or "").startswith(("search_index", "search_names"))


def test_the_migrations_make_what_the_tables_say(home: Path) -> None:
    engine = create_engine(f"sqlite:///{home / 'clerk.sqlite'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_no_part_of_the_index}
        )
        assert compare_metadata(context, Row.metadata) == []
    engine.dispose()


def test_the_head_known_without_alembic_is_the_head() -> None:
    assert scripts().get_heads() == [HEAD]


def test_a_home_up_to_date_is_opened_without_loading_alembic(home: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from storage.clock import SystemClock; from storage.database import Storage\n"
        "Storage.open(Path(sys.argv[1]), clock=SystemClock()).close()\n"
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(home)], check=True, timeout=60)


def test_connections_are_careful(home: Path) -> None:
    with Storage.open(home, clock=StillClock()) as storage, storage._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_home_is_private(home: Path) -> None:
    assert home.stat().st_mode & 0o077 == 0


def test_a_database_of_a_newer_program_is_refused_and_left_alone(home: Path) -> None:
    with closing(sqlite3.connect(home / "clerk.sqlite")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable) as caught:
        Storage.open(home, clock=StillClock())
    assert caught.value.reason == "revision 9999"


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clerk.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(DatabaseUnusable) as caught:
        Storage.open(tmp_path, clock=StillClock())
    assert caught.value.reason == "SQLITE_NOTADB"


def test_a_folder_in_place_of_the_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clerk.sqlite").mkdir()
    with pytest.raises(DatabaseUnusable) as caught:
        Storage.open(tmp_path, clock=StillClock())
    assert caught.value.reason == "SQLITE_CANTOPEN"


def test_a_migration_elsewhere_that_takes_too_long_is_waited_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.schema._WAIT_SECONDS", 0.05)
    with locked(tmp_path / "migration.lock", wait_seconds=0), pytest.raises(DatabaseBusy):
        Storage.open(tmp_path, clock=StillClock())


def test_a_writer_that_never_ends_makes_the_database_busy(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine._BUSY_TIMEOUT_MS", 50)
    with Storage.open(home, clock=StillClock()) as storage, storage.unit_of_work() as first:
        first.dossiers.open(new_dossier(), DAY)
        with storage.unit_of_work() as second, pytest.raises(DatabaseBusy):
            second.dossiers.list()


def test_another_address_of_the_database_is_honoured(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    Storage.open(tmp_path / "home", clock=StillClock(), url=url).close()
    assert (tmp_path / "elsewhere.sqlite").exists()
    assert not (tmp_path / "home" / "clerk.sqlite").exists()


def test_a_home_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnusable) as caught:
        Storage.open(tmp_path / "file" / "home", clock=StillClock())
    assert caught.value.reason == "EEXIST"


def test_a_full_disk_keeps_what_was_there(home: Path) -> None:
    def shrink(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    with Storage.open(home, clock=StillClock()) as storage:
        with storage.unit_of_work() as work:
            kept = work.dossiers.open(new_dossier("kept"), DAY)
            work.commit()
        storage.close()
        event.listen(storage._engine, "connect", shrink)
        with pytest.raises(DiskFull) as caught:
            _fill(storage)
        with storage.unit_of_work() as work:
            assert work.dossiers.list() == (kept,)
    assert caught.value.path == home


def _fill(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        for number in range(10_000):
            work.dossiers.open(new_dossier(str(number)), DAY)


@pytest.mark.parametrize("released", ["0001", "0002", "0003", "0004", "0005"])
def test_a_dossier_from_before_keeps_its_step_and_its_history_and_is_found(
    tmp_path: Path, released: str
) -> None:
    database = tmp_path / "clerk.sqlite"
    with create_engine(f"sqlite:///{database}").begin() as connection:
        upgrade(connection, "0001")
        connection.exec_driver_sql(
            "INSERT INTO dossiers (code, request_key, agency_code, procedure_code, procedure_name,"
            " procedure_version, applicant_name, applicant_id_number, applicant_address, applicant_phone,"
            " applicant_email, channel, received_at, due_at, status, version) VALUES ('H15-261008-0001', 'k',"
            " 'H15', '1.001193', 'Đăng ký khai sinh', '2026', 'Nguyễn Văn Thử', '001099000001', '', '', '', 1,"  # noqa: E501
            " '2026-10-08 02:00:00', '2026-10-08 10:00:00', 2, 2)"
        )
        connection.exec_driver_sql(
            "INSERT INTO history (dossier, step, actor, at, detail)"
            " VALUES ('H15-261008-0001', 'signed', 'lan', '2026-10-08 02:00:00.5', '{\"documents\": 2}')"
        )
        upgrade(connection, released)
    with Storage.open(tmp_path, clock=StillClock()) as storage, storage.unit_of_work() as work:
        (dossier,) = work.dossiers.list()
        assert [step.move for step in work.moves.of(dossier.code)] == ["accept"]
        assert [hit.dossier for hit in work.search.find("nguyen van thu")] == [dossier.code]
        assert [(entry.step, entry.detail) for entry in work.audit.of(dossier.code)] == [
            ("signed", {"documents": 2})
        ]
        assert list(work.audit.faults()) == []
