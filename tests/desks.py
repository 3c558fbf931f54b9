"""A real desk in a home of its own, with parts that a test swaps."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from clerk_app.bootstrap import open_desk
from clerk_app.embedded import Embedded
from clerk_app.settings import Settings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import digitise
from clerk_app.workflow.intake import Application, accept
from scanning.model import silent
from signing.demonstration import DEMONSTRATION_PIN
from storage.model import Dossier, Page, Person
from tests.authorities import with_authority
from tests.fakes.clock import StillClock
from tests.papers import write_sheets
from tests.places import Places
from tests.records import with_records

APPLICANT = Person("Lê Thị Hồng Nhung", "092194005678")
PROCEDURE = "1.001193"


@contextmanager
def open_home(settings: Settings) -> Iterator[tuple[Desk, Embedded]]:
    """Open a desk with embedded defaults, its authority made before."""
    with_records(with_authority(settings.folders.root))
    with open_desk(settings) as opened:
        yield opened


@contextmanager
def desk_in(home: Path) -> Iterator[tuple[Desk, Embedded]]:
    """Open a desk with embedded defaults and no settings."""
    with open_home(Settings(home=str(home))) as opened:
        yield opened


@contextmanager
def desk_over(home: Path, places: Places, clock: StillClock) -> Iterator[Desk]:
    """Open a desk whose records are in one of the places, at a time that stands still."""
    with places.open("home", clock) as storage, desk_in(home) as (opened, _embedded):
        yield replace(opened, clock=clock, storage=storage)


def pin() -> bytearray:
    return bytearray(DEMONSTRATION_PIN, "ascii")


def accepted(desk: Desk, key: str = "test") -> Dossier:
    return accept(desk, Application(key, PROCEDURE, APPLICANT))


def scanned(desk: Desk, embedded: Embedded, folder: Path, *, sheets: int = 1, key: str = "test") -> Dossier:
    """Return a dossier whose first component went through the simulated feeder."""
    dossier = accepted(desk, key)
    load(embedded, write_sheets(folder, sheets), key)
    for _event in digitise(desk, dossier.code, "TP01", report=silent):
        pass
    return dossier


def load(embedded: Embedded, sheets: Sequence[Path], name: str, *, jam_at: Sequence[int] = ()) -> None:
    """Lay sheets in the simulated feeder."""
    embedded.feeder().load(name, sheets, jam_at=jam_at)


def pages_of(desk: Desk, dossier: Dossier) -> tuple[Page, ...]:
    with desk.storage.unit_of_work(read_only=True) as work:
        return work.pages.of(dossier.code)
