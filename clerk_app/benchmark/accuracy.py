"""How far a text is from the truth: character and word error rates."""

import re
import unicodedata
from collections.abc import Sequence

_LEADERS = re.compile(r"[.…_]{2,}|…")


def normal(text: str) -> str:
    """Return text in NFC, without dotted leaders, with white space folded."""
    return " ".join(_LEADERS.sub(" ", unicodedata.normalize("NFC", text)).split())


def distance(truth: Sequence[str], found: Sequence[str]) -> int:
    """Return the Levenshtein distance: insertions, deletions and replacements that make one the other."""
    row = list(range(len(found) + 1))
    for number, wanted in enumerate(truth, 1):
        diagonal, row[0] = row[0], number
        for column, got in enumerate(found, 1):
            cost = diagonal if wanted == got else 1 + min(diagonal, row[column], row[column - 1])
            diagonal, row[column] = row[column], cost
    return row[-1]


def wrong_characters(truth: str, found: str) -> int:
    """Return how many characters are wrong."""
    return distance(normal(truth), normal(found))


def character_errors(truth: str, found: str) -> float:
    """Return CER: wrong characters per character of the truth, 0 for an empty truth."""
    wanted = normal(truth)
    return wrong_characters(truth, found) / len(wanted) if wanted else 0.0


def block_errors(truth: str, found: str) -> float:
    """Return CER where the order of blocks is free: each line of the truth is sought anywhere in the text.

    What the truth does not have, such as handwriting, costs nothing; meant for forms and letterheads.
    """
    text = normal(found)
    blocks = [block for line in truth.splitlines() if (block := normal(line))]
    letters = sum(map(len, blocks))
    return sum(nearest_distance(block, text) for block in blocks) / letters if letters else 0.0


def nearest_distance(wanted: str, text: str) -> int:
    """Return the Levenshtein distance of a string to the part of a text that is nearest to it."""
    row = [0] * (len(text) + 1)
    for number, letter in enumerate(wanted, 1):
        diagonal, row[0] = row[0], number
        for column, got in enumerate(text, 1):
            cost = diagonal if letter == got else 1 + min(diagonal, row[column], row[column - 1])
            diagonal, row[column] = row[column], cost
    return min(row)


def word_errors(truth: str, found: str) -> float:
    """Return WER: wrong words per word of the truth, 0 for an empty truth."""
    wanted = normal(truth).split()
    return distance(wanted, normal(found).split()) / len(wanted) if wanted else 0.0
