"""A private price as a sum that the reader works out: "1,000 + 130", "twice 565", "halfway"."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

from bot.coach.amounts import Amount, Kind
from bot.coach.guard.secret_figures import Known, close, prices_in, words_between
from bot.coach.guard.secret_hints import PARTS, cue
from bot.coach.guard.secret_text import Told

_OPERATIONS: tuple[tuple[re.Pattern[str], Callable[[Decimal, Decimal], Decimal]], ...] = (
    (re.compile(r"\+|plus|et encore|and another"), lambda a, b: a + b),
    (re.compile(r"[-−–]|moins|minus|less"), lambda a, b: a - b),
    (re.compile(r"[x×*]|fois|times|multiplie par"), lambda a, b: a * b),
    (re.compile(r"[:/÷]|divise par|divided by|over"), lambda a, b: a / b if b else b),
)
_OF = re.compile(r"\s?(?:of|de|d'|les?|the|\s)*\Z")
_WORKED_OUT = Decimal("0.001")
_MIDDLE = Decimal("0.01")


def as_sum(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find two numbers that make the secret by the sign or word between them."""
    if secret.kind is not Kind.MONEY or not secret.value:
        return None
    numbers = sorted(prices_in(told), key=lambda price: (price.start, price.end))
    for first, second in pairwise(numbers):
        between = words_between(told, first, second)
        for sign, work_out in _OPERATIONS:
            if sign.fullmatch(between) and close(
                work_out(first.value, second.value), secret.value, _WORKED_OUT
            ):
                return told.quote(first.start, second.end)
    return None


def as_part_of_number(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find a number and the part of it, or the multiple, that is the secret: "twice 565"."""
    if secret.kind is not Kind.MONEY or not secret.value:
        return None
    for number in prices_in(told):
        before = told.before(number.start, 30)
        for part, words in PARTS:
            if not close(number.value * _decimal(part), secret.value, _WORKED_OUT):
                continue
            for found in words.finditer(before):
                if _OF.fullmatch(before, found.end()):
                    return told.quote(number.start - len(before) + found.start(), number.end)
    return None


def as_middle(told: Told, secret: Amount, known: Known) -> str | None:
    """Find the secret as the middle of two prices that are known or named."""
    if secret.kind is not Kind.MONEY:
        return None
    found = cue("middle").search(told.low)
    if not found:
        return None
    prices = {*known.prices, *(price.value for price in prices_in(told))}
    for one, other in combinations(sorted(prices), 2):
        if close((one + other) / 2, secret.value, _MIDDLE):
            return told.quote(*found.span())
    return None


def _decimal(part: Fraction) -> Decimal:
    return Decimal(part.numerator) / part.denominator
