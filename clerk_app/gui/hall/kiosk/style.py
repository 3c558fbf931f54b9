"""The look of the kiosk: sizes by the shorter side of its screen."""

from clerk_app.gui.look.tokens import Tokens

_SHARE = 34
"""Of the shorter side: 23 pixels on 768, 32 on 1080, which are 8 mm letters on a screen of 22 inches."""
LIST_PADDING = 16
"""In pixels: left of the words of a row and right of them."""


def kiosk_style(tokens: Tokens, shorter: int) -> str:
    """Return the style sheet for a screen whose shorter side has so many pixels.

    What is touched is at least 48 pixels high on 768: 17 mm on a screen of 22 inches.
    """
    size = max(16, shorter // _SHARE)
    return f"""
QWidget#kiosk {{ background: {tokens.window}; }}
QLabel {{ font-size: {size}px; }}
QLabel[role="kioskCentre"] {{ font-size: {size}px; font-weight: bold; color: {tokens.accent}; }}
QLabel[role="kioskTitle"] {{ font-size: {round(size * 1.35)}px; font-weight: bold; }}
QLabel[role="kioskNumber"] {{
    font-size: {size * 5}px; font-weight: bold; color: {tokens.accent};
}}
QLabel[role="kioskTold"] {{ color: {tokens.accent}; font-weight: bold; min-height: {round(size * 1.4)}px; }}
QPushButton[kiosk] {{
    font-size: {size}px; border-radius: 12px; border: 2px solid {tokens.line};
    background: {tokens.surface}; color: {tokens.text}; padding: 4px 12px;
    min-height: {round(size * 1.85)}px;
}}
QPushButton[kiosk]:pressed {{ background: {tokens.accent_soft}; }}
QPushButton[kiosk]:focus {{ border: 4px solid {tokens.accent}; padding: 2px 10px; }}
QPushButton[kiosk="tile"] {{ font-size: {round(size * 1.1)}px; font-weight: bold; text-align: center; }}
QPushButton[kiosk="door"] {{ font-size: {round(size * 1.6)}px; font-weight: bold; text-align: center; }}
QPushButton[kiosk="primary"] {{
    background: {tokens.accent}; color: {tokens.on_accent}; font-weight: bold; border: none;
}}
QPushButton[kiosk="primary"]:focus {{ border: 4px solid {tokens.text}; }}
QPushButton[kiosk="language"]:checked {{
    background: {tokens.accent}; color: {tokens.on_accent}; font-weight: bold;
}}
QPushButton[kiosk="key"] {{ padding: 0; min-height: {size * 2}px; }}
QLineEdit {{
    font-size: {round(size * 1.2)}px; min-height: {round(size * 2)}px; border: 2px solid {tokens.accent};
    border-radius: 12px; background: {tokens.surface}; color: {tokens.text}; padding: 0 12px;
}}
QListWidget {{
    font-size: {size}px; border: 2px solid {tokens.line}; border-radius: 12px; background: {tokens.surface};
    color: {tokens.text}; outline: none;
}}
QListWidget::item {{
    padding: {round(size * 0.75)}px {LIST_PADDING}px; border-bottom: 1px solid {tokens.line};
}}
QListWidget::item:selected {{ background: {tokens.accent_soft}; color: {tokens.text}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ width: 28px; background: {tokens.sunken}; }}
QScrollBar::handle:vertical {{ background: {tokens.muted}; min-height: 64px; border-radius: 8px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
"""
