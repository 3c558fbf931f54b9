"""What a procedure is for, told by its name."""

import pytest

from clerk_app.workflow.procedures import catalogue, procedure
from clerk_app.workflow.procedures.purpose import Purpose, fitting, purpose_of


@pytest.mark.parametrize(
    ("code", "purpose"),
    [
        ("1.001193", Purpose.REGISTER),
        ("2.000815", Purpose.CONFIRM),
    ],
)
def test_the_first_verb_of_the_name_says_what_for(code: str, purpose: Purpose) -> None:
    assert purpose_of(procedure(code)) is purpose


def test_two_answers_leave_few_procedures() -> None:
    every = catalogue()
    found = fitting(every, "civil-status", Purpose.CHANGE)
    assert 0 < len(found) < len(fitting(every, "civil-status")) < len(every)
    assert {each.domain for each in found} == {"civil-status"}
    assert fitting(every) == every


def test_every_procedure_is_found_by_some_answer() -> None:
    every = catalogue()
    assert sum(len(fitting(every, "", each)) for each in Purpose) == len(every)
    assert len(fitting(every, "", Purpose.OTHER)) < len(every) / 10
