"""Give a decision its number and date: two signatures of the records clerk, one PIN."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_app.workflow.check_signer import unlocked
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.sign_file import FileSigned, SignatureRequest, sign_role
from signing.appearance import TypedMark
from signing.keys.port import wipe
from signing.model import Role
from signing.validate import verify


def number_file(
    desk: Desk, request: SignatureRequest, number: str, issued: date, pin: bytearray
) -> FileSigned:
    """Sign the fields of number and date, in this order; the file gets both or neither.

    The PIN is wiped whatever happens.

    Raises:
        SigningError: the leader has not signed, wrong PIN ...; nothing was written.
    """
    try:
        with (
            TemporaryDirectory(prefix=".number-", dir=request.target.parent) as folder,
            unlocked(request.examiner, request.keys, request.fingerprint, pin, documents=2) as opened,
        ):
            numbered = replace(request, role=Role.NUMBER, target=Path(folder) / "numbered.pdf")
            sign_role(desk, numbered, opened.key, TypedMark(number))
            dated = replace(request, role=Role.DATE, source=numbered.target)
            signed = sign_role(desk, dated, opened.key, TypedMark(date_in_words(issued)))
    finally:
        wipe(pin)
    return FileSigned(signed, verify(signed.path, store=desk.trust()))


def date_in_words(day: date) -> str:
    """Write a date as decisions do: days below 10, January and February with a zero (NĐ 30/2020, Annex I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
