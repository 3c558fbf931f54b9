"""The real sandbox portal in a thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from storage.clock import Clock
from storage.portal.profile import FileService, FileTransfer, PortalAccount, PortalKind, PortalProfile
from storage.portal.sandbox import Faults, Judge, Limits, Queue, VxpRules, Ward, serve
from tests.fakes.clock import StillClock
from tests.fakes.portal import judge_by_marks


@contextmanager
def sandbox(
    home: Path,
    *,
    judge: Judge = judge_by_marks,
    port: int = 0,
    limits: Limits | None = None,
    faults: Faults | None = None,
    clock: Clock | None = None,
    ward: Ward | None = None,
    vxp: VxpRules | None = None,
    queue: Queue = lambda _code: None,
) -> Iterator[str]:
    """Yield the address of a sandbox that serves from `home` until the end of the block."""
    end = threading.Event()
    said: SimpleQueue[str] = SimpleQueue()
    run = partial(
        serve,
        home,
        judge=judge,
        port=port,
        ready=said.put,
        until=end.wait,
        limits=limits or Limits(),
        faults=faults or Faults(),
        clock=clock or StillClock(),
        ward=ward or Ward(),
        vxp=vxp or VxpRules(),
        queue=queue,
    )
    with ThreadPoolExecutor(1) as executor:
        running = executor.submit(run)
        running.add_done_callback(lambda _: said.put(""))
        url = said.get()
        try:
            if not url:
                running.result()
            yield url
        finally:
            end.set()
        running.result()


def vxp_profile(url: str, *, put: bool = False, password: str | None = None) -> PortalProfile:
    """Return the profile of the VXP side of the sandbox at `url`, with its own file service."""
    site = VxpRules()
    files = FileService(f"{url}/store", FileTransfer.PUT) if put else FileService(f"{url}/files")
    account = PortalAccount(
        site.user, site.destination, site.unit, lambda: site.password if password is None else password
    )
    return PortalProfile(PortalKind.VXP, f"{url}/vxp", timeout_seconds=10, files=files, account=account)
