"""Three people at a real screen, one after another on one home: only mouse and keys of the X server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.bootstrap import open_desk
from clerk_app.settings import Settings
from clerk_app.workflow.accounts import add_account, bind_certificate
from clerk_app.workflow.decide import sign_decision
from clerk_app.workflow.desk import Desk
from signing.model import Role
from storage.accounts import AccountRole
from tests.desks import accepted, pin
from tests.e2e.real_screen import real_screen
from tests.e2e.scene import FIRST_PASSWORD

_PEOPLE = {
    AccountRole.OFFICIAL: Role.OFFICIAL,
    AccountRole.SUPERVISOR: Role.LEADER,
    AccountRole.RECORDS_CLERK: Role.SEAL,
}


@pytest.fixture
def screen() -> Iterator[str]:
    with real_screen() as display:
        yield display


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with open_desk(Settings(home=str(tmp_path))) as (desk, _embedded):
        for number in range(2):
            sign_decision(desk, accepted(desk, f"before-{number}").code, Role.OFFICIAL, pin())
        open_accounts(desk)
    return tmp_path


def open_accounts(desk: Desk) -> None:
    administrator = frozenset({AccountRole.ADMINISTRATOR})
    add_account(desk, "administrator", "Administrator", administrator, bytearray(b"a password of its own"))
    for role, signs in _PEOPLE.items():
        add_account(desk, role.value, role.value, frozenset({role}), bytearray(FIRST_PASSWORD, "ascii"))
        bind_certificate(desk, role.value, desk.signatory(signs).fingerprint)


@pytest.mark.timeout(600)
def test_official_supervisor_and_records_clerk_do_their_work_with_real_hands(screen: str, home: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    for role in _PEOPLE:
        played = subprocess.run(
            [sys.executable, "-m", "tests.e2e.scene", role.value, str(home)],
            env=environment | {"DISPLAY": screen},
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert played.returncode == 0, (role, home / f"{role.value}.png", said_of(played.stderr))


def said_of(stderr: str) -> str:
    """Return the end of a traceback, without what libraries say when a program ends with an error."""
    return stderr.partition("nanobind:")[0][-2000:]
