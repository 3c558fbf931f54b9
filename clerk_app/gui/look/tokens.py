"""The colours by what they are for; light and dark are two values of one type."""

from dataclasses import dataclass

from clerk_app.gui.model import Tone


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme; every pair of text and ground has a contrast of at least 4.5 : 1."""

    window: str
    surface: str
    sunken: str
    line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    doubt: str
    doubt_soft: str
    wrong: str
    wrong_soft: str
    paper_edge: str

    def ink(self, tone: Tone) -> str:
        """Return the colour of words in a tone."""
        return {
            Tone.CALM: self.muted,
            Tone.GOOD: self.good,
            Tone.DOUBT: self.doubt,
            Tone.WRONG: self.wrong,
        }[tone]

    def ground(self, tone: Tone) -> str:
        """Return the colour behind words in a tone."""
        return {
            Tone.CALM: self.sunken,
            Tone.GOOD: self.good_soft,
            Tone.DOUBT: self.doubt_soft,
            Tone.WRONG: self.wrong_soft,
        }[tone]


LIGHT = Tokens(
    window="#f4f6f7",
    surface="#ffffff",
    sunken="#eaeef0",
    line="#d8dfe2",
    text="#1b2a30",
    muted="#52646c",
    accent="#0b6b6b",
    accent_hover="#095858",
    on_accent="#ffffff",
    accent_soft="#dcefee",
    good="#1d6b3a",
    good_soft="#e0f2e6",
    doubt="#855300",
    doubt_soft="#fdf0d5",
    wrong="#b3261e",
    wrong_soft="#fbe4e2",
    paper_edge="#c3ccd0",
)

DARK = Tokens(
    window="#14191c",
    surface="#1d2428",
    sunken="#283136",
    line="#364247",
    text="#e6edef",
    muted="#a5b4ba",
    accent="#4fb8b3",
    accent_hover="#6cc9c4",
    on_accent="#06201f",
    accent_soft="#163b3b",
    good="#7fd19b",
    good_soft="#173524",
    doubt="#f0bd63",
    doubt_soft="#3b2c0e",
    wrong="#ff9a91",
    wrong_soft="#451b18",
    paper_edge="#4b585d",
)
