"""Numbers in words: "onze cents", "quatre-vingt-douze", "eleven hundred", "one point five"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SMALL = {
    **{word: value for value, word in enumerate(_FRENCH.split())},
    **{word: value for value, word in enumerate(_ENGLISH.split())},
    "une": 1,
}
_HUNDRED = frozenset(["cent", "cents", "hundred"])
_LARGE = {
    "mille": 1_000, "thousand": 1_000, "million": 10**6, "millions": 10**6, "milliard": 10**9,
    "milliards": 10**9, "billion": 10**9,
}  # fmt: skip
_LINKS = frozenset(["et", "and"])
_POINTS = frozenset(["virgule", "point"])
_HALVES = (("et", "demi"), ("et", "demie"), ("and", "a", "half"))
_GLUE = _LINKS | _POINTS | {word for half in _HALVES for word in half}
_TWENTIES = frozenset(["soixante", "vingt", "vingts"])
_UNITS, _TEENS, _AFTER_DIX = range(1, 10), range(1, 17), range(7, 10)
_LARGEST, _MOST_DECIMALS = 10**12, 12
_NUMBER_WORDS = _SMALL.keys() | _TENS.keys() | _HUNDRED | _LARGE.keys()
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \u00a0\u202f-]{1,2}\Z")
_NEVER_ALONE = frozenset(["cents", "thousand", "billion", "millions", "milliards"])


@dataclass(slots=True)
class _Count:
    """A number while it is being read: closed groups, the open hundreds, and the last word."""

    scale: int
    total: int = 0
    hundreds: int = 0
    below: int = 0
    last: str = ""

    def takes(self, word: str) -> bool:
        """Add a word if the number goes on with it; say whether it did."""
        fits = self._large(word) or self._hundred(word) or self._tens(word) or self._small(word)
        if fits:
            self.last = word
        return fits

    @property
    def value(self) -> int:
        return self.total + self.hundreds + self.below

    def _large(self, word: str) -> bool:
        size = _LARGE.get(word, 0)
        if not 0 < size < self.scale or self.last == "zéro":
            return False
        self.total += max(self.hundreds + self.below, 1) * size
        self.hundreds = self.below = 0
        self.scale = size
        return True

    def _hundred(self, word: str) -> bool:
        if word not in _HUNDRED or self.hundreds:
            return False
        self.hundreds, self.below = max(self.below, 1) * 100, 0
        return True

    def _tens(self, word: str) -> bool:
        if word in ("vingt", "vingts") and self.last == "quatre":
            self.below = 80
            return True
        if word not in _TENS or self.below:
            return False
        self.below = _TENS[word]
        return True

    def _small(self, word: str) -> bool:
        value = _SMALL.get(word, -1)
        after_tens = self.last in _TENS and value in _UNITS
        # soixante-dix and quatre-vingt-quinze, dix-sept
        twenties = self.last in _TWENTIES and self.below in (60, 80) and value in _TEENS
        seventeen = self.last == "dix" and value in _AFTER_DIX
        if value < 0 or (self.below and not (after_tens or twenties or seventeen)):
            return False
        self.below += value
        return True


def numbers(text: str) -> Iterator[tuple[Decimal, int, int]]:
    """Yield (value, start, end) for each number in words.

    Words that do not make one number together make several ("dix vingt" is 10 and 20). The "cent"
    of "pour cent" is none.
    """
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        folded = word[0].casefold()
        if run and not _GAP.match(text, run[-1].end(), word.start()):
            yield from _split(run)
            run = []
        if folded in _NUMBER_WORDS or (run and folded in _GLUE):
            if run or not (_is_percent(text, word) or _is_a_thousand_pieces(text, word)):
                run.append(word)
        elif run:
            yield from _split(run)
            run = []
    yield from _split(run)


def _is_percent(text: str, word: re.Match[str]) -> bool:
    before = text[max(0, word.start() - 5) : word.start()].casefold()
    return word[0].casefold() in _HUNDRED and before.endswith(("pour ", "pour\u00a0", "per "))


def _is_a_thousand_pieces(text: str, word: re.Match[str]) -> bool:
    """Tell « le mille à 46 € », a price for a thousand, from the number."""
    before = text[max(0, word.start() - 4) : word.start()].casefold()
    return word[0].casefold() == "mille" and before.endswith(("le ", "du ", "au "))


def _split(run: list[re.Match[str]]) -> Iterator[tuple[Decimal, int, int]]:
    words = [match[0].casefold() for match in run]
    at = 0
    while at < len(words):
        value, end = _number(words, at)
        if end == at:
            at += 1
            continue
        if not (end == at + 1 and words[at] in _NEVER_ALONE):
            yield value, run[at].start(), run[end - 1].end()
        at = end


def _number(words: list[str], at: int) -> tuple[Decimal, int]:
    """Return the number that begins at a word and where it ends, which is there for none."""
    count, end = _whole(words, at, len(words))
    if end < len(words) and words[end] in (_HUNDRED | _LARGE.keys()):
        # "one hundred and two hundred" is two numbers: the link joins no more than it can.
        link = next((n for n in range(end - 1, at, -1) if words[n] in _LINKS), None)
        if link is not None:
            count, end = _whole(words, at, link)
    if end == at:
        return Decimal(0), end
    half = next((h for h in _HALVES if tuple(words[end : end + len(h)]) == h), None)
    if half is not None:
        # "un million et demi" halves the million, "two and a half" the one
        unit = 1 if count.hundreds + count.below or not count.total else count.scale
        return _times(words, count.value + Decimal(unit) / 2, end + len(half))
    if words[end : end + 1] and words[end] in _POINTS:
        return _with_decimals(words, count.value, end)
    return Decimal(count.value), end


def _whole(words: list[str], at: int, stop: int, *, scale: int = _LARGEST) -> tuple[_Count, int]:
    """Return the whole number from a word on and its end; its large words stay below `scale`."""
    count, end = _Count(scale), at
    while end < stop:
        linked = end > at and words[end] in _LINKS and end + 1 < stop
        word = words[end + 1] if linked else words[end]
        if linked and not _links(words[end], count.last, word):
            break
        if not count.takes(word):
            break
        end += 2 if linked else 1
    return count, end


def _links(link: str, before: str, after: str) -> bool:
    """Tell "vingt et un" and "two hundred and six" from two numbers with a word between."""
    if link == "et":
        return before in (_TENS.keys() | _LARGE.keys()) and after in ("un", "une", "onze")
    return before in (_HUNDRED | _LARGE.keys()) and after not in (_HUNDRED | _LARGE.keys())


def _with_decimals(words: list[str], whole: int, point: int) -> tuple[Decimal, int]:
    """Read "point five", "virgule quarante-deux", "point zero five", then "million" if any."""
    digits, at, before = "", point + 1, point
    while before < at < len(words) and len(digits) < _MOST_DECIMALS:
        before = at
        count, at = _whole(words, at, len(words), scale=0)
        digits += str(count.value) if at > before else ""
    if not digits:
        return Decimal(whole), point
    return _times(words, Decimal(f"{whole}.{digits}"), at)


def _times(words: list[str], value: Decimal, at: int) -> tuple[Decimal, int]:
    if at < len(words) and words[at] in _LARGE:
        return value * _LARGE[words[at]], at + 1
    return value, at
