"""One PIN for a bounded set of documents: counted, timed, resumable, and nowhere to be found afterwards."""

import errno
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.i18n import translator
from clerk_app.workflow.messages import message_for
from signing import writing
from signing.batch import CopyOrder, Outcome, sign_copies
from signing.certificate import fingerprint_of
from signing.demonstration.tokens import softhsm_module
from signing.errors import AllowanceSpent, FieldTaken, TokenGone, TokenLocked, WrongPin
from signing.keys.meter import Meter
from signing.keys.port import Allowance, Mechanism
from signing.keys.token import TokenKeys
from signing.keys.token.source import TokenKey
from signing.means import Means
from signing.model import Level, Verdict
from signing.timestamp import TimestampService
from signing.trust import Examiner
from signing.validate import verify
from tests.pki import TEXT, now
from tests.pki.strangers import PIN, Stranger, Strangers

SPY = Path("/usr/lib/x86_64-linux-gnu/pkcs11-spy.so")
PSS = Mechanism.RSASSA_PSS


def pin(text: str = PIN) -> bytearray:
    return bytearray(text, "ascii")


def orders(page: Path, folder: Path, count: int) -> list[CopyOrder]:
    return [CopyOrder(page, folder / f"{number}.pdf", TEXT) for number in range(1, count + 1)]


def run(
    keys: TokenKeys,
    strangers: Strangers,
    wanted: list[CopyOrder],
    *,
    then: Callable[[int, TokenKey], None] = lambda _number, _key: None,
) -> list[Outcome]:
    """Sign a batch; after each document something may happen to the key."""
    outcomes = []
    with keys.unlock(pin(), allowance=Allowance(len(wanted))) as key:
        assert isinstance(key, TokenKey)
        means = Means(key, Examiner(strangers.store), None, Level.B_B)
        for number, outcome in enumerate(sign_copies(wanted, means, now), 1):
            outcomes.append(outcome)
            then(number, key)
    return outcomes


def sentence(error: BaseException | None) -> str:
    assert error is not None
    return str(message_for(error, translator("en")))


def test_a_token_pulled_after_the_third_document_keeps_three_and_the_rest_goes_on_later(
    strangers: Strangers, page: Path, tmp_path: Path
) -> None:
    wanted, keys = orders(page, tmp_path, 5), strangers.token(Stranger.VALID)

    def pull(number: int, key: TokenKey) -> None:
        if number == 3:
            key.worker.close()

    outcomes = run(keys, strangers, wanted, then=pull)
    assert [each.signed is not None for each in outcomes] == [True, True, True, False]
    assert isinstance(outcomes[3].error, TokenGone)
    assert "Plug the token in" in sentence(outcomes[3].error)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["1.pdf", "2.pdf", "3.pdf", "page.pdf"]
    rest = run(keys, strangers, wanted[3:])
    assert all(each.signed is not None for each in rest)
    for each in wanted:
        assert verify(each.target, store=strangers.store).verdict is Verdict.VALID


def test_a_document_that_cannot_be_signed_does_not_stop_the_others(
    strangers: Strangers, page: Path, tmp_path: Path
) -> None:
    wanted = orders(page, tmp_path, 3)
    (tmp_path / "bad").write_bytes(b"no pdf")
    wanted[1] = replace(wanted[1], source=tmp_path / "bad")
    outcomes = run(strangers.token(Stranger.VALID), strangers, wanted)
    assert [each.signed is not None for each in outcomes] == [True, False, True]
    assert "cannot be read as a PDF" in sentence(outcomes[1].error)
    again = run(strangers.token(Stranger.VALID), strangers, [replace(wanted[0], source=wanted[0].target)])
    assert isinstance(again[0].error, FieldTaken)


