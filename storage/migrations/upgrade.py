"""Bring a database to the newest revision, in the process and in the caller's transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.errors import DatabaseUnusable
from storage.migrations import HEAD


def scripts() -> ScriptDirectory:
    """Return the revisions as Alembic reads them."""
    return ScriptDirectory(str(Path(__file__).parent))


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Run the missing revisions up to `to`; all of them hold or none, if the caller's transaction covers DDL.

    Raises:
        DatabaseUnusable: the database is at a revision this program does not know.
    """
    directory = scripts()

    def steps(revision: tuple[str, ...], _context: MigrationContext) -> Any:
        return directory._upgrade_revs(to, revision)  # type: ignore[arg-type]

    context = MigrationContext.configure(connection, opts={"fn": steps, "transactional_ddl": True})
    with Operations.context(context):
        _require_known(context, directory)
        context.run_migrations()


def _require_known(context: MigrationContext, directory: ScriptDirectory) -> None:
    known = {script.revision for script in directory.walk_revisions()}
    for revision in context.get_current_heads():
        if revision not in known:
            raise DatabaseUnusable(f"revision {revision}")
