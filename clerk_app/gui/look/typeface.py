"""The letters of the window: the system's, if it has all Vietnamese ones."""

from PyQt6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication

from resources import resource

POINTS = 10.5

_VIETNAMESE = (
    "ĂÂĐÊÔƠƯăâđêôơưẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
)
_FALLBACKS = ("dejavu", "bitstream", "sans serif", "sans")
"""What a system answers where nobody chose a typeface: wide letters that make Vietnamese hard to fit."""


def typeface() -> QFont:
    """Return the window's font; our own Arimo where the system has no fitting one."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    chosen = system.family().lower()
    if chosen.startswith(_FALLBACKS) or not speaks_vietnamese(system):
        for file in ("Arimo-Regular.ttf", "Arimo-Bold.ttf"):
            QFontDatabase.addApplicationFont(str(resource("fonts", file)))
        system = QFont("Arimo")
    system.setPointSizeF(POINTS)
    return system


def speaks_vietnamese(font: QFont) -> bool:
    """Return whether a font itself has every Vietnamese letter."""
    metrics = QFontMetrics(font)
    return all(metrics.inFont(letter) for letter in _VIETNAMESE)


def apply_typeface() -> None:
    """Set the font of everything."""
    QGuiApplication.setFont(typeface())
