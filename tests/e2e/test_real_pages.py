"""The window over real scans and real signed files: from the counter to the portal, and into the search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.gui.application import window
from clerk_app.gui.screens.review.screen import ReviewScreen
from clerk_app.gui.screens.scan.screen import ScanScreen
from clerk_app.gui.screens.search.screen import SearchScreen
from clerk_app.settings import Settings
from clerk_app.workflow.submit import outbox_entry
from storage.outbox import OutboxState
from tests.authorities import with_authority
from tests.gui.clerk_at_work import ClerkAtWork

PAPERS = (("cv2243_p1.jpg", "cv2243_p2.jpg"), ("kg_2155_p4_sideways.jpg",))
"""What is handed in, paper by paper: a letter of two pages, and a page that lay sideways."""

SENTENCE = "quy chuẩn kỹ thuật quốc gia"
"""What the letter says."""
FILES = {
    "vn_gov/nd45_2020": "signer not trusted",
    "dss/validation__dss-2236__replace": "changed after signing",
    "vn_gov/recompressed_B01": "signature broken",
}
"""A decree with nobody's root at hand, a form whose payee was changed, and a scan that was made smaller."""


@pytest.fixture
def clerk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ClerkAtWork]:
    with window(Settings(home=str(with_authority(tmp_path)), language="en"), qapp) as shown:
        shown.show()
        yield ClerkAtWork(shown)
        shown.close()


def take(clerk: ClerkAtWork, papers: list[Path]) -> None:
    """Take pages into the paper that is chosen."""
    clerk.wait_for_step("scan")
    step = clerk.case.current
    assert isinstance(step, ScanScreen)
    before = step.strip.rowCount()
    step.presenter.take_files(papers)
    clerk.wait_for("pages", lambda: step.strip.rowCount() == before + len(papers))
    clerk.wait_for_rest()


def test_real_pages_go_from_the_counter_to_the_portal_and_are_found(
    clerk: ClerkAtWork, shared_data: Path
) -> None:
    clerk.fill_intake()
    code = clerk.accept()
    clerk.press_primary()
    for names in PAPERS:
        take(clerk, [shared_data / "pages" / name for name in names])
        clerk.press_primary()
    clerk.wait_for_review()
    review = clerk.case.current
    assert isinstance(review, ReviewScreen)
    assert (review.heaps.count(), review.strip.rowCount()) == (len(PAPERS), len(PAPERS[0]))
    clerk.press_primary()
    clerk.wait_for_step("sign")
    clerk.wait_for_place()
    clerk.press_primary()
    clerk.type_pin()
    clerk.wait_for_paper()
    entry = outbox_entry(clerk.desk, code)
    assert entry is not None
    assert entry.state is OutboxState.ACCEPTED
    clerk.window.search(SENTENCE)
    found = clerk.find(SearchScreen, "search")
    clerk.wait_for("what was found", lambda: found.table.rowCount() > 0)
    assert str(found.table.index(0, 0).data()).startswith(code)
    assert SENTENCE in str(found.table.index(0, 1).data())


@pytest.mark.parametrize(("name", "verdict"), FILES.items())
def test_real_signed_files_are_judged_on_the_screen(
    clerk: ClerkAtWork, shared_data: Path, name: str, verdict: str
) -> None:
    screen = clerk.check(shared_data / "signed" / f"{name}.pdf")
    assert (screen.verdict.words.text(), len(screen.cards)) == (verdict, 1)
    assert screen.paper.is_ready
