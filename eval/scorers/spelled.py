"""Numbers in words, French and English, so that a figure is found when it is written out."""

import re
from collections.abc import Callable, Iterator
from functools import cache

_LARGEST = 999_999
_FR_SMALL = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit",
    "dix-neuf",
)  # fmt: skip
_FR_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_EN_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_EN_TENS = (
    "-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip


def spelled(value: int) -> tuple[str, ...]:
    """Return a number from 0 to 999 999 in French and in English words, folded; else nothing.

    « quatre-vingt-dix », "two hundred fifty" and "two hundred and fifty": hyphens where they
    are the rule, no plural s, no accents.
    """
    if not 0 <= value <= _LARGEST:
        return ()
    english = _thousands(value, _english, "thousand", "one thousand")
    bare = english.replace(" and ", " ")
    return tuple(dict.fromkeys((_thousands(value, _french, "mille", "mille"), english, bare)))


def pattern_of(words: str) -> str:
    """Return a regular expression of a spelled number in folded text, hyphens or spaces in it."""
    # « cents » and « quatre-vingts » take their s where nothing follows.
    return r"(?<!\w)" + re.sub(r"[ -]", r"[\\s-]+", words) + r"s?(?![\w])"


def numbers_in_words(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield value, start and end of each number from 2 to 100 in words in a folded text."""
    for match in _reader().finditer(text):
        words = re.sub(r"[\s-]+", " ", match[1])
        yield _values()[words], match.start(), match.end()


@cache
def _values() -> dict[str, int]:
    return {words.replace("-", " "): value for value in range(2, 101) for words in spelled(value)}


@cache
def _reader() -> re.Pattern[str]:
    # The longest first: « vingt-cinq » is no « vingt ».
    longest_first = sorted(_values(), key=len, reverse=True)
    either = "|".join(words.replace(" ", r"[\s-]+") for words in longest_first)
    return re.compile(rf"(?<![\w-])({either})s?(?![\w-])")


def _thousands(value: int, below: Callable[[int], str], word: str, one: str) -> str:
    high, low = divmod(value, 1000)
    if not high:
        return below(low)
    head = one if high == 1 else f"{below(high)} {word}"
    return f"{head} {below(low)}" if low else head


def _english(value: int) -> str:
    high, low = divmod(value, 100)
    if not high:
        return _english_below_hundred(low)
    head = f"{_EN_SMALL[high]} hundred"
    return f"{head} and {_english_below_hundred(low)}" if low else head


def _english_below_hundred(value: int) -> str:
    if value < len(_EN_SMALL):
        return _EN_SMALL[value]
    ten, one = divmod(value, 10)
    return f"{_EN_TENS[ten]}-{_EN_SMALL[one]}" if one else _EN_TENS[ten]


def _french(value: int) -> str:
    high, low = divmod(value, 100)
    if not high:
        return _french_below_hundred(low)
    head = "cent" if high == 1 else f"{_FR_SMALL[high]} cent"
    return f"{head} {_french_below_hundred(low)}" if low else head


def _french_below_hundred(value: int) -> str:
    if value < len(_FR_SMALL):
        return _FR_SMALL[value]
    ten, one = divmod(value, 10)
    if ten in (7, 9):  # soixante-dix, quatre-vingt-dix: counted on from the ten before
        ten, one = ten - 1, one + 10
    tens = "quatre-vingt" if ten == 8 else _FR_TENS[ten]  # noqa: PLR2004 - eighty
    if not one:
        return tens
    joined = "-et-" if one in (1, 11) and ten != 8 else "-"  # noqa: PLR2004 - not after eighty
    return f"{tens}{joined}{_FR_SMALL[one]}"