def test_a_full_disk_ends_the_batch_and_leaves_nothing_half_signed(
    strangers: Strangers, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = writing.write_signature

    def full(*given: object) -> object:
        if (tmp_path / "1.pdf").exists():
            raise OSError(errno.ENOSPC, "No space left on device")
        return signed(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("signing.sign.write_signature", full)
    outcomes = run(strangers.token(Stranger.VALID), strangers, orders(page, tmp_path, 3))
    assert len(outcomes) == 2
    assert "disk is full" in sentence(outcomes[1].error)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["1.pdf", "page.pdf"]


def test_a_pin_is_good_for_the_documents_that_were_shown_and_no_more(strangers: Strangers) -> None:
    with strangers.token(Stranger.VALID).unlock(pin(), allowance=Allowance(2)) as key:
        for _ in range(4):
            key.sign_raw(b"data", mechanism=PSS)
        for _ in range(2):
            with pytest.raises(AllowanceSpent) as caught:
                key.sign_raw(b"data", mechanism=PSS)
    assert caught.value.reason == "count"
    assert "Type the PIN again" in sentence(caught.value)


@pytest.mark.parametrize(("seconds", "idle", "reason"), [(0.0, 9.0, "time"), (9.0, 0.0, "idle")])
def test_a_pin_is_good_for_some_minutes(
    strangers: Strangers, seconds: float, idle: float, reason: str
) -> None:
    allowance = Allowance(5, seconds=seconds, idle_seconds=idle)
    keys = strangers.token(Stranger.VALID)
    with keys.unlock(pin(), allowance=allowance) as key, pytest.raises(AllowanceSpent) as caught:
        key.sign_raw(b"data", mechanism=PSS)
    assert caught.value.reason == reason


def test_a_meter_stays_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    meter = Meter.of(Allowance(1, seconds=60, idle_seconds=20))
    clock[0] += 10
    assert (meter.spend(), meter.wake_seconds) == (None, 20)
    clock[0] += 20
    assert [meter.spend(), meter.spend(), meter.wake_seconds] == ["idle", "idle", 20]


def test_wrong_pins_are_counted_the_last_try_is_announced_and_then_nothing_is_asked(
    strangers: Strangers,
) -> None:
    plain = strangers.token(Stranger.ENDING)
    keys = TokenKeys(plain.module, plain.environment, tries=3)
    said = []
    for _ in range(3):
        with pytest.raises(WrongPin) as caught, keys.unlock(pin("00000000")):
            pass
        said.append(sentence(caught.value))
    assert "Tries left: 2." in said[0]
    assert "after another wrong PIN the token is locked" in said[1]
    with pytest.raises(TokenLocked) as locked, keys.unlock(pin()):
        pass
    assert "Ask the issuer" in sentence(locked.value)


def test_of_two_tokens_the_one_with_the_certificate_is_used(strangers: Strangers, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens"
    tokens.mkdir()
    for who in (Stranger.VALID, Stranger.ENDING):
        shutil.copytree(strangers.home / "tokens" / who.value, tokens, dirs_exist_ok=True)
    configuration = tmp_path / "two.conf"
    configuration.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\n")
    both = TokenKeys(softhsm_module(), {"SOFTHSM2_CONF": str(configuration)})
    assert len(both.certificates()) == 2
    for who in (Stranger.VALID, Stranger.ENDING):
        seen = strangers.token(who).public()
        with both.unlock(pin(), fingerprint_of(seen.certificate)) as key:
            assert key.certificate == seen.certificate


def test_a_dead_time_stamp_service_is_waited_for_once_in_a_batch(
    strangers: Strangers, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, dead = [], TimestampService("http://127.0.0.1:9/", 2)
    post = dead._post

    def counted(body: bytes) -> bytes:
        asked.append(len(body))
        return post(body)

    monkeypatch.setattr(dead, "_post", counted)
    with strangers.token(Stranger.VALID).unlock(pin(), allowance=Allowance(3)) as key:
        means = Means(key, Examiner(strangers.store), dead, Level.B_LTA)
        outcomes = list(sign_copies(orders(page, tmp_path, 3), means, now))
    found = [(each.signed.level, each.signed.wanted_level) for each in outcomes if each.signed]
    assert found == [(Level.B_B, Level.B_LTA)] * 3
    assert len(asked) == 1


def test_a_batch_logs_in_once_and_out_once(strangers: Strangers, page: Path, tmp_path: Path) -> None:
    if not SPY.exists():
        assert "CI" not in os.environ, "opensc-pkcs11 is missing"
        pytest.skip("opensc-pkcs11 is not installed")
    log = tmp_path / "spy.log"
    environment = {
        **strangers.token(Stranger.VALID).environment,
        "PKCS11SPY": str(softhsm_module()),
        "PKCS11SPY_OUTPUT": str(log),
    }
    outcomes = run(TokenKeys(SPY, environment), strangers, orders(page, tmp_path, 4))
    assert all(each.signed is not None for each in outcomes)
    calls = re.findall(r"^\d+: (C_\w+)", log.read_text("utf-8", "replace"), re.MULTILINE)
    counted = {name: calls.count(name) for name in ("C_Initialize", "C_Login", "C_Logout")}
    assert counted == {"C_Initialize": 1, "C_Login": 1, "C_Logout": 1}
