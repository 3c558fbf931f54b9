"""Filings as JSON: from a portal's answer or from a package, neither to be trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from storage.model import CODE_FORM, DossierCode, Person
from storage.portal.filings import FiledFile, Filing

_LONGEST = 64
"""Of codes and receipts, as the columns that keep them."""
_COMPONENT = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def read_filing(said: object) -> Filing:
    """Return the filing that a JSON value holds.

    Raises:
        KeyError, TypeError, ValueError: it holds none.
    """
    match said:
        case {
            "code": str(code),
            "receipt": str(receipt),
            "place": str(place),
            "procedure_code": str(procedure_code),
            "procedure_name": str(procedure_name),
            "applicant": dict(applicant),
            "filed_at": str(filed_at),
            "files": list(files),
        } if all(0 < len(each) <= _LONGEST for each in (receipt, place, procedure_code)):
            return Filing(
                code=_code(code),
                receipt=receipt,
                place=place,
                procedure_code=procedure_code,
                procedure_name=procedure_name,
                applicant=_person(applicant),
                filed_at=_moment(filed_at),
                files=tuple(_filed_file(each) for each in files),
            )
    raise ValueError(said)


def _code(text: str) -> DossierCode:
    if not CODE_FORM.fullmatch(text):
        raise ValueError(text)
    return DossierCode(text)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _person(said: Mapping[str, object]) -> Person:
    fields = {"full_name": 200, "id_number": _LONGEST, "address": 500, "phone": _LONGEST, "email": 200}
    return Person(**{name: str(said.get(name) or "")[:most] for name, most in fields.items()})


def _filed_file(said: object) -> FiledFile:
    match said:
        case {
            "component": str(component),
            "name": str(name),
            "sha256": str(sha256),
            "bytes": int(count),
            "media_type": str(media_type),
        } if _DIGEST.fullmatch(sha256) and _COMPONENT.fullmatch(component) and count >= 0:
            return FiledFile(component, name, sha256, count, media_type)
    raise ValueError(said)
