"""Signs a bounded set of documents with one unlocked key: an outcome for each; the rest can go on later."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from signing.appearance import CornerText
from signing.errors import (
    AllowanceSpent,
    FixDevice,
    LoginUnfinished,
    NotAllowed,
    RemoteUnavailable,
    SigningError,
    WrongCode,
    WrongPin,
)
from signing.means import Means
from signing.model import SignedFile
from signing.sign import sign_copy

KEY_IS_OF_NO_USE = (FixDevice, RemoteUnavailable, AllowanceSpent, WrongPin, WrongCode, LoginUnfinished)
"""What will not be better for the next document, and must not be tried again by itself."""
_ENDING = (*KEY_IS_OF_NO_USE, NotAllowed, OSError)


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """One document to be signed as a copy."""

    source: Path
    target: Path
    text: CornerText


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one order: a signed file or an error, never both."""

    order: CopyOrder
    signed: SignedFile | None = None
    error: SigningError | OSError | None = None


def sign_copies(
    orders: Sequence[CopyOrder], means: Means, clock: Callable[[], datetime]
) -> Iterator[Outcome]:
    """Sign one document after the other.

    A document that cannot be signed does not stop the others. An error of the token, the certificate or the
    disk ends the batch: the orders after it get no outcome and can be given to the next batch as they are.

    Args:
        orders: the documents that were shown to the signer.
        means: the key, unlocked for as many documents.
        clock: gives the aware signing time of each.
    """
    for order in orders:
        try:
            done = sign_copy(order.source, order.target, text=order.text, means=means, moment=clock())
        except _ENDING as error:
            yield Outcome(order, error=error)
            return
        except SigningError as error:
            yield Outcome(order, error=error)
        else:
            yield Outcome(order, signed=done)
