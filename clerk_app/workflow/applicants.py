"""Check what is said of an applicant."""

import re

from clerk_app.workflow.errors import ApplicantIncomplete
from storage.model import Person

_CITIZEN_ID = re.compile(r"\d{12}|\d{9}")


def is_id(number: str) -> bool:
    """Whether a number can be that of a person: 12 digits, or the old 9."""
    return _CITIZEN_ID.fullmatch(number) is not None


def checked(person: Person) -> Person:
    """Return the person with spaces folded.

    Raises:
        ApplicantIncomplete: no name, or an id that is neither 12 digits nor the old 9.
    """
    name = " ".join(person.full_name.split())
    number = person.id_number.replace(" ", "")
    if not name:
        raise ApplicantIncomplete("full_name")
    if not is_id(number):
        raise ApplicantIncomplete("id_number")
    return Person(name, number, person.address.strip(), person.phone.strip(), person.email.strip())
