"""The codes of citizen cards on a page; reading what one says needs none of this."""

import zxingcpp

from scanning.cleanup.analysis import small_grey
from scanning.extract.citizen_card import CitizenCard, read_card
from scanning.model import PageImage

_DPI = 300
"""A module of the card's code is 0.25 mm: three pixels."""

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def card_codes(page: PageImage) -> tuple[str, ...]:
    """Return the texts of the codes of citizen cards on a page, whichever way it lies."""
    codes = zxingcpp.read_barcodes(small_grey(page, _DPI), formats=_QR)
    return tuple(code.text for code in codes if code.valid and read_card(code.text) is not None)


def cards_on(page: PageImage) -> tuple[CitizenCard, ...]:
    """Return the citizen cards whose codes are on a page, whichever way it lies."""
    return tuple(card for card in map(read_card, card_codes(page)) if card is not None)
