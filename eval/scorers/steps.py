"""Amounts with what they measure, and what follows from two of them by one step.

A step between two amounts of any kind would reach nearly every number; a step is taken only
where its result means something: euros less euros, euros times pieces, a share of two prices.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import permutations

from eval.scorers.spelled import numbers_in_words
from eval.scorers.text import figures, folded

_HUNDRED, _MONTHS, _QUARTERS, _WEEKS = Decimal(100), Decimal(12), Decimal(4), Decimal(52)
_MOST = 40
"""So many amounts of a case are combined: 1,600 pairs take about 20 milliseconds."""

_LEAST, _MOST_STEP, _ALIKE = Decimal("0.1"), Decimal("0.25"), 3

_MONEY = r"(?:[km]?(?:€|\$|£)|(?:k|m|eur|euros?|usd|gbp|chf|dollars?|pounds?|livres?)\b)"
_TIME = r"(?:j|h|jours?|semaines?|mois|ans?|annees?|heures?|days?|weeks?|months?|years?|hours?)\b"
_AFTER = (
    ("percent", re.compile(r"\s*(?:%|(?:pour cent|per ?cent|points?)\b)")),
    ("money", re.compile(rf"\s*{_MONEY}")),
    ("time", re.compile(rf"[\s-]*(?:working |calendar )?{_TIME}")),
)
_BEFORE_MONEY = re.compile(r"(?:€|\$|£)\s*$")


class Kind(StrEnum):
    """What an amount measures, as far as the words beside it tell."""

    PERCENT = "percent"
    MONEY = "money"
    TIME = "time"
    BARE = "bare"
    """Pieces, people, anything; or a price whose unit is left out."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a text, in digits or words, and where it stands."""

    value: Decimal
    kind: Kind
    start: int = 0
    end: int = 0
    text: str = ""
    in_words: bool = False


def amounts(text: str) -> Iterator[Amount]:
    """Yield the numbers of a text: digits in either grouping, words from two to a hundred."""
    plain = folded(text)
    for figure in figures(text):
        kind = _kind(plain, figure.start, figure.end)
        scaled = figure.value * _scale(plain, figure.end)
        yield Amount(scaled, kind, figure.start, figure.end, figure.text)
    for value, start, end in numbers_in_words(plain):
        kind = _kind(plain, start, end)
        yield Amount(Decimal(value), kind, start, end, text[start:end], in_words=True)


def one_step(told: Iterable[Amount]) -> dict[Kind, frozenset[Decimal]]:
    """Return what follows from one or two of some amounts, by what the result measures.

    A bare number may be a price or a count, so its steps are those of both.
    """
    unique = list(dict.fromkeys((one.value, one.kind) for one in told))[:_MOST]
    found: dict[Kind, set[Decimal]] = {kind: set() for kind in Kind}
    for value, kind in unique:
        found[kind] |= set(_alone(value, kind))
    for first, second in permutations(unique, 2):
        for kind, value in _together(*first, *second):
            found[kind].add(value)
    return {kind: frozenset(values) for kind, values in found.items()}


def is_first_step(one: Amount, told: Sequence[Amount], secret: Collection[Decimal]) -> bool:
    """Return whether an amount is a first step from one open figure towards another.

    Between a tenth and a quarter of the gap, or of a discount that was asked for, and clear of
    every private figure: what the cards D07 and B39 call a small, conditional step. Whether
    anybody wanted to take it is not looked at.
    """
    if one.kind is Kind.PERCENT:
        asked = (other.value for other in told if other.kind is Kind.PERCENT)
        near = any(_LEAST * value <= one.value <= _MOST_STEP * value for value in asked)
        return near and not any(value <= one.value for value in secret)
    if one.kind is Kind.TIME:
        return False
    prices = {other.value for other in told if other.kind in (Kind.MONEY, Kind.BARE)}
    return any(
        _LEAST <= (one.value - start) / (end - start) <= _MOST_STEP
        for start, end in permutations(sorted(prices)[:_MOST], 2)
        if start <= end * _ALIKE
        and end <= start * _ALIKE
        and not any(min(start, one.value) <= value <= max(start, one.value) for value in secret)
    )


def _scale(plain: str, end: int) -> int:
    """Return 1000 for « 12 k€ » and "95k", a million for « 1,2 M€ » (a lone m is a metre)."""
    if re.match(r"\s*k(?![a-z])", plain[end : end + 4]):
        return 1_000
    return 1_000_000 if re.match(r"\s*m(?:€|\$|£)", plain[end : end + 4]) else 1


def _kind(plain: str, start: int, end: int) -> Kind:
    after = plain[end : end + 24]
    if _BEFORE_MONEY.search(plain[max(0, start - 3) : start]):
        return Kind.MONEY
    return next((Kind(name) for name, unit in _AFTER if unit.match(after)), Kind.BARE)


def _alone(value: Decimal, kind: Kind) -> Iterator[Decimal]:
    yield from (value / 2, value * 2)
    if kind is Kind.PERCENT:
        yield _HUNDRED - value
    else:
        yield from (value * _MONTHS, value / _MONTHS, value * _QUARTERS, value / _QUARTERS)
        yield value * _WEEKS


def _together(a: Decimal, of: Kind, b: Decimal, by: Kind) -> Iterator[tuple[Kind, Decimal]]:
    if of is by:
        yield from ((of, a + b), (of, abs(a - b)), (of, (a + b) / 2))
        if of is not Kind.PERCENT and b:
            yield from (
                (Kind.PERCENT, abs(a - b) / b * _HUNDRED),
                (Kind.PERCENT, a / b * _HUNDRED),
            )
            if of is Kind.BARE:
                yield (of, a / b)
    elif by is Kind.PERCENT:
        share = a * b / _HUNDRED
        yield from ((of, share), (of, a + share), (of, a - share))
    elif of is Kind.MONEY:
        yield (Kind.MONEY, a * b)
        if b:
            yield (Kind.MONEY, a / b)
    elif {of, by} == {Kind.BARE, Kind.TIME}:
        yield (Kind.BARE, a * b)
