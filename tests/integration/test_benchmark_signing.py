"""The benchmark of signing runs whole, small: every row is there and what was signed is valid."""

from pathlib import Path

import pytest

from clerk_app.benchmark.signing import measure_signing
from signing.demonstration import DemonstrationAuthority
from signing.timestamp import TimestampService

pytestmark = pytest.mark.soak


def test_every_row_is_measured_and_what_was_signed_is_valid(
    authority: DemonstrationAuthority, services: TimestampService, tmp_path: Path
) -> None:
    single, batch, verified, large = measure_signing(authority, tmp_path, batch=2, large=20_000_000, rounds=1)
    for row in (single, batch):
        assert row.ratio is not None
        assert row.gate_seconds is not None
        assert min(row.seconds, row.gate_seconds, row.ratio) > 0
    assert verified.name == "2 files verified, 0 not valid"
    assert large.peak_bytes is not None
    assert large.peak_bytes > 20_000_000
