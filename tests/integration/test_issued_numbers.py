"""The register of outgoing decisions: no number twice, none left out, whoever numbers at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerk_app.workflow.decide import current_decision, sign_decision
from clerk_app.workflow.decision_batch import ShownDecision, sign_decisions
from clerk_app.workflow.decisions import return_decision, waiting_for
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.errors import DecisionChanged, ElsewhereUnnamed, RightMissing
from clerk_app.workflow.issued import enter_elsewhere, next_issue, register, take_back_elsewhere
from clerk_app.workflow.rights import Actor
from clerk_app.workflow.view import viewing_copy
from signing.model import Role
from storage.accounts import AccountRole
from storage.database import Storage
from storage.errors import NumberSkipped, NumberTaken
from storage.issued import IssuedNumber
from storage.model import DocumentStage, DossierCode
from tests.desks import accepted, desk_in, pin
from tests.fakes.clock import START, StillClock
from tests.fakes.records import AGENCY, DAY
from tests.places import Places

YEAR = DAY.year


@pytest.fixture
def storage(places: Places) -> Iterator[Storage]:
    with places.open("home", StillClock()) as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path / "clerk") as (opened, _embedded):
        yield replace(opened, timestamps=lambda: None)


def entry(first: int, number: int, dossier: str | None = None) -> IssuedNumber:
    code = DossierCode(dossier) if dossier else None
    return IssuedNumber(YEAR, first, number, DAY, "Quyết định", code, "nhung", START)


def entered(storage: Storage, *numbers: IssuedNumber, agency: str = AGENCY) -> None:
    with storage.unit_of_work() as work:
        for each in numbers:
            work.issued.enter(agency, each)
        work.commit()


def test_numbers_of_a_year_follow_each_other(storage: Storage) -> None:
    entered(storage, entry(1, 1, "one"), entry(2, 40), entry(41, 41, "two"))
    entered(storage, entry(1, 1), agency="H01")
    with storage.unit_of_work() as work:
        assert [(each.first, each.number) for each in work.issued.of_year(AGENCY, YEAR)] == [
            (41, 41),
            (2, 40),
            (1, 1),
        ]
        assert (work.issued.next(AGENCY, YEAR), work.issued.next(AGENCY, YEAR + 1)) == (42, 1)


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        (entry(1, 1), NumberTaken),
        (entry(2, 2), NumberTaken),
        (entry(4, 4), NumberSkipped),
        (entry(5, 9), NumberSkipped),
        (entry(2, 9), NumberSkipped),
    ],
)
def test_none_is_given_twice_and_none_left_out(
    storage: Storage, wrong: IssuedNumber, refused: type[NumberTaken | NumberSkipped]
) -> None:
    entered(storage, entry(1, 2))
    with pytest.raises(refused) as told:
        entered(storage, wrong)
    assert isinstance(told.value, NumberTaken | NumberSkipped)
    assert told.value.wanted == 3
    with storage.unit_of_work() as work:
        assert work.issued.next(AGENCY, YEAR) == 3


@given(steps=st.lists(st.integers(min_value=-3, max_value=60), max_size=12))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_numbers_are_asked_for_every_one_up_to_the_last_is_there_once(
    storage: Storage, steps: list[int]
) -> None:
    with storage.unit_of_work() as work:  # never committed: each example begins anew
        for step in steps:
            wanted = work.issued.next(AGENCY, YEAR)
            try:
                work.issued.enter(AGENCY, entry(wanted if step % 2 else wanted + step, wanted + step))
            except (NumberTaken, NumberSkipped):
                assert work.issued.next(AGENCY, YEAR) == wanted
        found = work.issued.of_year(AGENCY, YEAR)
    given_once = [number for each in reversed(found) for number in range(each.first, each.number + 1)]
    assert given_once == list(range(1, len(given_once) + 1))


def test_two_who_number_at_once_never_give_the_same(storage: Storage) -> None:
    def give(_turn: int) -> int:
        with storage.unit_of_work() as work:
            number = work.issued.next(AGENCY, YEAR)
            try:
                work.issued.enter(AGENCY, entry(number, number))
            except NumberTaken:
                return 0
            work.commit()
        return number

    with ThreadPoolExecutor(4) as hands:
        numbers = [number for number in hands.map(give, range(24)) if number]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_only_the_last_numbers_from_elsewhere_are_taken_back(storage: Storage) -> None:
    entered(storage, entry(1, 9), entry(10, 10, "one"))

    def taken_back(each: IssuedNumber) -> bool:
        with storage.unit_of_work() as work:
            was_taken = work.issued.take_back(AGENCY, each)
            work.commit()
        return was_taken

    assert not taken_back(entry(1, 9))
    assert not taken_back(entry(10, 10, "one"))
    entered(storage, entry(11, 20))
    assert taken_back(entry(11, 20))
    assert not taken_back(entry(11, 20))


def countersigned(desk: Desk, *keys: str) -> list[DossierCode]:
    codes = [accepted(desk, key).code for key in keys]
    for code in codes:
        sign_decision(desk, code, Role.OFFICIAL, pin())
        sign_decision(desk, code, Role.LEADER, pin())
    return codes


def words_of(desk: Desk, code: DossierCode) -> str:
    decision = current_decision(desk, code)
    assert decision is not None
    with pypdfium2.PdfDocument(viewing_copy(desk, decision)) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_one_pin_seals_what_was_shown_with_numbers_that_follow_each_other(desk: Desk) -> None:
    enter_elsewhere(desk, 170, "Sổ giấy")
    codes = countersigned(desk, "a", "b", "c")
    shown = [ShownDecision(each.dossier, each.document.content) for each in waiting_for(desk, Role.SEAL)]
    return_decision(desk, codes[1], "Sai tên")
    secret = pin()
    outcomes = list(sign_decisions(desk, Role.SEAL, shown, secret))
    assert isinstance(outcomes[1].error, DecisionChanged)
    assert not any(secret)
    sealed = [each.document for each in outcomes if each.document]
    assert [(each.stage, each.verdict) for each in sealed] == [(DocumentStage.SEALED, "valid")] * 2
    assert [(each.number, each.dossier) for each in register(desk, next_issue(desk).day.year)] == [
        (172, codes[2]),
        (171, codes[0]),
        (170, None),
    ]
    assert "172" in words_of(desk, codes[2])


def test_a_number_that_is_not_next_seals_nothing(desk: Desk) -> None:
    (code,) = countersigned(desk, "a")
    for wrong, refused in ((3, NumberSkipped), (0, NumberTaken)):
        with pytest.raises(refused):
            sign_decision(desk, code, Role.SEAL, pin(), number=wrong)
    assert [each.dossier for each in waiting_for(desk, Role.SEAL)] == [code]
    sign_decision(desk, code, Role.SEAL, pin(), number=1)
    assert "01" in words_of(desk, code)


def test_numbers_from_elsewhere_need_a_word_and_the_right(desk: Desk) -> None:
    with pytest.raises(ElsewhereUnnamed):
        enter_elsewhere(desk, 3, " ")
    official = replace(desk, actor=Actor("lan", frozenset({AccountRole.OFFICIAL})))
    with pytest.raises(RightMissing):
        enter_elsewhere(official, 3, "Sổ giấy")
    made = enter_elsewhere(desk, 3, "Sổ giấy")
    with pytest.raises(RightMissing):
        take_back_elsewhere(official, made)
    assert take_back_elsewhere(desk, made)
    assert next_issue(desk).number == 1
