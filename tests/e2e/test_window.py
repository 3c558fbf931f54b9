"""The first window against the real simulated scanner, token and portal, driven as a person would."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.gui.application import window
from clerk_app.settings import Settings
from clerk_app.workflow.decide import current_decision
from clerk_app.workflow.progress import Step, next_step
from clerk_app.workflow.submit import outbox_entry
from signing.room import field_boxes
from storage.outbox import OutboxState
from tests.authorities import with_authority
from tests.gui.clerk_at_work import ClerkAtWork


@pytest.fixture
def clerk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ClerkAtWork]:
    with window(Settings(home=str(with_authority(tmp_path)), language="vi"), qapp) as shown:
        shown.show()
        yield ClerkAtWork(shown)
        shown.close()
    gc.collect()  # what Qt complains of belongs to this test, not to a later one


def test_a_dossier_goes_from_the_counter_to_the_portal(clerk: ClerkAtWork) -> None:
    clerk.fill_intake()
    code = clerk.accept()
    clerk.press_primary()
    clerk.scan_component()
    clerk.press_primary()
    clerk.scan_component()
    clerk.press_primary()
    clerk.wait_for_step("review")
    clerk.press_primary()
    clerk.wait_for_step("sign")
    moved = clerk.wait_for_place()
    clerk.drag(moved, "copy", -80, 60)
    (there,) = (each.box for each in moved.marks)
    clerk.press_primary()
    clerk.type_pin("00000000")
    clerk.type_pin()
    clerk.wait_for_paper()
    desk = clerk.desk
    entry = outbox_entry(desk, code)
    assert entry is not None
    assert entry.state is OutboxState.ACCEPTED
    assert next_step(desk, code) is Step.DECIDE
    with desk.storage.unit_of_work(read_only=True) as work:
        (first,) = (each for each in work.documents.of(code) if each.component == "TP01")
    signed = field_boxes(desk.storage.contents.path(first.content))
    assert signed["copy"].rectangle == pytest.approx(there, abs=0.01)
    clerk.press_primary()
    clerk.wait_for_step("decision")
    clerk.draft()
    clerk.drag(clerk.wait_for_place(), "date", 0, 30)
    (date,) = (each.box for each in clerk.wait_for_place().marks if each.name == "date")
    clerk.press_primary()
    clerk.type_pin()
    clerk.wait_for_rest()
    decision = current_decision(desk, code)
    assert decision is not None
    boxes = field_boxes(desk.storage.contents.path(decision.content))
    assert boxes["date"].rectangle == pytest.approx(date, abs=0.01)
