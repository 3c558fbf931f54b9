"""What is spoken in the hall, in Vietnamese: by letters and digits, so that it is heard in noise."""

from storage.tickets import Ticket

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LETTERS = {"A": "a", "B": "bê", "C": "xê", "D": "dê", "E": "e", "F": "ép phờ", "G": "gờ", "H": "hát"}
_LETTERS |= {"K": "ca", "L": "lờ", "M": "mờ", "N": "nờ", "P": "pê", "Q": "cu", "R": "rờ", "S": "sờ"}
_LETTERS |= {"T": "tê", "U": "u", "V": "vê", "X": "ích xì", "Y": "y dài"}


def announcement(ticket: Ticket, counter: str) -> str:
    """Return the sentence that calls a ticket to a counter."""
    return f"Mời số {_spelt(ticket.label)}, đến quầy số {_spelt(counter)}."


def _spelt(text: str) -> str:
    return " ".join(_DIGITS[int(each)] if each in "0123456789" else _LETTERS.get(each, each) for each in text)
