"""The time of an anchor is proved by a real time stamp."""

import json
from dataclasses import replace
from pathlib import Path

from clerk_app.workflow.audit import anchor_audit, verify_audit
from tests.desks import accepted, desk_in


def test_a_stamped_anchor_is_proved_and_a_moved_stamp_is_not(tmp_path: Path) -> None:
    with desk_in(tmp_path) as (desk, _embedded):
        accepted(desk, "one")
        anchor_audit(desk, stamped=True)
        accepted(desk, "two")
        anchor_audit(desk, stamped=False)
        report = verify_audit(desk)
        assert (report.whole, report.anchors, report.stamped) == (True, 2, 1)
        file = tmp_path / "audit-anchors.jsonl"
        first, second = map(json.loads, file.read_text().splitlines())
        second["token"] = first["token"]
        file.write_text(json.dumps(second) + "\n")
        moved = verify_audit(desk)
        assert (moved.whole, moved.stamped, moved.unproved, moved.faults) == (False, 0, 1, ())
        nobody = replace(desk, timestamps=lambda: None)
        assert len(anchor_audit(nobody, stamped=True)) == 0
