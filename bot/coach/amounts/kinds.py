"""What an amount is: a frozen value with its unit and its place in the text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The five kinds of figures that a negotiation is made of."""

    MONEY = "money"
    SHARE = "share"
    QUANTITY = "quantity"
    DURATION = "duration"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One figure of a text.

    `value`: money in units of the currency, a share as 0.05 for 5 % (its sign kept), a quantity or
    a duration in `unit`, 0 for a date. `unit`: EUR, USD, GBP, CHF or "" for a bare price; what is
    counted; minute to year for a duration. `per`: what a price or a quantity is counted by, or "".
    `text` is what stands from `start` to `end`; all three are empty for a computed amount.
    """

    kind: Kind
    value: Decimal
    unit: str = ""
    per: str = ""
    day: date | None = None
    text: str = ""
    start: int = 0
    end: int = 0
    approximate: bool = False


_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080}


def same_figure(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts say the same figure.

    The sign of a share does not count ("-8 %" and "8 % off"), a year is twelve months, and a
    unit that one side leaves out matches any.
    """
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.DATE:
        return one.day == other.day
    if one.kind is Kind.SHARE:
        return abs(one.value) == abs(other.value)
    if one.kind is Kind.DURATION:
        return _length(one) == _length(other)
    return (
        one.value == other.value
        and _compatible(one.unit, other.unit)
        and _compatible(one.per, other.per)
    )


def _compatible(one: str, other: str) -> bool:
    return not one or not other or one == other


def _length(amount: Amount) -> tuple[str, Decimal]:
    if amount.unit in _MONTHS:
        return "months", amount.value * _MONTHS[amount.unit]
    return "minutes", amount.value * _MINUTES[amount.unit]
