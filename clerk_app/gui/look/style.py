"""The style sheet, from tokens; sizes on a grid of 8 pixels."""

from clerk_app.gui.look.tokens import Tokens
from clerk_app.gui.model import Tone
from resources import resource

_DOWN = resource("icons", "down.svg").as_posix()


def style_sheet(tokens: Tokens, text_percent: int = 100) -> str:
    """Return the style of every widget that Fusion's palette alone does not make ours."""
    return "".join(
        (
            _grounds(tokens),
            _words(tokens, text_percent / 100),
            _buttons(tokens, max(text_percent / 100, 1)),
            _fields(tokens),
            _lists(tokens),
            _marks(tokens, round(16 * max(text_percent / 100, 1))),
        )
    )


def _grounds(tokens: Tokens) -> str:
    tones = "".join(
        f'NoticeBar[tone="{tone.value}"] {{ background: {tokens.ground(tone)}; border-radius: 8px; }}'
        for tone in Tone
    )
    return f"""
QMainWindow, QDialog {{ background: {tokens.window}; }}
QDialog#palette {{ background: {tokens.surface}; border: 1px solid {tokens.accent}; }}
QFrame#rail {{ background: {tokens.surface}; border: none; border-right: 1px solid {tokens.line}; }}
QFrame#topStrip {{ background: {tokens.surface}; border: none; border-bottom: 1px solid {tokens.line}; }}
QFrame[card="true"] {{
    background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 8px;
}}
QToolTip {{
    background: {tokens.surface}; color: {tokens.text}; border: 1px solid {tokens.line}; padding: 4px;
}}
{tones}
"""


def _words(tokens: Tokens, size: float) -> str:
    tones = "".join(
        f'QLabel[tone="{tone.value}"] {{ color: {tokens.ink(tone)}; }}'
        f'QLabel[badge="{tone.value}"] {{ color: {tokens.ink(tone)}; background: {tokens.ground(tone)};'
        " border-radius: 4px; padding: 2px 8px; }"
        for tone in Tone
    )
    return f"""
QLabel {{ color: {tokens.text}; background: transparent; }}
QLabel[role="title"] {{ font-size: {16 * size}pt; font-weight: bold; }}
QLabel[role="heading"] {{ font-weight: bold; }}
QLabel[role="code"] {{ font-size: {20 * size}pt; font-weight: bold; color: {tokens.accent}; }}
QLabel[role="called"] {{ font-size: {44 * size}pt; font-weight: bold; color: {tokens.accent}; }}
QLabel[role="count"] {{ font-size: {18 * size}pt; font-weight: bold; }}
QLabel[role="muted"] {{ color: {tokens.muted}; }}
QLabel[role="keyTip"] {{
    color: {tokens.window}; background: {tokens.text}; font-size: {8 * size}pt;
    border-radius: 4px; padding: 1px 5px;
}}
QLabel[role="centre"] {{ font-size: {11.5 * size}pt; font-weight: bold; }}
{tones}
"""


def _buttons(tokens: Tokens, size: float) -> str:
    return f"""
QPushButton {{
    background: {tokens.surface}; color: {tokens.text}; border: 1px solid {tokens.line};
    border-radius: 6px; padding: 0 16px; min-height: 34px;
}}
QPushButton:hover {{ background: {tokens.sunken}; }}
QPushButton:focus {{ border: 2px solid {tokens.accent}; padding: 0 15px; }}
QPushButton:disabled {{ color: {tokens.muted}; background: {tokens.window}; }}
QPushButton[role="primary"] {{
    background: {tokens.accent}; color: {tokens.on_accent}; border: none;
    min-height: 44px; padding: 0 24px; font-weight: bold;
}}
QPushButton[role="primary"]:hover {{ background: {tokens.accent_hover}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {tokens.text}; padding: 0 22px; min-height: 40px; }}
QPushButton[role="primary"]:disabled {{ background: {tokens.sunken}; color: {tokens.muted}; }}
EvenGrid QPushButton {{ padding: 0 8px; }}
EvenGrid QPushButton:focus {{ padding: 0 7px; }}
QPushButton[role="quiet"] {{
    background: transparent; border: none; padding: 0 8px; color: {tokens.text};
}}
QPushButton[role="quiet"]:hover {{ background: {tokens.sunken}; }}
QPushButton[role="quiet"]:focus {{ border: 2px solid {tokens.accent}; padding: 0 6px; }}
QPushButton[role="rail"] {{
    background: transparent; border: none; text-align: left; min-height: 44px; padding: 0 16px;
}}
QPushButton[role="rail"]:hover {{ background: {tokens.sunken}; }}
QPushButton[role="rail"]:checked {{
    background: {tokens.accent_soft}; color: {tokens.accent};
}}
QPushButton[role="tile"] {{ border-radius: 8px; padding: 0; min-height: {round(70 * size)}px; }}
QPushButton[role="tile"]:checked {{ background: {tokens.accent_soft}; border: 2px solid {tokens.accent}; }}
QPushButton[role="tile"]:focus {{ border: 2px solid {tokens.accent}; padding: 0; }}
QPushButton[role="rail"]:focus {{ border: 2px solid {tokens.accent}; padding: 0 14px; }}
"""


