"""Homes for records: in a folder, or in a database and a bucket on real servers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from clerk_app.benchmark.postgres import PostgresServer
from storage.clock import Clock
from storage.database import Storage
from storage.model import ContentId
from tests.records import with_records
from tests.servers import S3Server

_TEMPLATE = "clerk_template"


@dataclass(frozen=True)
class Places:
    """Opens storages of one kind, each new name an empty one."""

    folder: Path
    postgres: PostgresServer | None = None
    s3: S3Server | None = None

    def open(self, name: str, clock: Clock) -> Storage:
        """Open an empty storage with a home of that name."""
        if self.postgres is None or self.s3 is None:
            return Storage.open(with_records(self.folder / name), clock=clock)
        mark = f"{name}-{uuid4().hex[:8]}"
        url, files = self._database(mark, clock), self.s3.url(mark)
        return Storage.open(self.folder / name, clock=clock, url=url, files=files)

    def damage(self, storage: Storage, content: ContentId) -> None:
        """Change a kept file behind the program's back, everywhere it is."""
        storage.contents.path(content).write_bytes(b"wrong")
        for kept in self.s3.folder.rglob(content) if self.s3 else ():
            kept.write_bytes(b"wrong")

    def _database(self, name: str, clock: Clock) -> str:
        assert self.postgres is not None
        if _TEMPLATE not in self.postgres.query("SELECT datname FROM pg_database").split():
            self.postgres.query(f"CREATE DATABASE {_TEMPLATE}")
            Storage.open(self.folder / "template", clock=clock, url=self.postgres.url(_TEMPLATE)).close()
        self.postgres.query(f'CREATE DATABASE "{name}" TEMPLATE {_TEMPLATE}')
        return self.postgres.url(name)
