"""The date of issue: “Kiên Giang, ngày 25 tháng 12 năm 2017”."""

import re
from collections.abc import Sequence
from datetime import date

from scanning.extract.lines import TextLine

_DATE = re.compile(r"[A-Z .]{2,40}[,.]?\s*NGAY\W*(\d{1,2})\W*THANG\W*(\d{1,2})\W*NAM\W*((?:19|20)\d\d)\W*")
"""Place and date alone on their line: dates in a sentence belong to other papers."""

_BELIEVED_FROM = 70.0


def find_date(head: Sequence[TextLine]) -> tuple[TextLine, date] | None:
    """Return the first possible date of the head and its line; a day that no pen shows clearly is no date."""
    for line in head:
        found = _DATE.fullmatch(line.plain)
        if found and line.digits_believed_from(_BELIEVED_FROM):
            day, month, year = (int(part) for part in found.groups())
            try:
                return line, date(year, month, day)
            except ValueError:
                continue
    return None
