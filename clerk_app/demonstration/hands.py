"""The hands at the simulated scanner: sample papers laid into its feeder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from clerk_app.demonstration.papers import write_sample_papers
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import last_sheet
from scanning.device.simulated.feeder import Feeder
from storage.model import DossierCode


def sample_papers(desk: Desk) -> Mapping[str, Sequence[Path]]:
    """Draw the sample papers; return the sheets of each component, one file per sheet."""
    folder = desk.folders.demonstration / "papers"
    folder.mkdir(exist_ok=True)
    return write_sample_papers(folder)


def lay_in_feeder(
    feeder: Feeder, code: DossierCode, component: str, sheets: Sequence[Path], *, after: int
) -> None:
    """Lay a component's sheets into the feeder, without those up to number `after`, which are safe."""
    feeder.load(f"{code}/{component}", sheets)
    feeder.put_back(after=after)


def put_sample_papers(desk: Desk, feeder: Feeder, code: DossierCode, component: str) -> int:
    """Lay what is still to be scanned of a component's sample papers; return how many sheets lie there."""
    sheets = sample_papers(desk).get(component, ())
    safe = last_sheet(desk, code, component)
    if safe >= len(sheets):
        return 0
    lay_in_feeder(feeder, code, component, sheets, after=safe)
    return len(sheets) - safe
