"""The composition root: settings in, a desk of ready services out.

What a service is made of stands in `clerk_app.adapters`, which is loaded when the first one is called.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib import import_module
from types import ModuleType

from clerk_app.embedded import Embedded
from clerk_app.logs import start_log
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.office import Office
from storage.clock import SystemClock
from storage.database import Storage


@contextmanager
def open_desk(settings: Settings) -> Iterator[tuple[Desk, Embedded]]:
    """Open the workstation: database migrated, store swept, executor ready; servers end with the context.

    Raises:
        StorageError: the database cannot be opened.
        OSError: the home cannot be written.
    """
    home = settings.folders.made()
    start_log(home.logs)
    clock = SystemClock()
    embedded = Embedded(home)
    with ExitStack() as stack:
        stack.callback(embedded.stop)
        where = settings.storage
        storage = Storage.open(home.root, clock=clock, url=where.database or None, files=where.files or None)
        stack.callback(storage.close)
        reading = stack.enter_context(ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="reading"))
        desk = Desk(
            settings=settings,
            folders=home,
            clock=clock,
            office=Office.of(settings.office),
            storage=storage,
            scanner=lambda: _adapters().scanner_of(settings, embedded),
            signatory=cache(lambda role: _adapters().signatory_of(settings, embedded, role)),
            bearer=cache(lambda role, named: _adapters().bearer_of(settings, embedded, role, named)),
            trust=cache(lambda: _adapters().trust_of(settings, embedded)),
            timestamps=cache(lambda: _adapters().timestamps_of(settings, embedded)),
            portal=lambda: _adapters().portal_of(settings, embedded),
            filings=lambda: _adapters().filings_of(settings, embedded),
            plugged=lambda: _adapters().plugged_certificates(),
            reading=reading,
        )
        yield desk, embedded


def _adapters() -> ModuleType:
    return import_module("clerk_app.adapters")
