"""The nouns of extraction."""

from dataclasses import dataclass
from enum import StrEnum

from scanning.model import Box


class FieldName(StrEnum):
    """Required data of a digitised paper (KH&CN guidance of November 2025), as scripts call it."""

    TYPE_NAME = "type_name"
    CODE_NUMBER = "code_number"
    CODE_NOTATION = "code_notation"
    ISSUED_DATE = "issued_date"
    ORGAN_NAME = "organ_name"
    SUBJECT = "subject"
    SIGNER = "signer"
    FULL_NAME = "full_name"
    ID_NUMBER = "id_number"
    BORN = "born"
    SEX = "sex"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing found; `confidence` 0 to 100, `box` in pixels of the page it stands on, `page` from 1."""

    name: FieldName
    value: str
    confidence: float
    box: Box
    page: int = 1
