"""A private price told without being said: hinted at, spelt, turned round, masked, as a part."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from typing import Any

from bot.coach.amounts import Amount, Kind, number_words
from bot.coach.guard.secret_figures import Known
from bot.coach.guard.secret_text import Told

HINTS: dict[str, dict[str, Any]] = tomllib.loads(
    (files(__package__) / "hints.toml").read_text("utf-8")
)
_HINTED = Decimal("0.06")
_NEARLY = Decimal("0.05")
_PART = Decimal("0.012")
_BEFORE, _AFTER = 45, 35
_DIGIT = r"[0-9lo|]"
_TOKEN = re.compile(rf"(?<![^\W_]){_DIGIT}{{1,6}}(?![^\W_])")
_APART = re.compile(r"[\s,.;:/_·•*'’()–—-]{0,4}|\s(?:puis|then|and|et)\s")
_ALIKE = str.maketrans({"l": "1", "o": "0", "|": "1"})
_ROMAN = re.compile(r"\b[MDCLXVI]{2,12}\b")
_ROMAN_WORDS = frozenset(["CV", "DC", "CM", "CD", "MM", "MD", "DI", "VI", "IV", "XL", "CC", "CI"])
_VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_MASKED = re.compile(
    r"(?<![\w.,])(\d(?:[\d \u00a0\u202f.,]{0,12}\d)?)[ \u00a0\u202f]?([xX*•_?#]{1,5})(?!\w)"
)
_RUN = re.compile(r"\d[\d \u00a0\u202f]{0,14}")
_OH = re.compile(r"\boh\b", re.IGNORECASE)
_ZERO = re.compile(r"z[ée]ro[\s-]*", re.IGNORECASE)
_HUNDRED = 100
_LEAST_DIGITS = 2
_LEAST_ALIKE = 3


def _words(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)")


_CUE = {name: _words(patterns) for name, patterns in HINTS["near_figure"].items()}
PARTS = tuple((Fraction(name), _words(words)) for name, words in HINTS["parts"].items())

_ANY_PART = _words(word for words in HINTS["parts"].values() for word in words)


def cue(name: str) -> re.Pattern[str]:
    """Return the words of a table of [near_figure], as one pattern over small letters."""
    return _CUE[name]


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    start: int
    end: int
    new: bool


def as_hint(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find "just above eleven hundred", "not quite 50", "around 1,100"."""
    if secret.kind is not Kind.MONEY or not secret.value:
        return None
    for number in _numbers(told):
        away = (secret.value - number.value) / secret.value
        if abs(away) > _HINTED or not away:
            continue
        before, after = told.before(number.start, _BEFORE), told.after(number.end, _AFTER)
        around = f"{before} · {after}"
        side = "over" if away > 0 else "under"
        if _CUE[f"{side}_alone"].search(around) or (
            _CUE["degree"].search(around) and _CUE[side].search(around)
        ):
            return told.quote(number.start, number.end)
        if number.new and abs(away) <= _NEARLY and _CUE["near"].search(around):
            return told.quote(number.start, number.end)
    return None


