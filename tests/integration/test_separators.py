"""The sheets of a dossier, printed and read back from the paper."""

from pathlib import Path

from clerk_app.workflow.separation import Separation, Way
from clerk_app.workflow.separators import separators
from scanning.intake.documents import open_pages
from scanning.separate.model import Start
from tests.desks import accepted, desk_in


def test_every_paper_that_is_scanned_has_a_sheet_and_two_more_only_separate(tmp_path: Path) -> None:
    with desk_in(tmp_path / "clerk") as (desk, _embedded):
        dossier = accepted(desk)
        (tmp_path / "sheets.pdf").write_bytes(separators(desk, dossier.code))
    starts = [Separation(Way.SHEETS).by_picture(page) for page in open_pages(tmp_path / "sheets.pdf")]
    wanted = [part.code for part in dossier.components if not part.shown_only]
    assert starts == [Start(True, code, 100.0) for code in wanted] + [Start(is_sheet=True)] * 2
