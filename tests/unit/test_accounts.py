"""Personal accounts: who gets in, who may do what, and what the audit tells of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.bootstrap import open_desk
from clerk_app.settings import Settings
from clerk_app.workflow import (
    accounts,
    audit,
    decide,
    decision_batch,
    decisions,
    digitisation,
    fees,
    forms,
    intake,
    keeping,
    moves,
    originals,
    portal_check,
    portal_fit,
    portal_package,
    prepare_file,
    progress,
    reading,
    reuse,
    review,
    sign_bundle,
    stack,
    statistics,
    submit,
    trust_roots,
)
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.digitise import digitise
from clerk_app.workflow.errors import (
    AccountDisabled,
    AccountExists,
    AccountLocked,
    LastAdministrator,
    NotYourCertificate,
    PasswordExpired,
    PasswordWeak,
    RightMissing,
    SignInNeeded,
    UnknownAccount,
    WrongPassword,
)
from clerk_app.workflow.moves import Move
from clerk_app.workflow.procedures.importing import import_catalogue
from clerk_app.workflow.rights import ANYBODY, RIGHTS, Actor, Right, require, require_certificate
from scanning.cleanup.recipe import Recipe
from scanning.model import silent
from signing.model import Fingerprint, Role
from storage.accounts import AccountRole, Delegation
from storage.model import DossierCode
from storage.payments import Method
from tests.desks import APPLICANT, accepted, pin
from tests.fakes.clock import StillClock
from tests.fakes.records import ignore
from tests.records import with_records

OFFICIAL, SUPERVISOR = AccountRole.OFFICIAL, AccountRole.SUPERVISOR
CLERK, ADMINISTRATOR = AccountRole.RECORDS_CLERK, AccountRole.ADMINISTRATOR
NOBODY = DossierCode("H92.01.13-261008-0404")
DAY = date(2026, 10, 8)


def password(text: str = "mật khẩu riêng") -> bytearray:
    return bytearray(text, "utf-8")


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with argon2id's least effort: what is tested is not its cost."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "PasswordHasher", lambda: quick)


@pytest.fixture
def desk(tmp_path: Path, clock: StillClock) -> Iterator[Desk]:
    with open_desk(Settings(home=str(with_records(tmp_path)))) as (opened, _embedded):
        yield replace(opened, clock=clock)


@pytest.fixture(scope="module")
def any_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk that no test changes."""
    with open_desk(Settings(home=str(with_records(tmp_path_factory.mktemp("desk"))))) as (opened, _embedded):
        yield opened


@pytest.fixture
def administrator(desk: Desk) -> Desk:
    accounts.add_account(desk, "an", "An", frozenset({ADMINISTRATOR}), password())
    return signed_in(desk, "an")


@pytest.fixture
def official(administrator: Desk) -> Desk:
    """Return the desk of an official who has chosen a password."""
    make(administrator, "lan", OFFICIAL)
    return signed_in(administrator, "lan")


def make(desk: Desk, name: str, *roles: AccountRole) -> None:
    accounts.add_account(desk, name, name, frozenset(roles), password("mật khẩu đầu tiên"))
    accounts.change_password(desk, name, password("mật khẩu đầu tiên"), password())


def signed_in(desk: Desk, name: str | None, text: str = "mật khẩu riêng") -> Desk:
    return accounts.sign_in(desk, name, lambda: password(text))


def steps(desk: Desk, subject: str) -> list[str]:
    with desk.storage.unit_of_work(read_only=True) as work:
        return [entry.step for entry in work.audit.of(subject)]


