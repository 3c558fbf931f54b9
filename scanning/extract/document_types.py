"""Types of papers, by title and by the abbreviation in their notation (NĐ 30/2020, Annex III)."""

from dataclasses import dataclass

from scanning.extract.lines import plain


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of paper; `title` is how it is headed, `abbreviation` its part of the notation ("" has none)."""

    name: str
    abbreviation: str = ""

    @property
    def title(self) -> str:
        """The heading, in capitals without diacritics."""
        return plain(self.name)


OFFICIAL_LETTER = DocumentType("Công văn")
"""What has no title: its notation begins with the issuing body."""

DOCUMENT_TYPES = (
    DocumentType("Nghị quyết", "NQ"),
    DocumentType("Quyết định", "QĐ"),
    DocumentType("Chỉ thị", "CT"),
    DocumentType("Quy chế", "QC"),
    DocumentType("Quy định", "QyĐ"),
    DocumentType("Thông cáo", "TC"),
    DocumentType("Thông báo", "TB"),
    DocumentType("Hướng dẫn", "HD"),
    DocumentType("Chương trình", "CTr"),
    DocumentType("Kế hoạch", "KH"),
    DocumentType("Phương án", "PA"),
    DocumentType("Đề án", "ĐA"),
    DocumentType("Dự án", "DA"),
    DocumentType("Báo cáo", "BC"),
    DocumentType("Biên bản", "BB"),
    DocumentType("Tờ trình", "TTr"),
    DocumentType("Hợp đồng", "HĐ"),
    DocumentType("Công điện", "CĐ"),
    DocumentType("Bản ghi nhớ", "BGN"),
    DocumentType("Giấy ủy quyền", "GUQ"),
    DocumentType("Giấy mời", "GM"),
    DocumentType("Thư mời", "TM"),
    DocumentType("Giấy giới thiệu", "GGT"),
    DocumentType("Giấy nghỉ phép", "GNP"),
    DocumentType("Phiếu gửi", "PG"),
    DocumentType("Phiếu chuyển", "PC"),
    DocumentType("Phiếu báo", "PB"),
    DocumentType("Nghị định", "NĐ"),
    DocumentType("Thông tư", "TT"),
    DocumentType("Giấy khai sinh"),
    DocumentType("Giấy chứng sinh", "GCS"),
    DocumentType("Giấy chứng nhận kết hôn"),
    DocumentType("Giấy báo tử"),
    DocumentType("Giấy xác nhận"),
    DocumentType("Tờ khai"),
    DocumentType("Đơn đề nghị"),
    DocumentType("Đơn xin"),
)


def by_notation(notation: str) -> DocumentType | None:
    """Return the type that a notation like "QĐ-SYT" begins with; None for a letter's "SYT-NVY"."""
    head = plain(notation.partition("-")[0])
    noted = (each for each in DOCUMENT_TYPES if each.abbreviation)
    return next((each for each in noted if plain(each.abbreviation) == head), None)


def by_title(line: str) -> DocumentType | None:
    """Return the type that a heading names, one wrong letter in eight forgiven; None for any other line.

    A heading is short and in capitals: "QUYẾT ĐỊNH", but not "Quyết định số 12".
    """
    letters = [letter for letter in line if letter.isalpha()]
    if not letters or sum(letter.isupper() for letter in letters) < 0.8 * len(letters):
        return None
    heading = plain("".join(letter for letter in line if letter.isalpha() or letter == " "))
    wrong = {each: _wrong_letters(heading, each.title) for each in DOCUMENT_TYPES}
    candidates = [each for each in DOCUMENT_TYPES if wrong[each] <= len(each.title) // 8]
    return min(candidates, key=lambda each: (wrong[each], -len(each.title)), default=None)


def _wrong_letters(heading: str, title: str) -> int:
    """Return how many letters differ where a heading is a title, or begins with one and says of what.

    "TO KHAI DANG KY KHAI SINH" begins with "TO KHAI"; what does not begin so counts as all wrong.
    """
    if len(heading) < len(title) or heading[len(title) : len(title) + 1] not in ("", " "):
        return len(title)
    return sum(a != b for a, b in zip(heading, title, strict=False))
