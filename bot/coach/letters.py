"""Letters without their accents: people write "ecris lui" as often as « écris-lui »."""

import unicodedata
from functools import cache

_ALIKE = {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "}


def fold(text: str) -> str:
    """Return the text without accents, with straight apostrophes and plain spaces.

    Each character becomes exactly one, so that a place in the folded text is the same place in
    the text itself.
    """
    return "".join(map(_fold_one, text))


@cache
def _fold_one(char: str) -> str:
    if char.isascii():
        return char
    return _ALIKE.get(char) or unicodedata.normalize("NFD", char)[0]