USE_CASES: dict[str, tuple[Right, Callable[[Desk], object]]] = {
    "accept": (Right.ACCEPT, lambda desk: intake.accept(desk, intake.Application("k", "?", APPLICANT))),
    "step": (Right.PROCESS, lambda desk: moves.take_step(desk, NOBODY, Move.PROCESS)),
    "accept online": (Right.ACCEPT, lambda desk: moves.take_step(desk, NOBODY, Move.ACCEPT)),
    "put originals": (Right.PROCESS, lambda desk: originals.put_originals(desk, NOBODY, "kho")),
    "digitise": (Right.DIGITISE, lambda desk: list(digitise(desk, NOBODY, "TP01", report=silent))),
    "remove pages": (Right.DIGITISE, lambda desk: review.remove(desk, NOBODY, [1])),
    "restore pages": (Right.DIGITISE, lambda desk: review.restore(desk, NOBODY, [1])),
    "make pages anew": (Right.DIGITISE, lambda desk: review.clean(desk, NOBODY, {1: Recipe()})),
    "correct words": (Right.DIGITISE, lambda desk: review.correct(desk, NOBODY, 1, {0: "x"})),
    "replace a page": (Right.DIGITISE, lambda desk: review.replace_page(desk, NOBODY, 1, [2])),
    "undo": (Right.DIGITISE, lambda desk: review.undo(desk, NOBODY)),
    "redo": (Right.DIGITISE, lambda desk: review.redo(desk, NOBODY)),
    "see edits": (Right.READ, lambda desk: review.edits_of(desk, NOBODY)),
    "propose a sorting": (Right.READ, lambda desk: stack.proposed(desk, NOBODY)),
    "join sides": (Right.DIGITISE, lambda desk: review.join_sides(desk, NOBODY, 1, 2)),
    "part sides": (Right.DIGITISE, lambda desk: review.part_sides(desk, NOBODY, 1)),
    "see what fits": (Right.READ, lambda desk: portal_fit.misfits(desk, NOBODY)),
    "split": (Right.DIGITISE, lambda desk: portal_fit.split(desk, NOBODY, "TP01")),
    "shrink": (Right.DIGITISE, lambda desk: portal_fit.shrink(desk, NOBODY, "TP01")),
    "reuse": (Right.DIGITISE, lambda desk: reuse.reuse(desk, NOBODY, "TP01", NOBODY, None)),
    "sign": (
        Right.SIGN_COPIES,
        lambda desk: list(sign_bundle.sign_dossier(desk, NOBODY, pin(), report=silent)),
    ),
    "draft": (Right.DRAFT_DECISION, lambda desk: decide.draft_decision(desk, NOBODY)),
    "sign decision": (
        Right.DRAFT_DECISION,
        lambda desk: decide.sign_decision(desk, NOBODY, Role.OFFICIAL, pin()),
    ),
    "countersign": (
        Right.COUNTERSIGN,
        lambda desk: decide.sign_decision(desk, NOBODY, Role.LEADER, pin()),
    ),
    "seal": (
        Right.NUMBER_AND_SEAL,
        lambda desk: decide.sign_decision(desk, NOBODY, Role.SEAL, pin()),
    ),
    "return decision": (
        Right.COUNTERSIGN,
        lambda desk: decisions.return_decision(desk, NOBODY, "sai tên"),
    ),
    "list decisions": (Right.READ, decisions.decisions),
    "countersign many": (
        Right.COUNTERSIGN,
        lambda desk: list(decision_batch.sign_decisions(desk, Role.LEADER, (), pin())),
    ),
    "certify": (
        Right.DRAFT_DECISION,
        lambda desk: prepare_file.certify_copy(desk, Path("/nowhere/x"), Path("/nowhere/y"), "1"),
    ),
    "add roots": (Right.TRUST, lambda desk: trust_roots.add_roots(desk, Path("/nowhere/x"))),
    "remove a root": (Right.TRUST, lambda desk: trust_roots.remove_root(desk, Fingerprint("0"))),
    "submit": (Right.SUBMIT, lambda desk: submit.deliver(desk, report=ignore, force=True)),
    "package": (Right.SUBMIT, lambda desk: portal_package.package(desk, NOBODY, Path("/nowhere/x"))),
    "take an answer": (Right.SUBMIT, lambda desk: portal_package.take_answer(desk, Path("/nowhere/x"))),
    "pause": (Right.SUBMIT, lambda desk: submit.pause(desk, paused=True)),
    "retry": (Right.SUBMIT, lambda desk: submit.retry(desk, NOBODY)),
    "read": (Right.READ, lambda desk: reading.read_dossier(desk, NOBODY)),
    "find": (Right.READ, lambda desk: reading.find(desk, "lan")),
    "list": (Right.READ, reading.work_list),
    "list with steps": (Right.READ, lambda desk: progress.standings(desk, progress.Part(1))),
    "form": (Right.READ, lambda desk: forms.draw_form(desk, "01", NOBODY)),
    "register": (Right.REPORT, lambda desk: forms.draw_register(desk, DAY, DAY)),
    "report": (Right.REPORT, lambda desk: statistics.report_06a(desk, DAY, DAY)),
    "digitisation": (Right.REPORT, lambda desk: digitisation.digitisation(desk, DAY, DAY)),
    "take a fee": (Right.TAKE_FEES, lambda desk: fees.take_fee(desk, NOBODY, Method.CASH, 1)),
    "void a fee": (Right.TAKE_FEES, lambda desk: fees.void_fee(desk, 2026, 1, "nhầm")),
    "takings": (Right.REPORT, lambda desk: fees.takings(desk, DAY)),
    "close the day": (Right.CLOSE_DAY, lambda desk: fees.close_day(desk, DAY)),
    "import": (Right.CATALOGUE, lambda desk: import_catalogue(desk, Path("none.json"))),
    "add account": (
        Right.ACCOUNTS,
        lambda desk: accounts.add_account(desk, "x", "x", frozenset(), password("kurz")),
    ),
    "list accounts": (Right.ACCOUNTS, accounts.accounts),
    "reset": (Right.ACCOUNTS, lambda desk: accounts.reset_password(desk, "?", password())),
    "disable": (Right.ACCOUNTS, lambda desk: accounts.disable_account(desk, "?")),
    "enable": (Right.ACCOUNTS, lambda desk: accounts.enable_account(desk, "?")),
    "bind": (Right.ACCOUNTS, lambda desk: accounts.bind_certificate(desk, "?", "ab")),
    "delegate": (
        Right.DELEGATE,
        lambda desk: accounts.delegate(desk, Delegation("?", "?", DAY, DAY)),
    ),
    "audit": (Right.AUDIT, audit.verify_audit),
    "back up": (Right.BACKUP, lambda desk: keeping.back_up(desk, Path("/nowhere/x"), ignore)),
    "restore": (Right.BACKUP, lambda desk: keeping.restore(desk, Path("/nowhere/x"), ignore)),
    "merge": (Right.BACKUP, lambda desk: keeping.merge(desk, Path("/nowhere/x"), ignore)),
    "expired": (Right.RETENTION, keeping.expired),
    "remove expired": (Right.RETENTION, lambda desk: list(keeping.remove_expired(desk))),
}

