"""The theme of the moment, following the system between light and dark."""

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QIcon, QPalette, QPixmap
from PyQt6.QtWidgets import QApplication

from clerk_app.gui.look.icons import icon, picture
from clerk_app.gui.look.style import style_sheet
from clerk_app.gui.look.tokens import DARK, LIGHT, Tokens
from clerk_app.gui.model import Tone

TONE_ICONS = {Tone.CALM: "info", Tone.GOOD: "check", Tone.DOUBT: "doubt", Tone.WRONG: "wrong"}


class Look(QObject):
    """Paints the application in one of our two themes."""

    changed = pyqtSignal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.tokens = LIGHT
        hints = application.styleHints()
        assert hints is not None  # noqa: S101 - there is an application
        hints.colorSchemeChanged.connect(self._follow)
        application.setStyle("Fusion")
        self._follow(hints.colorScheme())

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """Return an icon in the colour of text, or in another one."""
        return icon(name, colour or self.tokens.text)

    def sign(self, tone: Tone, side: int = 20) -> QPixmap:
        """Return the sign of a tone."""
        return picture(TONE_ICONS[tone], self.tokens.ink(tone), side)

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self.tokens = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens))
        self.changed.emit()


def palette(tokens: Tokens) -> QPalette:
    """Return Qt's palette for what no style sheet reaches."""
    role = QPalette.ColorRole
    made = QPalette()
    for colour, roles in (
        (tokens.window, (role.Window, role.Button)),
        (tokens.surface, (role.Base, role.ToolTipBase)),
        (tokens.sunken, (role.AlternateBase,)),
        (tokens.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (tokens.accent, (role.Highlight, role.Link)),
        (tokens.on_accent, (role.HighlightedText,)),
        (tokens.muted, (role.PlaceholderText,)),
    ):
        for each in roles:
            made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.muted))
    return made
