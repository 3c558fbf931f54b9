"""Who the demonstration has: three people with tokens, and the authorities behind them."""

from dataclasses import dataclass
from enum import Enum

AGENCY = "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH"

DEMONSTRATION_PIN = "12345678"
"""The PIN of every demonstration token. It protects nothing: the keys beside it are made for practice."""


class Person(Enum):
    """The people of the demonstration; the value is the label of their certificate and token."""

    OFFICER = "officer"
    LEADER = "leader"
    SEAL = "seal"


DEMONSTRATION_TRIES = 3
"""Wrong PINs in a row until a token locks, as those of the government CA do (SoftHSM2 itself never does)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The distinguished name of a certificate."""

    common_name: str
    organisation: str


SUBJECTS = {
    "root": Subject("CA gốc thử nghiệm Clerk (Demonstration)", "Clerk (thử nghiệm)"),
    "issuing": Subject("CA thử nghiệm Clerk (Demonstration)", "Clerk (thử nghiệm)"),
    "timestamps": Subject("Dấu thời gian thử nghiệm Clerk (Demonstration)", "Clerk (thử nghiệm)"),
    "ocsp": Subject("OCSP thử nghiệm Clerk (Demonstration)", "Clerk (thử nghiệm)"),
    Person.OFFICER.value: Subject("Nguyễn Thị Lan", AGENCY),
    Person.LEADER.value: Subject("Trần Văn Minh", AGENCY),
    Person.SEAL.value: Subject(AGENCY, AGENCY),
}