WHO_MAY = {
    Right.READ: {OFFICIAL, SUPERVISOR, CLERK},
    Right.ACCEPT: {OFFICIAL},
    Right.PROCESS: {OFFICIAL, SUPERVISOR},
    Right.DIGITISE: {OFFICIAL},
    Right.SIGN_COPIES: {OFFICIAL},
    Right.DRAFT_DECISION: {OFFICIAL},
    Right.COUNTERSIGN: {SUPERVISOR},
    Right.NUMBER_AND_SEAL: {CLERK},
    Right.SUBMIT: {OFFICIAL, CLERK},
    Right.TAKE_FEES: {OFFICIAL},
    Right.CLOSE_DAY: {OFFICIAL},
    Right.REPORT: {OFFICIAL, SUPERVISOR, CLERK},
    Right.DELEGATE: {SUPERVISOR, ADMINISTRATOR},
    Right.CATALOGUE: {ADMINISTRATOR},
    Right.ACCOUNTS: {ADMINISTRATOR},
    Right.AUDIT: {SUPERVISOR, ADMINISTRATOR},
    Right.BACKUP: {ADMINISTRATOR},
    Right.RETENTION: {ADMINISTRATOR},
    Right.TRUST: {ADMINISTRATOR},
}


def test_every_right_guards_a_use_case_and_is_given_to_somebody() -> None:
    assert {right for right, _call in USE_CASES.values()} == set(Right) == set(WHO_MAY)
    assert set(RIGHTS) == set(AccountRole)


@pytest.mark.parametrize("role", AccountRole)
def test_everybody_may_ask_whether_the_portal_answers(any_desk: Desk, role: AccountRole) -> None:
    """Those who read dossiers, and the administrator, who sets the portal up and reads none."""
    person = replace(any_desk, actor=Actor("lan", frozenset({role})))
    assert portal_check.check_portal(person).url.startswith("http://127.0.0.1")


