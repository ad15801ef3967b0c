"""Reads the amounts of a text: each number becomes what the signs and words beside it make it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice

from bot.coach.amounts import not_amounts, units
from bot.coach.amounts.dates import dates
from bot.coach.amounts.kinds import Amount, Kind
from bot.coach.amounts.numerals import Number, numbers
from bot.coach.amounts.readers import classified
from knowledge.card import Language

_ROUGHLY = re.compile(rf"(?:(?<!\w)(?:{'|'.join(units.ROUGHLY)})|[~≈])\s?\Z", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:-|–|à|et|and|to|ou|or)\s?", re.IGNORECASE)
_IN_THOUSANDS = re.compile(r"\d\s?k(?![a-z])", re.IGNORECASE)
_SAME_SIZE = 3
_MOST_THOUSANDS = 5
_LOOK_BACK = 20


def read(text: str, language: Language | None, today: date) -> tuple[Amount, ...]:
    """Return the amounts of a text, in order, none overlapping another.

    Both languages' ways of writing are read whatever `language` is; it decides only what could be
    either ("1,095"). Nothing is returned that does not stand in the text.
    """
    barred = not_amounts.spans(text)
    days = _disjoint(sorted(dates(text, today), key=lambda day: (day.start, -day.end)), barred)
    taken = sorted([*barred, *((day.start, day.end) for day in days)])
    found = sorted([*days, *_figures(text, language, taken)], key=lambda amount: amount.start)
    named = [replace(amount, text=text[amount.start : amount.end]) for amount in found]
    thousands = {amount.value: amount.unit for amount in named if _in_thousands(amount)}
    return tuple(_like(thousands, amount) for amount in named) if thousands else tuple(named)


def _in_thousands(amount: Amount) -> bool:
    return amount.kind is Kind.MONEY and _IN_THOUSANDS.search(amount.text) is not None


def _like(thousands: Mapping[Decimal, str], amount: Amount) -> Amount:
    """Return "210" beside "240k" as 210,000: who writes in thousands leaves the k out.

    Only for a figure without a unit, about as large as one of the few that have their k.
    """
    if amount.kind is not Kind.MONEY or amount.unit or _in_thousands(amount):
        return amount
    scaled = amount.value * 1_000
    for value, unit in islice(thousands.items(), _MOST_THOUSANDS):
        if value <= scaled * _SAME_SIZE and scaled <= value * _SAME_SIZE:
            return replace(amount, value=scaled, unit=unit)
    return amount


def _disjoint(amounts: list[Amount], barred: Sequence[tuple[int, int]]) -> list[Amount]:
    """Return the amounts that meet nothing barred nor each other; the earlier one stays."""
    kept: list[Amount] = []
    free = _Free(barred)
    for amount in amounts:
        if free.at(amount.start, amount.end) and not (kept and amount.start < kept[-1].end):
            kept.append(amount)
    return kept


class _Free:
    """Tells what is free of barred spans, asked in order of place: one pass for a whole text."""

    def __init__(self, barred: Sequence[tuple[int, int]]) -> None:
        self._barred = barred
        self._next = 0

    def at(self, start: int, end: int) -> bool:
        while self._next < len(self._barred) and self._barred[self._next][1] <= start:
            self._next += 1
        return self._next == len(self._barred) or self._barred[self._next][0] >= end


def _figures(text: str, language: Language | None, taken: list[tuple[int, int]]) -> list[Amount]:
    found: list[Amount] = []
    free = _Free(taken)
    position = 0
    waiting: Number | None = None
    for number in numbers(text, language):
        if number.start < position or not free.at(number.start, number.end):
            waiting = None
            continue
        amount = classified(text, number)
        if amount is not None and amount.start < position:
            amount = None
        if amount is not None and waiting is not None:
            lower = _lower_end(text, waiting, number, amount)
            if lower is not None and found and found[-1].start == waiting.start:
                found.pop()
            found += [lower] if lower is not None else []
        if amount is not None:
            position = amount.end
            found.append(replace(amount, approximate=amount.approximate or _roughly(text, amount)))
        bare = amount is None or (amount.kind is Kind.MONEY and not amount.unit)
        waiting = number if bare else None
    return found


def _roughly(text: str, amount: Amount) -> bool:
    begin = max(0, amount.start - _LOOK_BACK)
    return _ROUGHLY.search(text, begin, amount.start) is not None


def _lower_end(text: str, first: Number, second: Number, upper: Amount) -> Amount | None:
    """Return the lower end of "entre 80 et 90 €": it takes the unit of the upper one.

    It takes a factor too: "10-12 k€" begins at ten thousand.
    """
    between = text[first.end : upper.start] if upper.start > first.end else ""
    if len(between) > _LOOK_BACK or not _RANGE.fullmatch(between) or not second.value:
        return None
    value = first.value * abs(upper.value / second.value)
    return replace(upper, value=value, start=first.start, end=first.end)
