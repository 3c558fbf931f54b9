"""Scan a page again: what comes takes the place of the bad one, which is kept among the removed."""

from collections.abc import Iterator

from clerk_app.profiles import ScanProfile
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import Event, PageKept, digitise
from clerk_app.workflow.review import replace_page
from scanning.model import Report
from storage.model import Page


def rescan(desk: Desk, page: Page, *, report: Report, profile: ScanProfile | None = None) -> Iterator[Event]:
    """Scan what lies in the scanner into the place of a page; with nothing scanned the page stays.

    Yields:
        As `digitise`.

    Raises:
        RightMissing, UnknownDossier.
        ScanningError: the scanner's; what came before it has taken the place.
    """
    came = []
    try:
        for event in digitise(desk, page.dossier, page.component, report=report, profile=profile):
            if isinstance(event, PageKept):
                came.append(event.page.id)
            yield event
    finally:
        if came:
            replace_page(desk, page.dossier, page.id, came)
