"""Numbers in words: "onze cents", "quatre-vingt-douze", "eleven hundred", "one point five"."""

import re
from collections.abc import Iterator
from decimal import Decimal

_FR = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_SMALL = {
    **{word: value for value, word in enumerate(_FR)},
    **{word: value for value, word in enumerate(_EN)},
    "une": 1,
    **dict(
        zip(
            ["vingt", "trente", "quarante", "cinquante", "soixante"],
            range(20, 61, 10),
            strict=True,
        )
    ),
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
    "vingts": 20,
    **dict(
        zip(
            ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
            range(20, 91, 10),
            strict=True,
        )
    ),
}
_HUNDRED = {"cent", "cents", "hundred", "hundreds"}
_LARGE = {
    "mille": 1_000,
    "thousand": 1_000,
    "million": 10**6,
    "millions": 10**6,
    "milliard": 10**9,
    "milliards": 10**9,
    "billion": 10**9,
}
_LINKS = {"et", "and", "virgule", "point"}
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \u00a0\u202f-]{1,2}\Z")
_FOUR, _TWENTY = 4, 20


def numbers(text: str) -> Iterator[tuple[Decimal, int, int]]:
    """Yield (value, start, end) for each number in words that is more than a lone article."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and not _GAP.match(text, run[-1].end(), word.start()):
            yield from _finish(run)
            run = []
        if _is_number(word[0]) or (run and word[0].casefold() in _LINKS):
            run.append(word)
        elif run:
            yield from _finish(run)
            run = []
    yield from _finish(run)


def _is_number(word: str) -> bool:
    folded = word.casefold()
    return folded in _SMALL or folded in _HUNDRED or folded in _LARGE


def _finish(run: list[re.Match[str]]) -> Iterator[tuple[Decimal, int, int]]:
    while run and run[-1][0].casefold() in _LINKS:
        run = run[:-1]
    # "pour cent" and "per hundred" are units, and a lone article counts nothing.
    if not run or (len(run) == 1 and run[0][0].casefold() in ("cent", "cents", "hundreds")):
        return
    words = [word[0].casefold() for word in run]
    for link in ("virgule", "point"):
        if link in words:
            at = words.index(link)
            decimals = "".join(str(_SMALL.get(word, 0)) for word in words[at + 1 :])
            yield Decimal(f"{_whole(words[:at])}.{decimals}"), run[0].start(), run[-1].end()
            return
    yield Decimal(_whole(words)), run[0].start(), run[-1].end()


def _whole(words: list[str]) -> int:
    total = hundreds = 0
    previous = ""
    for word in words:
        if word in _LARGE:
            total += max(hundreds, 1) * _LARGE[word]
            hundreds = 0
        elif word in _HUNDRED:
            hundreds = max(hundreds, 1) * 100
        elif word in ("vingt", "vingts") and previous == "quatre":
            # quatre-vingts is four twenties, not four and twenty
            hundreds += _FOUR * _TWENTY - _FOUR
        elif word not in _LINKS:
            hundreds += _SMALL[word]
        previous = word
    return total + hundreds