@pytest.mark.parametrize("role", AccountRole)
@pytest.mark.parametrize("use_case", USE_CASES)
def test_each_role_may_do_what_the_table_says_and_nothing_else(
    any_desk: Desk, role: AccountRole, use_case: str
) -> None:
    right, call = USE_CASES[use_case]
    person = replace(any_desk, actor=Actor("lan", frozenset({role})))
    try:
        call(person)
        outcome: Exception | None = None
    except Exception as error:  # noqa: BLE001 - what else is wrong with the call does not matter here
        outcome = error
    assert isinstance(outcome, RightMissing) is (role not in WHO_MAY[right])


@given(role=st.sampled_from(AccountRole), right=st.sampled_from(Right))
def test_an_actor_may_what_one_of_its_roles_may(role: AccountRole, right: Right) -> None:
    assert Actor("lan", frozenset({role})).may(right) is (role in WHO_MAY[right])
    assert ANYBODY.may(right)
    with pytest.raises(RightMissing):
        require(Actor("lan", frozenset()), right)


def test_nobody_both_countersigns_and_seals_by_one_role() -> None:
    for role in AccountRole:
        signing = {Right.DRAFT_DECISION, Right.COUNTERSIGN, Right.NUMBER_AND_SEAL}
        assert len(signing & RIGHTS[role]) <= 1


def test_where_there_are_no_accounts_anybody_may_work_under_any_name(desk: Desk) -> None:
    assert accounts.sign_in(desk, None, lambda: None).actor == ANYBODY
    assert accounts.sign_in(desk, "lan", lambda: None).actor.name == "lan"


def test_the_first_account_is_an_administrators(desk: Desk) -> None:
    with pytest.raises(LastAdministrator):
        accounts.add_account(desk, "lan", "Lan", frozenset({OFFICIAL}), password())
    accounts.add_account(desk, "an", "An", frozenset({ADMINISTRATOR}), password())
    for name, text in (("an", "falsch falsch"), ("lan", "mật khẩu riêng")):
        with pytest.raises(WrongPassword):
            signed_in(desk, name, text)
    with pytest.raises(SignInNeeded):
        accounts.sign_in(desk, None, lambda: None)
    with pytest.raises(SignInNeeded):
        accounts.sign_in(desk, "an", lambda: None)
    assert signed_in(desk, "an").actor.roles == {ADMINISTRATOR}


def test_the_first_password_has_to_be_changed(administrator: Desk) -> None:
    first = "mật khẩu đầu tiên"
    accounts.add_account(administrator, "lan", "Lan", frozenset({OFFICIAL}), password(first))
    with pytest.raises(PasswordExpired):
        signed_in(administrator, "lan", first)
    for weak in ("kurz", first):
        with pytest.raises(PasswordWeak):
            accounts.change_password(administrator, "lan", password(first), password(weak))
    accounts.change_password(administrator, "lan", password(first), password())
    assert signed_in(administrator, "lan").actor.name == "lan"
    accounts.reset_password(administrator, "lan", password(first))
    with pytest.raises(PasswordExpired):
        signed_in(administrator, "lan", first)


def test_wrong_passwords_lock_the_account_for_longer_and_longer(official: Desk, clock: StillClock) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassword):
            signed_in(official, "lan", "falsch falsch")
    with pytest.raises(AccountLocked) as caught:
        signed_in(official, "lan")
    assert caught.value.until == clock.now() + timedelta(seconds=30)
    clock.advance(timedelta(seconds=30))
    with pytest.raises(WrongPassword):
        signed_in(official, "lan", "falsch falsch")
    with pytest.raises(AccountLocked) as caught:
        signed_in(official, "lan")
    assert caught.value.until == clock.now() + timedelta(seconds=60)
    clock.advance(timedelta(seconds=60))
    assert signed_in(official, "lan").actor.name == "lan"
    with pytest.raises(WrongPassword):
        signed_in(official, "lan", "falsch falsch")
    assert signed_in(official, "lan").actor.name == "lan"