def _fields(tokens: Tokens) -> str:
    return f"""
QLineEdit, QComboBox, QSpinBox, QDateTimeEdit, QPlainTextEdit {{
    background: {tokens.surface}; color: {tokens.text}; border: 1px solid {tokens.line};
    border-radius: 6px; padding: 0 10px; min-height: 34px;
    selection-background-color: {tokens.accent}; selection-color: {tokens.on_accent};
}}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateTimeEdit:focus {{
    border: 2px solid {tokens.accent}; padding: 0 9px;
}}
QPlainTextEdit {{ padding: 6px; }}
QPlainTextEdit:focus {{ border: 2px solid {tokens.accent}; padding: 5px; }}
QDateTimeEdit::drop-down {{ border: none; width: 28px; }}
QDateTimeEdit::down-arrow {{ image: url("{_DOWN}"); width: 14px; height: 14px; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; }}
#checklist QSpinBox {{ padding: 0 2px; min-height: 30px; }}
#checklist QComboBox {{ min-height: 30px; }}
QScrollArea#checklist, QScrollArea#checklist > QWidget > QWidget {{ background: transparent; }}
QScrollArea#papersToBring, QScrollArea#papersToBring > QWidget > QWidget {{ background: transparent; }}
QToolButton {{
    background: {tokens.surface}; color: {tokens.text}; border: 1px solid {tokens.line};
    border-radius: 6px; min-width: 28px; min-height: 30px; font-weight: bold;
}}
QToolButton:hover {{ background: {tokens.accent_soft}; }}
QLineEdit QToolButton {{ background: transparent; border: none; min-width: 0; min-height: 0; }}
QMenu {{ background: {tokens.surface}; color: {tokens.text}; border: 1px solid {tokens.line}; padding: 4px; }}
QMenu::item {{ padding: 8px 32px 8px 16px; border-radius: 4px; }}
QMenu::item:selected {{ background: {tokens.accent_soft}; }}
QPushButton::menu-indicator {{
    image: url("{_DOWN}"); width: 14px; height: 14px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 8px;
}}
QLineEdit[wrong="true"] {{ border: 2px solid {tokens.wrong}; padding: 0 9px; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ image: url("{_DOWN}"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{
    background: {tokens.surface}; color: {tokens.text}; border: 1px solid {tokens.line};
    selection-background-color: {tokens.accent_soft}; selection-color: {tokens.text};
}}
QProgressBar {{
    background: {tokens.sunken}; border: none; border-radius: 4px; min-height: 8px; max-height: 8px;
}}
QProgressBar::chunk {{ background: {tokens.accent}; border-radius: 4px; }}
"""


def _lists(tokens: Tokens) -> str:
    return f"""
QAbstractItemView {{
    background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 8px; outline: none;
    selection-background-color: {tokens.accent_soft}; selection-color: {tokens.text};
}}
QTextBrowser {{
    background: {tokens.surface}; color: {tokens.text}; border: 1px solid {tokens.line}; border-radius: 8px;
}}
QTableView {{ gridline-color: transparent; }}
QTableView::item {{ padding: 0 5px; border-bottom: 1px solid {tokens.sunken}; }}
QTableView::item:selected {{ background: {tokens.accent_soft}; }}
QListView::item {{ padding: 8px; }}
QListView::item:selected {{ background: {tokens.accent_soft}; color: {tokens.text}; border-radius: 6px; }}
QHeaderView {{ border: none; border-radius: 0; background: transparent; }}
QHeaderView::section {{
    background: transparent; color: {tokens.muted}; border: none;
    border-bottom: 1px solid {tokens.line}; padding: 8px; text-align: left;
}}
QPdfView {{ background: {tokens.sunken}; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {tokens.line}; border-radius: 4px; margin: 2px; min-height: 32px; }}
QScrollBar::handle:hover {{ background: {tokens.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _marks(tokens: Tokens, side: int) -> str:
    """Return boxes that are seen in both themes, marked or not: Fusion draws them on white paper."""
    tick = resource("icons", f"tick-{tokens.on_accent.removeprefix('#')}.svg").as_posix()
    boxes = ("QCheckBox", "QListView", "QTableView")
    empty, marked = (", ".join(f"{box}::indicator{state}" for box in boxes) for state in ("", ":checked"))
    return f"""
{empty} {{
    width: {side}px; height: {side}px; border: 1px solid {tokens.muted}; border-radius: 4px;
    background: {tokens.surface};
}}
{marked} {{ background: {tokens.accent}; border-color: {tokens.accent}; image: url("{tick}"); }}
QCheckBox::indicator:focus {{ border: 2px solid {tokens.accent}; }}
"""