def by_its_ends(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find the first or last digits of the secret, named as such or followed by a mask."""
    whole = _whole(secret)
    for number in (*_numbers(told), *_counts(told)):
        digits = f"{number.value:f}"
        part = number.new and _LEAST_DIGITS <= len(digits) < len(whole) and digits.isdigit()
        start, end = max(0, number.start - _BEFORE), number.end + _AFTER
        if part and whole.startswith(digits) and _opens(told, start, end):
            return told.quote(number.start, number.end)
        if part and whole.endswith(digits) and _CUE["end"].search(told.low, start, end):
            return told.quote(number.start, number.end)
    return _masked(told, {whole, *_spellings(secret)})


def _opens(told: Told, start: int, end: int) -> bool:
    """Tell whether the words around speak of how a number begins."""
    place = (told.low, start, end)
    in_front = _CUE["in_front"].search(*place) and _CUE["digits"].search(*place)
    return bool(_CUE["start"].search(*place) or in_front)


def _masked(told: Told, wanted: set[str]) -> str | None:
    for found in _MASKED.finditer(told.text):
        digits, hidden = re.sub(r"\D", "", found[1]), len(found[2])
        if any(w.startswith(digits) and len(digits) + hidden == len(w) for w in wanted):
            return told.quote(*found.span())
    return None


def as_spelt(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find the secret digit by digit or by twos: "1-1-3-0", "eleven thirty", "1 l 3 0"."""
    wanted = _spellings(secret)
    if not wanted:
        return None
    longest = max(map(len, wanted))
    for run in _runs(told):
        for first in range(len(run)):
            digits, alike = "", False
            for count, (piece, _, end) in enumerate(run[first : first + longest], start=1):
                digits += piece.translate(_ALIKE)
                alike = alike or not piece.isdigit()
                told_so = digits in wanted and (count > 1 or alike)
                if told_so and _is_spelling(told, run[first][1], end, count, alike=alike):
                    return told.quote(run[first][1], end)
    return None


def _spellings(secret: Amount) -> frozenset[str]:
    if secret.kind is not Kind.MONEY or not secret.value:
        return frozenset()
    digits = f"{abs(secret.value):f}"
    bare = digits.replace(".", "")
    cents = f"{abs(secret.value):.2f}".replace(".", "")
    found = {bare, bare.lstrip("0"), cents.lstrip("0") if secret.value % 1 else bare}
    return frozenset(one for one in found if len(one) >= _LEAST_DIGITS)


def _is_spelling(told: Told, start: int, end: int, count: int, *, alike: bool) -> bool:
    """Tell a spelling from an hour, a telephone number or two figures side by side."""
    text = told.low[start:end]
    signs = [sign.isdigit() for sign in text if sign.isdigit() or sign in "lo|"]
    if alike and count < _LEAST_ALIKE and (len(signs) < _LEAST_ALIKE or not any(signs)):
        return False
    for begin, stop in told.barred:
        if start < stop and begin < end:
            # "1/1/3/0" is barred as a ratio and "order: 1, 1, 3, 0" as a reference
            return count >= _LEAST_ALIKE and not re.search(r"\d", told.text[begin:start])
    by_twos = count <= 2  # noqa: PLR2004
    first, last = told.sentence_at(start)
    return not (by_twos and _CUE["hour"].search(told.low[first:last]))


def _runs(told: Told) -> Iterator[list[tuple[str, int, int]]]:
    """Yield runs of short numbers with nothing but marks between them."""
    found = [(m[0], *m.span()) for m in _TOKEN.finditer(told.low)]
    found += _digit_words(told.text)
    run: list[tuple[str, int, int]] = []
    for piece in sorted(found, key=lambda one: one[1]):
        if run and not _APART.fullmatch(told.low[run[-1][2] : piece[1]]):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _digit_words(text: str) -> list[tuple[str, int, int]]:
    """Return the numbers below a hundred in words; "zero six" are two digits, "oh" is a zero."""
    found = [("0", *oh.span()) for oh in _OH.finditer(text)]
    for value, start, end in number_words.numbers(text):
        zeros = [zero.end() for zero in _ZERO.finditer(text, start, end)]
        found += [("0", start, stop) for stop in zeros[:1]]
        found += [("0", before, stop) for before, stop in pairwise(zeros)]
        if value and value < _HUNDRED:
            found.append((f"{value:f}", zeros[-1] if zeros else start, end))
    return found


def as_roman(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find the secret in roman numerals."""
    whole = _whole(secret)
    for found in _ROMAN.finditer(told.text) if whole else ():
        if found[0] not in _ROMAN_WORDS and str(_roman(found[0])) == whole:
            return told.quote(*found.span())
    return None


def _roman(written: str) -> int:
    values = [_VALUES[sign] for sign in written]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def backwards(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find the digits of the secret from last to first, where the draft says to read them so."""
    wanted = {digits[::-1] for digits in _spellings(secret)}
    if not wanted or not _CUE["backwards"].search(told.low):
        return None
    for found in _RUN.finditer(told.text):
        if re.sub(r"\D", "", found[0]) in wanted:
            return told.quote(*found.span())
    return None


def as_part(told: Told, secret: Amount, known: Known) -> str | None:
    """Find the secret as a part of a known price: "a third less", "half of your offer"."""
    if secret.kind is not Kind.MONEY or not _ANY_PART.search(told.low):
        return None
    ratios = [secret.value / price for price in known.prices]
    for part, words in PARTS:
        share = Decimal(part.numerator) / part.denominator
        near = any(_is_part(share, ratio) for ratio in ratios)
        for found in words.finditer(told.low) if near else ():
            after = told.after(found.end(), _BEFORE)
            priced = _CUE["priced"].search(told.before(found.start(), 25) + " · " + after)
            if priced and not _CUE["not_priced"].search(after):
                return told.quote(*found.span())
    return None


def _is_part(share: Decimal, ratio: Decimal) -> bool:
    return any(abs(ratio - one) <= ratio * _PART for one in (share, 1 - share, 1 + share))


def _whole(secret: Amount) -> str:
    """Return the digits of a secret price before its decimal mark."""
    return str(int(secret.value)) if secret.kind is Kind.MONEY and secret.value >= 1 else ""


def _numbers(told: Told) -> Iterator[_Number]:
    fresh = set(told.fresh)
    for figure in told.figures:
        if figure.kind is Kind.MONEY:
            yield _Number(abs(figure.value), figure.start, figure.end, figure in fresh)
    for number in told.numbers:
        yield _Number(abs(number.value), number.start, number.end, new=True)


def _counts(told: Told) -> Iterator[_Number]:
    """Yield counts where a sentence speaks of digits: "86 comes first" is no 86 of anything."""
    for figure in told.fresh:
        if figure.kind is Kind.QUANTITY:
            start, end = max(0, figure.start - _BEFORE), figure.end + _AFTER
            new = _CUE["digits"].search(told.low, start, end) is not None
            yield _Number(figure.value, figure.start, figure.end, new)
