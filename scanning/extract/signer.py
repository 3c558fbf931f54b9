"""Who signed: the name under an office or beside the recipients, at the right of a page's lower part."""

import re
from collections.abc import Sequence

from scanning.extract.lines import TextLine, text_lines
from scanning.extract.model import Field, FieldName
from scanning.model import Word

_OFFICE = re.compile(
    r"(KT|TM|TL|TUQ|Q)\.|(PHO )?(GIAM DOC|CHU TICH|TRUONG PHONG|CHANH VAN PHONG|CHANH THANH TRA|TRUONG BAN"
    r"|CUC TRUONG|CHI CUC TRUONG|VU TRUONG|HIEU TRUONG|BO TRUONG|THU TRUONG|TRUONG CONG AN)\b"
)
"""How an office stands over a signature (NĐ 30/2020, Annex I), in capitals without diacritics."""

_RECIPIENTS = "NOI NHAN"
"""They stand at the left of the signature; the office, under the seal, is often illegible."""

_DEGREE = re.compile(r"^(?:(?:GS|PGS|TS|ThS|Ths|BS|Bs|DS|CN|KS|CKI{1,2}|CK[12])[.,:\s]*)+")
_NAME = re.compile(r"[A-ZÀ-ỸĐ][a-zà-ỹđ]*(?: [A-ZÀ-ỸĐ][a-zà-ỹđ]*){2,4}")
_LEAST_HEIGHT_SHARE = 0.3
"""Of the page: titles of offices above it are those of the head."""

_BELIEVED_FROM = 70.0
_NEAR_SHARE = 0.25
"""Of the page: a signature and a seal stand between office and name."""


def find_signer(words: Sequence[Word], page_width: int, page_height: int) -> Field | None:
    """Return the signer of a page, None where none is printed there legibly.

    Args:
        words: of the page, in pixels as it is shown.
        page_width: in the same pixels.
        page_height: in the same pixels.
    """
    lower = [line for line in text_lines(words) if line.box.top > page_height * _LEAST_HEIGHT_SHARE]
    right = [line for line in lower if line.box.left + line.box.right > page_width]
    begun = [line for line in right if _OFFICE.match(line.plain) and line.text.isupper()]
    begun += [line for line in lower if line.plain.startswith(_RECIPIENTS)]
    if not begun:
        return None
    top = max(begun, key=lambda line: line.box.top).box.top
    for line in right:
        name = _DEGREE.sub("", line.text).strip(" .,;:-_|'\"")
        if 0 < line.box.top - top < _NEAR_SHARE * page_height and _NAME.fullmatch(name) and _believed(line):
            return Field(FieldName.SIGNER, name, line.confidence, line.box)
    return None


def _believed(line: TextLine) -> bool:
    return min(word.confidence for word in line.words) >= _BELIEVED_FROM