@given(st.integers(min_value=0, max_value=10_000))
def test_a_lock_never_gets_shorter_and_never_longer_than_an_hour(failures: int) -> None:
    assert accounts.lock_after(failures) <= accounts.lock_after(failures + 1) <= timedelta(hours=1)


def test_a_password_is_wiped_and_never_shown(desk: Desk) -> None:
    given_password = password()
    accounts.add_account(desk, "an", "An", frozenset({ADMINISTRATOR}), given_password)
    assert set(given_password) == {0}
    asked = password()
    person = accounts.sign_in(desk, "an", lambda: asked)
    assert set(asked) == {0}
    wrong, chosen = password("falsch falsch"), password("noch eine neue")
    with pytest.raises(WrongPassword):
        accounts.change_password(desk, "an", wrong, chosen)
    assert not any(wrong + chosen)
    with desk.storage.unit_of_work(read_only=True) as work:
        account = work.accounts.get("an")
    assert account is not None
    assert account.password_hash.startswith("$argon2id$")
    assert "argon2" not in repr(account) + repr(person.actor)


def test_a_closed_account_stays_closed_and_one_administrator_stays(official: Desk, desk: Desk) -> None:
    administrator = signed_in(desk, "an")
    accounts.disable_account(administrator, "lan")
    with pytest.raises(AccountDisabled):
        signed_in(desk, "lan")
    with pytest.raises(LastAdministrator):
        accounts.disable_account(administrator, "an")
    with pytest.raises(AccountExists):
        accounts.add_account(administrator, "lan", "Lan", frozenset({OFFICIAL}), password())
    with pytest.raises(UnknownAccount):
        accounts.disable_account(administrator, "minh")


def test_an_account_closed_by_mistake_is_opened_again_with_its_password(official: Desk, desk: Desk) -> None:
    administrator = signed_in(desk, "an")
    accounts.disable_account(administrator, "lan")
    assert accounts.enable_account(administrator, "lan") is not None
    assert signed_in(desk, "lan").actor.name == "lan"
    assert accounts.enable_account(administrator, "lan") is None
    with pytest.raises(UnknownAccount):
        accounts.enable_account(administrator, "minh")


def test_a_deputy_has_the_rights_of_the_absent_while_it_lasts(official: Desk, clock: StillClock) -> None:
    administrator = signed_in(official, "an")
    make(administrator, "minh", SUPERVISOR, ADMINISTRATOR)
    accounts.delegate(administrator, Delegation("minh", "lan", DAY, DAY))
    actor = signed_in(official, "lan").actor
    assert actor.roles == {OFFICIAL, SUPERVISOR}
    assert actor.covers == ("minh",)
    clock.advance(timedelta(days=1))
    assert signed_in(official, "lan").actor.covers == ()
    with pytest.raises(UnknownAccount):
        accounts.delegate(administrator, Delegation("nobody", "lan", DAY, DAY))


def test_a_person_signs_with_the_bound_certificate_only(official: Desk) -> None:
    with pytest.raises(NotYourCertificate):
        require_certificate(official.actor, "ab" * 32)
    accounts.bind_certificate(signed_in(official, "an"), "lan", ":".join(["AB"] * 32))
    bound = signed_in(official, "lan").actor
    require_certificate(bound, "ab" * 32)
    with pytest.raises(NotYourCertificate):
        require_certificate(bound, "cd" * 32)
    require_certificate(ANYBODY, "cd" * 32)


def test_the_audit_tells_who_did_what_and_who_read(official: Desk, desk: Desk) -> None:
    dossier = accepted(official)
    reading.read_dossier(official, dossier.code)
    reading.find(official, "Hồng Nhung")
    with pytest.raises(WrongPassword):
        signed_in(desk, "lan", "falsch falsch")
    assert steps(desk, dossier.code) == ["accept", "read"]
    assert steps(desk, "lan") == [
        "account_added",
        "signed_in",
        "password_changed",
        "signed_in",
        "sign_in_refused",
    ]
    with desk.storage.unit_of_work(read_only=True) as work:
        entries = [*work.audit.of(dossier.code), *work.audit.of("lan"), *work.audit.of("")]
    assert {entry.actor for entry in entries if entry.subject == dossier.code} == {"lan"}
    assert "Nhung" not in "".join(map(str, entries))
