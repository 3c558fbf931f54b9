"""What the review calls the things that are done to pages, and what papers say of themselves."""

import re

from clerk_app.i18n import later
from clerk_app.workflow.review import EditKind
from scanning.extract.model import FieldName

DONE: dict[str, str] = {
    EditKind.REMOVE: later("removing"),
    EditKind.RESTORE: later("restoring"),
    EditKind.MOVE: later("moving"),
    EditKind.CLEAN: later("making anew"),
    EditKind.CORRECT: later("correcting"),
    EditKind.SORT: later("sorting"),
    EditKind.REPLACE: later("scanning again"),
    EditKind.JOIN: later("joining two sides"),
    EditKind.PART: later("parting two sides"),
    "drop_blank": later("leaving a blank page out"),
}

FIELD_NAMES = {
    FieldName.TYPE_NAME: later("Kind of paper"),
    FieldName.CODE_NUMBER: later("Number"),
    FieldName.CODE_NOTATION: later("Notation"),
    FieldName.ISSUED_DATE: later("Date"),
    FieldName.ORGAN_NAME: later("Issuer"),
    FieldName.SUBJECT: later("What it is about"),
    FieldName.SIGNER: later("Signer"),
}


def said_day(iso: str) -> str:
    """Return a day as it is written here, 26/11/2026; what is no day stays as it is."""
    return "/".join(reversed(iso.split("-"))) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", iso) else iso


def iso_day(said: str) -> str:
    """Return what `said_day` was made of."""
    found = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", said)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else said
