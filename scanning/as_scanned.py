"""A page that is read and otherwise left as the scanner gave it."""

from scanning.cleanup.analysis import survey
from scanning.cleanup.blank import is_blank
from scanning.model import Colour, Findings, PageImage, ReadPage
from scanning.ocr.reading import Reader, doubtful, mean_confidence, read_words


def read_as_scanned(original: PageImage, *, reader: Reader = read_words) -> ReadPage:
    """Read one page without touching a pixel of it."""
    blank = is_blank(survey(original))
    words = () if blank else reader(original)
    findings = Findings(
        width_px=original.width,
        height_px=original.height,
        dpi=original.dpi,
        turned_degrees=0,
        skew_degrees=0.0,
        cropped=False,
        blank=blank,
        colour=Colour.COLOUR if original.is_colour else Colour.GREY,
        mean_confidence=round(mean_confidence(words), 1),
        doubtful_words=doubtful(words),
    )
    return ReadPage(original, words, findings)
