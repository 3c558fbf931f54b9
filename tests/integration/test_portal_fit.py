"""Too large for the portal: told while it is scanned, refused before it is sent, split or shrunk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.adapters import portal_of
from clerk_app.cli.main import main
from clerk_app.embedded import Embedded
from clerk_app.i18n import translator
from clerk_app.settings import PortalSettings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import Event, Outgrown, PageRead, digitise
from clerk_app.workflow.portal_fit import (
    PAGE_BYTES,
    SIGNED_BYTES,
    misfit_sentence,
    misfits,
    require_fit,
    shrink,
    split,
)
from clerk_app.workflow.sign_bundle import sign_dossier
from clerk_app.workflow.submit import deliver, outbox_entry
from scanning.intake.images import save_image
from scanning.model import silent
from storage.errors import FileNameRefused
from storage.model import Dossier
from storage.outbox import OutboxState
from tests.desks import accepted, desk_in, load, pages_of, pin
from tests.fakes.records import ignore
from tests.papers import sample_page, write_sheets

SHEETS = 3
TINY = PortalSettings(file_megabytes=(SIGNED_BYTES + 1000) / 1e6, warn_megabytes=0)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Embedded]]:
    with desk_in(tmp_path_factory.mktemp("fit")) as opened:
        yield opened


def _with(desk: Desk, portal: PortalSettings) -> Desk:
    return replace(desk, settings=replace(desk.settings, portal=portal))


def _scan(desk: Desk, embedded: Embedded, sheets: Sequence[Path], key: str) -> tuple[Dossier, list[Event]]:
    dossier = accepted(desk, key)
    load(embedded, sheets, key)
    return dossier, list(digitise(desk, dossier.code, "TP01", report=silent))


def _takes(desk: Desk, dossier: Dossier, pages: int) -> Desk:
    """Return the desk with a portal that takes files of so many pages."""
    contents = desk.storage.contents
    sizes = [contents.path(each.cleaned).stat().st_size for each in pages_of(desk, dossier) if each.cleaned]
    most = SIGNED_BYTES + pages * (max(sizes) + PAGE_BYTES)
    return _with(desk, PortalSettings(file_megabytes=most / 1e6, warn_megabytes=0))


def test_a_paper_that_outgrows_the_portal_is_told_of_once_while_it_is_scanned_and_can_be_shrunk(
    room: tuple[Desk, Embedded], tmp_path: Path
) -> None:
    desk, embedded = _with(room[0], TINY), room[1]
    sheets = [tmp_path / "1.png", tmp_path / "2.png"]
    for sheet in sheets:
        save_image(sample_page(), sheet)
    dossier, events = _scan(desk, embedded, sheets, "told")
    told = [event.misfit for event in events if isinstance(event, Outgrown)]
    assert [(each.component, each.refused) for each in told] == [("TP01", True)]
    read = [number for number, event in enumerate(events) if isinstance(event, PageRead)]
    assert next(number for number, event in enumerate(events) if isinstance(event, Outgrown)) < read[-1]
    sentence = misfit_sentence(told[0], translator("vi"))
    assert sentence.startswith("TP01: khoảng 0.")
    assert "tách" in sentence
    originals = [page.original for page in pages_of(desk, dossier)]
    before, after = shrink(desk, dossier.code, "TP01")
    assert after < before
    assert {page.findings["dpi"] for page in pages_of(desk, dossier)} == {200}
    assert [page.original for page in pages_of(desk, dossier)] == originals


@pytest.fixture(scope="module")
def signed(room: tuple[Desk, Embedded], tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Return a dossier whose paper fits the portal and is signed."""
    dossier, events = _scan(*room, write_sheets(tmp_path_factory.mktemp("sheets"), SHEETS), "signed")
    assert {type(event).__name__ for event in events} == {"PageKept", "PageRead"}
    for _document in sign_dossier(room[0], dossier.code, pin(), report=silent):
        pass
    return dossier


def test_what_fits_is_not_told_of(room: tuple[Desk, Embedded], signed: Dossier) -> None:
    assert misfits(room[0], signed.code) == ()
    require_fit(room[0], signed.code)


def test_a_name_against_the_rule_is_told_before_anything_is_sent(
    room: tuple[Desk, Embedded], signed: Dossier
) -> None:
    strict = _with(room[0], PortalSettings(name_rule=r"[a-z]+\.pdf"))
    with pytest.raises(FileNameRefused):
        require_fit(strict, signed.code)


def test_submit_refuses_with_the_next_step_and_sends_nothing(
    room: tuple[Desk, Embedded],
    signed: Dossier,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CLERK_PORTAL_FILE_MEGABYTES", "0.001")
    monkeypatch.setenv("CLERK_PORTAL_URL", "http://127.0.0.1:1")
    home = str(room[0].folders.root)
    assert main(["--home", home, "submit", signed.code]) == 3
    assert "clerk dossier fit" in capsys.readouterr().err
    entry = outbox_entry(room[0], signed.code)
    assert entry is not None
    assert (entry.state, entry.attempts) == (OutboxState.WAITING, 0)
    assert main(["--home", home, "dossier", "fit", signed.code, "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["misfits"]
    assert (found["component"], found["refused"], found["remedies"]) == ("TP01", True, ["split", "shrink"])


def test_the_loop_sets_it_apart_and_in_parts_it_is_accepted(
    room: tuple[Desk, Embedded], signed: Dossier
) -> None:
    code = signed.code
    desk = _takes(room[0], signed, SHEETS - 1)
    tiny = _with(desk, PortalSettings(file_megabytes=0.001))
    deliver(replace(tiny, portal=lambda: portal_of(tiny.settings, room[1])), report=ignore)
    entry = outbox_entry(desk, code)
    assert entry is not None
    assert (entry.state, entry.last_error) == (OutboxState.HELD, "FileTooLarge")
    assert split(desk, code, "TP01") == ("TP01", "TP01.p2")
    pages = [(page.component, page.number) for page in pages_of(desk, signed)]
    assert pages == [("TP01", 1), ("TP01", 2), ("TP01.p2", 1)]
    assert misfits(desk, code) == ()
    made = [each.component for each in sign_dossier(desk, code, pin(), report=silent)]
    assert made == ["TP01", "TP01.p2"]
    deliver(desk, report=ignore)
    entry = outbox_entry(desk, code)
    assert entry is not None
    assert (entry.state, entry.reason) == (OutboxState.ACCEPTED, None)
