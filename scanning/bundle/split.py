"""Where a stack of pages is cut so that each part stays under a length."""

from collections.abc import Sequence


def parts(sizes: Sequence[int], most: int) -> tuple[range, ...]:
    """Return the parts of pages that follow each other, each as long as it may be.

    Args:
        sizes: bytes of each page, in order.
        most: bytes of a part; a page that is longer by itself is a part of its own.
    """
    found: list[range] = []
    first, total = 0, 0
    for number, size in enumerate(sizes):
        if number > first and total + size > most:
            found.append(range(first, number))
            first, total = number, 0
        total += size
    return (*found, range(first, len(sizes))) if sizes else ()
