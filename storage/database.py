"""The records of one workstation: a database and a folder of contents under one home."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from storage.changes import Changes, watching
from storage.clock import Clock
from storage.content import ContentStore, FolderStore
from storage.disk import make_folder, space_on
from storage.engine import READING, meaning_of, open_engine
from storage.errors import DatabaseUnusable
from storage.schema import ensure_current
from storage.unit_of_work import UnitOfWork


class Storage:
    """The door to the records; thread-safe, opened once by a program."""

    def __init__(self, home: Path, contents: ContentStore, engine: Engine, clock: Clock) -> None:
        self.home = home
        self.contents = contents
        self._engine = engine
        self._clock = clock

    @classmethod
    def open(cls, home: Path, *, clock: Clock, url: str | None = None, files: str | None = None) -> Self:
        """Open the records under `home`, creating or migrating them if need be.

        `url` is an SQLAlchemy database URL; by default it is `home/clerk.sqlite`. `files` is the URL of an S3
        store; by default files are in `home/contents`, which else keeps copies.

        Raises:
            ServerGone: the database server does not answer.
            DatabaseUnusable: not a database, not to be read or written, or of a newer program.
            DatabaseBusy: another process was migrating for a minute.
            DiskFull: there is no room to create them.
        """
        with _usable(), space_on(home), ExitStack() as undo:
            make_folder(home)
            engine = open_engine(url, home)
            undo.callback(engine.dispose)
            ensure_current(engine, home / "migration.lock")
            folder = FolderStore(home / "contents")
            storage = cls(home, _contents(files, folder), engine, clock)
            undo.pop_all()
        return storage

    def unit_of_work(self, *, read_only: bool = False) -> UnitOfWork:
        """Begin a transaction; `read_only` waits for no writer and sees one state throughout."""
        bind = self._engine.execution_options(**READING) if read_only else self._engine
        session = Session(bind, expire_on_commit=False)
        return UnitOfWork(session, self._clock, lambda error: meaning_of(error, self.home))

    @property
    def url(self) -> str:
        """Address of the database, with its password: for a process of ours, never for a log."""
        return self._engine.url.render_as_string(hide_password=False)

    @contextmanager
    def connection(self, *, writing: bool = False) -> Iterator[Connection]:
        """Yield a connection in one transaction, for work on whole tables; rolled back unless committed."""
        bind = self._engine if writing else self._engine.execution_options(**READING)
        with bind.connect() as opened:
            yield opened

    def changes(self) -> AbstractContextManager[Changes]:
        """Yield somebody who hears what others change; to be used by one thread."""
        return watching(self._engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _usable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DatabaseUnusable(errno.errorcode.get(error.errno or 0, "OSError")) from error


def _contents(files: str | None, folder: FolderStore) -> ContentStore:
    if not files:
        return folder
    from storage.content.s3 import (
        open_s3,  # its library, which most workstations do not need, takes long to load
    )

    return open_s3(files, folder)
