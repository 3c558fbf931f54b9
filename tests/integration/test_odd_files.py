"""Odd files of other projects: each gives its pages, or is refused with the reason."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from scanning.cleanup.blank import is_blank
from scanning.errors import UnreadableDocument
from scanning.intake.documents import open_pages
from scanning.model import PageImage
from scanning.separate.codes import codes_on, start_by_sheet
from scanning.separate.patch import has_patch_t

pytestmark = pytest.mark.soak


@dataclass(frozen=True)
class Odd:
    """What a file holds: so many pages, which of them (from 1) are blank, and which are separators."""

    pages: int
    blank: tuple[int, ...] = ()
    separators: tuple[int, ...] = ()


ODD_FILES = {
    "naps2/blank1.jpg": Odd(1, blank=(1,)),
    "naps2/notblank.jpg": Odd(1),
    "naps2/patcht.jpg": Odd(1, separators=(1,)),
    "naps2/skewed.jpg": Odd(1, separators=(1,)),  # Patch T, drawn in at 16 degrees
    "ocrmypdf/blank.pdf": Odd(1, blank=(1,)),
    "ocrmypdf/cardinal.pdf": Odd(4),
    "ocrmypdf/ccitt.pdf": Odd(1),
    "ocrmypdf/enormous.pdf": Odd(1),
    "ocrmypdf/francais.pdf": Odd(1),
    "ocrmypdf/jbig2.pdf": Odd(1),
    "ocrmypdf/multipage.pdf": Odd(6),
    "ocrmypdf/skew.pdf": Odd(1),
    "paperless/double-sided-even.pdf": Odd(2),
    "paperless/double-sided-odd.pdf": Odd(3),
    "paperless/multi-page-images.tiff": Odd(3),
    "paperless/patch-code-t-middle.pdf": Odd(3, separators=(2,)),
    "paperless/patch-code-t-qr.pdf": Odd(1, separators=(1,)),
}


def is_separator(page: PageImage) -> bool:
    return has_patch_t(page) or start_by_sheet(codes_on(page)) is not None


@pytest.mark.parametrize("name", ODD_FILES)
def test_an_odd_file_gives_its_pages_without_a_miss_or_a_false_alarm(shared_data: Path, name: str) -> None:
    found = [(is_blank(page), is_separator(page)) for page in open_pages(shared_data / "scans" / name)]
    blank = tuple(number for number, (empty, _sheet) in enumerate(found, 1) if empty)
    separators = tuple(number for number, (_empty, sheet) in enumerate(found, 1) if sheet)
    assert Odd(len(found), blank, separators) == ODD_FILES[name]


def test_a_file_with_a_password_is_refused_for_it(shared_data: Path) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        list(open_pages(shared_data / "scans" / "naps2" / "encrypted_pdf.pdf"))
    assert refused.value.reason == "password"
