"""Files are judged in a process that may die, hang or grow without harm."""

import os
import sys
from pathlib import Path

import pikepdf
import pytest

from signing.demonstration import DemonstrationAuthority, Person
from signing.errors import UnreadablePdf
from signing.means import Means
from signing.model import Level, Verdict
from signing.quarantine import validate_apart, verify_apart, view_apart
from signing.sign import sign_copy
from signing.trust import Examiner, TrustStore
from signing.validate import verify
from tests.pki import TEXT, now, pin


def test_the_answer_is_that_of_the_judge_inside(
    authority: DemonstrationAuthority, page: Path, tmp_path: Path
) -> None:
    signed = tmp_path / "signed.pdf"
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        sign_copy(
            page,
            signed,
            text=TEXT,
            means=Means(key, Examiner(authority.store), None, Level.B_B),
            moment=now(),
        )
    apart = list(verify_apart([signed, page], authority.store, fetch_revocation=False))
    assert apart == [verify(each, store=authority.store, fetch_revocation=False) for each in (signed, page)]
    assert apart[0].signatures


def test_a_file_that_takes_too_long_is_unreadable_and_the_next_is_judged(
    authority: DemonstrationAuthority, page: Path
) -> None:
    (late,) = verify_apart([page], authority.store, seconds=0.0)
    assert late.verdict is Verdict.UNREADABLE
    (judged,) = verify_apart([page], authority.store)
    assert judged.verdict is Verdict.UNSIGNED


def test_answers_come_in_the_order_of_the_files_and_a_missing_one_ends_them(
    page: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"hello")
    found = [each.verdict for each in verify_apart([page, bad, page, bad], TrustStore())]
    assert found == [Verdict.UNSIGNED, Verdict.UNREADABLE] * 2
    answers = verify_apart([bad, tmp_path / "nothing.pdf", bad], TrustStore())
    assert next(answers).verdict is Verdict.UNREADABLE
    with pytest.raises(FileNotFoundError):
        next(answers)


def test_a_process_that_dies_is_an_unreadable_file(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    (found,) = verify_apart([page], TrustStore())
    assert found.verdict is Verdict.UNREADABLE


class StoppedHere(Exception):
    """Somebody did not want to wait any more."""


def stop() -> None:
    raise StoppedHere


def test_waiting_can_be_stopped(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signing.quarantine._PROGRAM", "tests.saboteurs.hangs")
    with pytest.raises(StoppedHere):
        list(validate_apart([page], TrustStore(), still_wanted=stop))
    with pytest.raises(StoppedHere):
        view_apart(page, tmp_path / "view.pdf", still_wanted=stop)


def test_a_copy_for_the_eye_is_written_apart_within_limits(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "view.pdf"
    view_apart(page, target)
    assert len(pikepdf.open(target).pages) == 2
    with pytest.raises(UnreadablePdf) as late:
        view_apart(page, target, seconds=0)
    assert late.value.reason == "limits"
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"hello")
    with pytest.raises(UnreadablePdf):
        view_apart(bad, target)
    with pytest.raises(FileNotFoundError):
        view_apart(page, tmp_path / "nowhere" / "view.pdf")


def test_a_pipe_that_never_ends_is_no_pdf(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (found,) = verify_apart([tmp_path / "pipe.pdf"], TrustStore())
    assert found.verdict is Verdict.UNREADABLE
