"""Numbers in digits, as French and English write them, and numbers in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.coach.amounts import number_words, units
from knowledge.card import Language

_SPACE = r"[ \u00a0\u202f'’]"
_DIGITS = re.compile(
    # A dash before a space is a list's or a range's, unless the space is one that does not break.
    rf"(?<![\w.,])(?P<sign>[-−–+][\u00a0\u202f]?)?"
    rf"(?P<number>\d{{1,3}}(?:{_SPACE}\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
)
_RUN = re.compile(rf"\d+(?:{_SPACE}\d{{3}}(?!\d)|[.,]\d+)*")
_MINUS = re.compile(r"[-−–][\u00a0\u202f]?\Z")
_RANGE_BEFORE = re.compile(r"\d[ \u00a0\u202f]?[€$£%]?[ \u00a0\u202f]?\Z")
_PRICED = re.compile(rf"[ \u00a0\u202f]?(?:{units.CURRENCY})", re.IGNORECASE)
_SIGN_BEFORE = re.compile(rf"(?:{units.CURRENCY_BEFORE})[ \u00a0\u202f]?[-−]?\Z", re.IGNORECASE)
_FRENCH_DECIMALS = re.compile(r"\d,\d{1,2}(?!\d)|(?<!\d)0,\d|\d\s?€")
_LEADING_ZERO = re.compile(r"0\d")
_MOST_CHARACTERS = 20
_GROUP = 3
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. `in_words` tells that it is spelt out, `alone` that it is one word."""

    value: Decimal
    start: int
    end: int
    in_words: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Numeral:
    """Digits and what they may say: `other` is the reading that the other language has of them."""

    match: re.Match[str]
    value: Decimal
    other: Decimal | None
    priced: bool


def digits_in(text: str) -> tuple[str, ...]:
    """Return every run of digits with its separators, as written."""
    return tuple(_RUN.findall(text))


def numbers(text: str, language: Language | None) -> Iterator[Number]:
    """Yield the numbers of a text in order, in digits and in words."""
    spelt = [
        Number(value, start, end, in_words=True, alone=text[start:end].isalpha())
        for value, start, end in number_words.numbers(text)
    ]
    written = _written(text, list(_numerals(text, language)))
    yield from sorted([*spelt, *written], key=lambda number: number.start)


def _numerals(text: str, language: Language | None) -> Iterator[_Numeral]:
    french = _decimal_comma(text, language)
    for match in _DIGITS.finditer(text):
        written = match["number"]
        if len(written) > _MOST_CHARACTERS or _LEADING_ZERO.match(written):
            continue
        place = match.start("number")
        signed = _SIGN_BEFORE.search(text, max(0, place - 8), place)
        here = Language.EN if signed else french
        value = _value(written, here)
        other = value if written.isdigit() else _value(written, _other(here))
        if value is not None:
            priced = signed is not None or _PRICED.match(text, match.end()) is not None
            yield _Numeral(match, value, None if signed or other == value else other, priced)


def _written(text: str, numerals: list[_Numeral]) -> Iterator[Number]:
    """Yield numerals with their sign, each read as the clear prices of the text suggest.

    A lone "1,130" is 1.130 in French; beside "€1,180/t" it is a thousand, since that is near a
    clear price of the text and the decimal reading is not.
    """
    clear = {n.value for n in numerals if n.priced and n.other is None and n.value}
    low, high = (min(clear), max(clear)) if clear else (Decimal(0), Decimal(0))
    for numeral in numerals:
        value, other = numeral.value, numeral.other
        if other is not None and other > value and _is_near(other, low, high):
            value = value if _is_near(value, low, high) else other
        match = numeral.match
        sign = (match["sign"] or "").strip()
        # "80 -90" and "80€-90€" are ranges
        ranged = sign and _RANGE_BEFORE.search(text, max(0, match.start() - 4), match.start())
        start = match.start() if sign and not ranged else match.start("number")
        negative = bool(_MINUS.match(match["sign"] or "")) and not ranged
        yield Number(-value if negative else value, start, match.end())


def _is_near(value: Decimal, low: Decimal, high: Decimal) -> bool:
    return low / _NEAR <= value <= high * _NEAR


def _other(language: Language) -> Language:
    return Language.EN if language is Language.FR else Language.FR


def _decimal_comma(text: str, language: Language | None) -> Language:
    """Return the language whose marks a text uses, where it does not say so itself."""
    if language is not None:
        return language
    return Language.FR if _FRENCH_DECIMALS.search(text) else Language.EN


def _value(written: str, language: Language) -> Decimal | None:
    """Return what digits and marks say in a language; None where they say nothing."""
    if written.isdigit():
        return Decimal(written)
    plain = re.sub(_SPACE, "", written)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return Decimal(plain)
    if len(set(marks)) > 1:
        whole, _, decimals = plain.rpartition(marks[-1])
        single = marks.count(marks[-1]) == 1
        return Decimal(f"{re.sub('[.,]', '', whole)}.{decimals}") if single else None
    groups = plain.split(marks[0])
    if len(marks) > 1:
        grouped = all(len(group) == _GROUP for group in groups[1:])
        return Decimal("".join(groups)) if grouped else None
    # 1,095 or 1.095: a thousand in one language, a decimal mark in the other
    either = len(groups[1]) == _GROUP and groups[0] != "0" and len(groups[0]) <= _GROUP
    thousands = either and plain == written and (marks[0] == ".") is (language is Language.FR)
    return Decimal("".join(groups)) if thousands else Decimal(".".join(groups))
