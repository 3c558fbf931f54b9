"""The type of printed papers: Tinos, with the metrics of Times New Roman and all Vietnamese letters."""

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources import resource

REGULAR = "Tinos"
BOLD = "Tinos-Bold"
ITALIC = "Tinos-Italic"

_FILES = {REGULAR: "Tinos-Regular.ttf", BOLD: "Tinos-Bold.ttf", ITALIC: "Tinos-Italic.ttf"}


def register_fonts() -> None:
    """Make the fonts known to ReportLab; twice does no harm."""
    for name, file in _FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD)
