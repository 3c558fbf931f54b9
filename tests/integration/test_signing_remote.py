"""Signing services (CSC): permissions bound to digests, one-time codes, logins in the browser."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from scanning.errors import ScanCancelled
from signing.batch import CopyOrder, Outcome, sign_copies
from signing.demonstration import DemonstrationAuthority
from signing.errors import (
    AllowanceSpent,
    LoginUnfinished,
    RemoteUnavailable,
    RemoteUnusable,
    TokenLocked,
    WrongCode,
    WrongPin,
)
from signing.keys.port import Allowance, Mechanism
from signing.keys.remote import Access, RemoteKeys
from signing.keys.remote.login import Browser, logged_in
from signing.keys.remote.service import Rejected, Service
from signing.means import Means
from signing.model import Level, Verdict
from signing.timestamp import TimestampService
from signing.trust import Examiner
from signing.validate import verify
from tests.pki import TEXT, now, pin
from tests.pki.remote import OFFICER, SigningService, csc
from tests.saboteurs.signing_service import CODE

__all__ = ["csc"]

PSS = Mechanism.RSASSA_PSS
AUTHORISE, EXTEND, SEND = "credentials/authorize", "credentials/extendTransaction", "credentials/sendOTP"


class Person:
    """Follows an address as a browser does, in the time that people take."""

    def __init__(self, *, then: Callable[[str], object] = lambda _address: None) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._then = then
        self.seen: list[str] = []

    def show(self, address: str) -> None:
        self.seen.append(address)
        self._pool.submit(self._visit, address)

    def _visit(self, address: str) -> None:
        self._then(address)
        httpx.get(address, follow_redirects=True, timeout=20)


def batch(
    keys: RemoteKeys,
    authority: DemonstrationAuthority,
    page: Path,
    count: int,
    *,
    level: Level = Level.B_B,
    stamps: TimestampService | None = None,
    secret: bytearray | None = None,
) -> list[Outcome]:
    wanted = [CopyOrder(page, page.with_name(f"{number}.pdf"), TEXT) for number in range(count)]
    with keys.unlock(pin() if secret is None else secret, allowance=Allowance(count)) as key:
        means = Means(key, Examiner(authority.store), stamps, level)
        return list(sign_copies(wanted, means, now))


def since(csc: SigningService, profile: str, before: int) -> list[str]:
    kept = (AUTHORISE, EXTEND, SEND)
    return [each for each in csc.asked(profile)[before:] if each in kept or each.startswith("oauth2")]


def test_a_permission_bound_to_digests_serves_a_batch_up_to_the_highest_level(
    csc: SigningService, authority: DemonstrationAuthority, services: TimestampService, page: Path
) -> None:
    before = len(csc.asked("bound"))
    done = batch(csc.keys("bound"), authority, page, 3, level=Level.B_LTA, stamps=services)
    assert [each.signed.level for each in done if each.signed] == [Level.B_LTA] * 3
    assert since(csc, "bound", before) == [AUTHORISE, EXTEND, EXTEND]
    for each in done:
        assert verify(each.order.target, store=authority.store).verdict is Verdict.VALID


def test_the_service_signs_no_digest_but_the_named_one_and_that_once(csc: SigningService) -> None:
    service, name = csc.at("bound"), {"credentialID": OFFICER}
    permit = {**name, "numSignatures": 2, "hash": ["AAAA"], "PIN": pin().decode()}
    sad = service.ask("credentials/authorize", permit)["SAD"]
    wish = {**name, "SAD": sad, "hashAlgo": "2.16.840.1.101.3.4.2.1", "signAlgo": "1.2.840.113549.1.1.11"}
    with pytest.raises(Rejected):
        service.ask("signatures/signHash", {**wish, "hash": ["BBBB"]})
    extended = service.ask("credentials/extendTransaction", {**name, "SAD": sad, "hash": ["BBBB"]})
    with pytest.raises(Rejected):
        service.ask("credentials/extendTransaction", {**name, "SAD": sad, "hash": ["CCCC"]})
    assert extended["SAD"] != sad


def test_where_a_permission_is_for_one_document_each_gets_its_own_with_one_pin(
    csc: SigningService, authority: DemonstrationAuthority, page: Path
) -> None:
    before = len(csc.asked("single"))
    done = batch(csc.keys("single"), authority, page, 2)
    assert all(each.signed for each in done)
    assert since(csc, "single", before) == [AUTHORISE, AUTHORISE]


def test_a_one_time_code_is_sent_and_asked_for_each_permission(
    csc: SigningService, authority: DemonstrationAuthority, page: Path
) -> None:
    given: list[bytearray] = []

    def ask() -> bytearray:
        given.append(bytearray(CODE.encode()))
        return given[-1]

    before = len(csc.asked("code"))
    assert all(each.signed for each in batch(csc.keys("code", ask_code=ask), authority, page, 2))
    assert since(csc, "code", before) == [SEND, AUTHORISE] * 2
    assert [any(each) for each in given] == [False, False]  # wiped


def test_a_wrong_code_ends_the_batch_and_is_not_tried_again(
    csc: SigningService, authority: DemonstrationAuthority, page: Path
) -> None:
    before = len(csc.asked("code"))
    keys = csc.keys("code", ask_code=lambda: bytearray(b"000000"))
    done = batch(keys, authority, page, 3)
    assert [type(each.error) for each in done] == [WrongCode]
    assert since(csc, "code", before) == [SEND, AUTHORISE]
    assert not page.with_name("0.pdf").exists()
    with pytest.raises(RemoteUnusable), csc.keys("code").unlock(pin()) as key:
        key.sign_raw(b"data", mechanism=PSS)


def test_a_wrong_pin_ends_the_batch_and_is_tried_once(
    csc: SigningService, authority: DemonstrationAuthority, page: Path
) -> None:
    before = len(csc.asked("bound"))
    secret = bytearray(b"87654321")
    with csc.keys("bound").unlock(secret, allowance=Allowance(3)) as key:
        assert not any(secret)
        for _ in range(2):
            with pytest.raises(WrongPin):
                key.sign_raw(b"data", mechanism=PSS)
    assert since(csc, "bound", before) == [AUTHORISE]
    done = batch(csc.keys("bound"), authority, page, 3, secret=bytearray(b"87654321"))
    assert [type(each.error) for each in done] == [WrongPin]


@pytest.mark.parametrize("profile", ["plain", "bound"])
def test_a_locked_credential_is_told_as_a_locked_token(csc: SigningService, profile: str) -> None:
    with (
        pytest.raises(TokenLocked),
        csc.keys(profile).unlock(bytearray(b"locked")) as key,
    ):
        key.sign_raw(b"data", mechanism=PSS)


def test_a_permission_that_has_run_out_is_asked_for_again(csc: SigningService) -> None:
    before = len(csc.asked("short"))
    with csc.keys("short").unlock(pin(), allowance=Allowance(1)) as key:
        assert all(key.sign_raw(b"data", mechanism=PSS) for _ in range(2))
    assert since(csc, "short", before) == [AUTHORISE, AUTHORISE]


def test_a_permission_that_the_service_takes_back_ends_the_batch(csc: SigningService) -> None:
    with csc.keys("false").unlock(pin()) as key, pytest.raises(AllowanceSpent) as caught:
        key.sign_raw(b"data", mechanism=PSS)
    assert caught.value.reason == "service"


def test_the_pin_is_not_used_when_its_time_is_over(csc: SigningService) -> None:
    over = Allowance(1, seconds=0)
    with csc.keys("bound").unlock(pin(), allowance=over) as key, pytest.raises(AllowanceSpent) as caught:
        key.sign_raw(b"data", mechanism=PSS)
    assert caught.value.reason == "time"


def test_a_service_that_asks_the_person_itself_gets_no_pin(csc: SigningService) -> None:
    keys = csc.keys("implicit")
    assert not keys.takes_pin()
    with keys.unlock(bytearray()) as key:
        assert key.sign_raw(b"data", mechanism=PSS)
    assert csc.keys("bound").takes_pin()


def test_the_browser_gives_login_and_permission_for_a_batch(
    csc: SigningService, authority: DemonstrationAuthority, page: Path
) -> None:
    before = len(csc.asked("browser"))
    person = Person()
    browser = Browser("clerk", person.show)
    service = logged_in(csc.at("browser"), browser)
    keys = RemoteKeys(Access(service, browser=browser), OFFICER)
    secret = pin()
    assert all(each.signed for each in batch(keys, authority, page, 2, secret=secret))
    assert since(csc, "browser", before) == ["oauth2/service", "oauth2/credential", EXTEND]
    assert not any(secret)
    assert service.bearer not in repr(keys) + repr(service)
    assert all("S256" in address and "code_verifier" not in address for address in person.seen)


def test_without_login_or_browser_the_service_is_not_used(csc: SigningService) -> None:
    with pytest.raises(RemoteUnusable) as caught:
        csc.keys("browser").certificates()
    assert caught.value.reason == "invalid_token"
    with pytest.raises(RemoteUnusable) as none:
        logged_in(csc.at("plain"), Browser("clerk", print))
    assert none.value.reason == "no_oauth2"


def test_an_answer_that_does_not_know_the_state_is_nobodys(csc: SigningService) -> None:
    refused: list[int] = []

    def intrude(address: str) -> None:
        there = httpx.URL(address).params["redirect_uri"]
        state = httpx.URL(address).params["state"]
        for query in ("code=stolen&state=guessed", "code=stolen"):
            refused.append(httpx.get(f"{there}?{query}", timeout=20).status_code)
        elsewhere = httpx.get(
            f"{there}?code=stolen&state={state}", headers={"Host": "attacker.example"}, timeout=20
        )
        refused.append(elsewhere.status_code)

    service = logged_in(csc.at("browser"), Browser("clerk", Person(then=intrude).show))
    assert refused == [400, 400, 400]
    assert RemoteKeys(Access(service), OFFICER).certificates()


def test_one_answer_is_taken_and_no_second(csc: SigningService) -> None:
    answered: list[int] = []

    def answer_twice(address: str) -> None:
        params = httpx.URL(address).params
        for code in ("first", "second"):
            there = f"{params['redirect_uri']}?code={code}&state={params['state']}"
            answered.append(httpx.get(there, timeout=20).status_code)

    with pytest.raises(RemoteUnusable) as caught:
        logged_in(csc.at("browser"), Browser("clerk", answer_twice))
    assert (answered, caught.value.reason) == ([200, 400], "invalid_grant")


def test_a_person_who_declines_or_never_answers_is_told(csc: SigningService) -> None:
    with pytest.raises(LoginUnfinished) as declined:
        logged_in(csc.at("browser"), Browser("declined", Person().show))
    with pytest.raises(LoginUnfinished) as late:
        logged_in(csc.at("browser"), Browser("clerk", lambda _address: None, seconds=0))
    assert (declined.value.reason, late.value.reason) == ("declined", "time")


def test_a_login_can_be_cancelled(csc: SigningService) -> None:
    shown = threading.Event()

    def cancel() -> None:
        if shown.is_set():
            raise ScanCancelled

    browser = Browser("clerk", lambda _address: shown.set(), still_wanted=cancel)
    with pytest.raises(ScanCancelled):
        logged_in(csc.at("browser"), browser)


def test_a_service_that_is_gone_or_is_none_is_told_and_the_pin_wiped(csc: SigningService) -> None:
    secret = pin()
    gone = RemoteKeys(Access(Service("http://127.0.0.1:9/", 2)))
    with pytest.raises(RemoteUnavailable), gone.unlock(secret):
        pass
    assert not any(secret)
    with pytest.raises(RemoteUnusable):
        RemoteKeys(Access(Service(csc.at("plain").url + "/nothing", 5))).certificates()


def test_nothing_is_told_where_others_could_listen() -> None:
    with pytest.raises(RemoteUnusable) as caught:
        Service("http://signing.example/csc/v1").ask("info", {})
    assert caught.value.reason == "not_https"
