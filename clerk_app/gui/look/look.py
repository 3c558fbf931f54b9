"""The theme of the moment, following the system between light and dark."""

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QIcon, QPalette, QPixmap
from PyQt6.QtWidgets import QApplication

from clerk_app.gui.look.icons import icon, picture
from clerk_app.gui.look.style import style_sheet
from clerk_app.gui.look.tokens import DARK, LIGHT, Tokens
from clerk_app.gui.look.typeface import POINTS
from clerk_app.gui.model import Tone
from clerk_app.settings import Theme

TONE_ICONS = {Tone.CALM: "info", Tone.GOOD: "check", Tone.DOUBT: "doubt", Tone.WRONG: "wrong"}


class Look(QObject):
    """Paints the application in one of our two themes."""

    changed = pyqtSignal()

    def __init__(
        self, application: QApplication, theme: Theme = Theme.SYSTEM, text_percent: int = 100
    ) -> None:
        super().__init__(application)
        self._application = application
        self.tokens = LIGHT
        self._theme, self._percent = theme, text_percent
        hints = application.styleHints()
        assert hints is not None  # noqa: S101 - there is an application
        hints.colorSchemeChanged.connect(self._follow)
        application.setStyle("Fusion")
        self._scheme = hints.colorScheme()
        self._paint()

    def choose_theme(self, theme: Theme) -> None:
        """Paint in one theme from now on, or as the system does."""
        self._theme = theme
        self._paint()

    def choose_size(self, percent: int) -> None:
        """Write larger or smaller from now on."""
        self._percent = percent
        self._paint()

    @property
    def scale(self) -> float:
        """How much larger than our own size the text is."""
        return self._percent / 100

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """Return an icon in the colour of text, or in another one."""
        return icon(name, colour or self.tokens.text)

    def sign(self, tone: Tone, side: int = 20) -> QPixmap:
        """Return the sign of a tone."""
        return picture(TONE_ICONS[tone], self.tokens.ink(tone), side)

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._paint()

    def _paint(self) -> None:
        follows = self._theme is Theme.SYSTEM
        is_dark = self._scheme is Qt.ColorScheme.Dark if follows else self._theme is Theme.DARK
        self.tokens = DARK if is_dark else LIGHT
        font = self._application.font()
        font.setPointSizeF(POINTS * self._percent / 100)
        self._application.setFont(font)
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens, self._percent))
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
