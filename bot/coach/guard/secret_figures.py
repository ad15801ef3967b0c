"""A private price or share in a draft, as it is or worked out: one function a way of telling.

Each returns the words that tell the secret, or None. The first argument is the draft, then the
secret, then what both sides know.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bot.coach.amounts import Amount, Kind, same_figure
from bot.coach.amounts.numerals import Number
from bot.coach.guard.secret_text import Told

Teller = Callable[[Told, Amount, "Known"], str | None]

_NEAR = Decimal("0.015")
"""A price this close to a private one (as a share of it) is that price, rounded."""

_ROUNDED = Decimal("0.05")
"""How far a private price may be from itself in one or two digits."""

_SAME = Decimal("0.001")
_TIGHT = Decimal("0.12")
"""A range no wider than this share of the secret that it holds tells it."""

_DISTINCT = 4
"""Digits from which a bare run is a figure and no chance: "1130", not "48"."""

_CHANCE = 3
"""Digits below which a price may equal a difference by chance: "9 € for a pallet"."""

_WORKED_OUT = Decimal("0.005")
_LEAST_SPELT = 13
_TWO_DIGITS = 10
_TENS = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3, 6))
_PERIODS = tuple(Decimal(n) for n in (2, 3, 4, 5, 7, 8, 12, 20, 30, 52))
_PERIOD_WORD = re.compile(
    r"\b(?:an|ans|annee|annuel\w*|year|yearly|annual\w*|annum|mois|mensuel\w*|month|monthly"
    r"|semaine|hebdo\w*|week|weekly|jour\w*|day|daily|heure|hour|hourly|trimestr\w*|quarter\w*"
    r"|semestr\w*)\b"
)
_GAP_WORD = re.compile(
    r"\b(?:below|under|less|lower|cheaper|down|off|short|shy|away|apart|between us|missing"
    r"|separates?|above|over|more|higher|extra|left|on top|another|gap|difference|room"
    r"|add(?:ing)?|drop(?:ping)?|dessous|dessus|de moins|de plus|plus haut|plus bas|encore"
    r"|reste\w*|ecart|manque\w*|separ\w*|marge|baiss\w+|ajout\w+|enlev\w+|pres|effort|rabot\w+)\b"
)
_CLOSING_WORD = re.compile(
    r"\b(?:deal|agreement|accord|sign|signe|signons|close|conclu\w*|move|bouge\w*|adjust\w*"
    r"|ajust\w*|corrig\w*|correct|step|from you|your (?:price|figure|offer)"
    r"|votre (?:prix|chiffre|offre))\b"
)
_BETWEEN = re.compile(
    r"(?:et|and|but|mais|yet|ni|nor|,)(?:,? [\w']+){0,4}|-|–|—|a|to|ou|or|jusqu'a|up to"
)
_UNITS_AROUND = re.compile(r"^(?:[€$£]|euros?|dollars?|pounds?|\s)+|(?:[€$£]|\s)+$")
_REFERENCE_YEAR = re.compile(r"20[0-4]\d")
_GLUE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What both sides know: prices and volumes by value, lengths in months and years, words."""

    prices: tuple[Decimal, ...]
    volumes: tuple[Decimal, ...]
    lengths: tuple[Decimal, ...]
    amounts: tuple[Amount, ...]
    words: str
    today: date

    @property
    def gaps(self) -> frozenset[Decimal]:
        """Return the differences that anyone can work out."""
        return frozenset(abs(a - b) for a in self.prices for b in self.prices)


@dataclass(frozen=True, slots=True)
class Price:
    """A number of a draft that may be a price; `bare` when nothing beside it says so."""

    value: Decimal
    start: int
    end: int
    bare: bool


def as_written(told: Told, secret: Amount, known: Known) -> str | None:
    """Find the secret itself, in digits or words, under its unit or another."""
    for figure in told.figures:
        if same_figure(figure, secret) or _same_value(figure, secret):
            return told.quote(figure.start, figure.end)
    for number in told.numbers:
        if abs(number.value) == abs(secret.value) and _counts(told, number, secret):
            return told.quote(number.start, number.end)
    return _reference(told, secret, known)


def _same_value(figure: Amount, secret: Amount) -> bool:
    """Tell whether a figure shows a secret's numeral under another unit ("1130 dollars")."""
    if secret.kind not in (Kind.MONEY, Kind.QUANTITY) or abs(figure.value) != abs(secret.value):
        return False
    if figure.kind is Kind.MONEY:
        return True
    return figure.kind is Kind.QUANTITY and significant(secret.value) >= _DISTINCT


def _counts(told: Told, number: Number, secret: Amount) -> bool:
    """Tell whether a bare numeral is more than a "one" of plain speech or a house "32a"."""
    glued = told.text[number.end : number.end + 1].isalpha()
    if glued and significant(number.value) < _CHANCE:
        return False
    if secret.kind not in (Kind.MONEY, Kind.QUANTITY):
        return False
    few = number.in_words or secret.kind is Kind.QUANTITY
    return not few or abs(number.value) >= _LEAST_SPELT


def _reference(told: Told, secret: Amount, known: Known) -> str | None:
    """Find a long figure that poses as a reference: "order 1130"; a year is no figure."""
    if secret.kind is not Kind.MONEY or significant(secret.value) < _DISTINCT:
        return None
    digits = f"{secret.value.normalize():f}"
    for start, end in told.barred:
        if digits in re.findall(r"(?<![\d-])\d+(?![\d-])", told.text[start:end]):
            listed = digits in known.words or _REFERENCE_YEAR.fullmatch(digits)
            return None if listed else told.quote(start, end)
    return None


def significant(value: Decimal) -> int:
    """Return how many digits a value has once its last zeros are gone: 1130 has 3, 48 has 2."""
    return len(value.normalize().as_tuple().digits) if value % 10 else len(f"{abs(value):f}")


def rounded(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find a price so close to the secret that it is the secret, rounded."""
    if secret.kind not in (Kind.MONEY, Kind.QUANTITY) or not secret.value:
        return None
    for figure in told.fresh:
        alike = figure.kind is secret.kind and (
            secret.kind is Kind.MONEY or figure.unit == secret.unit
        )
        if alike and _rounds(abs(figure.value), abs(secret.value)):
            return told.quote(figure.start, figure.end)
    return None


def _rounds(value: Decimal, secret: Decimal) -> bool:
    far = abs(value - secret) / secret
    few = len(value.normalize().as_tuple().digits) <= 2  # noqa: PLR2004 - "1,100", "0.98"
    return far <= _NEAR or (few and far <= _ROUNDED)


def as_total(told: Told, secret: Amount, known: Known) -> str | None:
    """Find the secret times the volume or the length of the deal, or with its mark moved."""
    if secret.kind is not Kind.MONEY or not secret.value:
        return None
    whole = [secret.value * q for q in known.volumes] + [secret.value / q for q in known.volumes]
    whole += [value * m for value in (secret.value, *whole) for m in known.lengths]
    whole += [secret.value / m for m in known.lengths]
    for price in _candidates(told):
        if any(close(price.value, total, _WORKED_OUT) for total in whole):
            return told.quote(price.start, price.end)
        told_so = not price.bare or significant(price.value) >= _CHANCE
        if told_so and any(close(price.value, secret.value * t, _SAME) for t in _TENS):
            return told.quote(price.start, price.end)
    return None


def as_period(told: Told, secret: Amount, known: Known) -> str | None:
    """Find the secret told by another length of time: a month for a year, a week for a day."""
    if secret.kind is not Kind.MONEY or not secret.value:
        return None
    whole = [secret.value, *(secret.value * q for q in known.volumes)]
    times = [*_PERIODS, *known.lengths]
    told_by = [value for w in whole for t in times for value in (w * t, w / t)]
    for price in _candidates(told):
        if price.bare and significant(price.value) < _CHANCE:
            continue
        around = told.low[price.start : price.end] + told.after(price.end, _GLUE)
        if _PERIOD_WORD.search(around + " " + told.before(price.start, _GLUE)) and any(
            close(price.value, value, _WORKED_OUT) for value in told_by
        ):
            return told.quote(price.start, price.end)
    return None


def as_gap(told: Told, secret: Amount, known: Known) -> str | None:
    """Find how far the secret is from a known price, by unit or on the whole volume."""
    if secret.kind is not Kind.MONEY:
        return None
    gaps = {abs(secret.value - price) for price in known.prices} - known.gaps - {Decimal(0)}
    whole = {gap * volume for gap in gaps for volume in known.volumes}
    for price in _candidates(told):
        if price.value in gaps and not price.bare and told.is_ours(price.start):
            return told.quote(price.start, price.end)
        around = told.before(price.start, 40) + " · " + told.after(price.end, 40)
        plain = price.bare or significant(price.value) < _CHANCE
        # "both" and "twice" are numbers too: one digit needs more than talk of a deal.
        small = price.bare and price.value < _TWO_DIGITS
        closing = not small and _CLOSING_WORD.search(around)
        if plain and not (closing or _GAP_WORD.search(around)):
            continue
        if any(close(price.value, gap, _WORKED_OUT) for gap in gaps | whole):
            return told.quote(price.start, price.end)
    return None


def as_share(told: Told, secret: Amount, known: Known) -> str | None:
    """Find the secret as a percentage of a known price, or a price that a secret share gives."""
    if secret.kind is Kind.SHARE:
        return _from_share(told, secret, known)
    if secret.kind is not Kind.MONEY or not secret.value:
        return None
    of_known = {s for k in known.prices for s in (secret.value / k, abs(1 - secret.value / k))}
    of_secret = {abs(1 - k / secret.value) for k in known.prices}
    for figure in told.fresh:
        if figure.kind is not Kind.SHARE:
            continue
        # A share of the secret is a margin: it is ours only where the sentence speaks of us.
        shares = of_known | of_secret if told.is_ours(figure.start) else of_known
        if any(_shows(abs(figure.value), share) for share in shares):
            return told.quote(figure.start, figure.end)
    return None


def _shows(shown: Decimal, exact: Decimal) -> bool:
    """Tell whether a share is an exact one, rounded to the digits that it shows."""
    percent = shown * 100
    exponent = percent.normalize().as_tuple().exponent
    half = Decimal(1).scaleb(min(int(exponent), 0)) / 2
    return bool(percent) and abs(exact * 100 - percent) <= half


def _from_share(told: Told, secret: Amount, known: Known) -> str | None:
    share = abs(secret.value)
    prices = [p for k in known.prices for p in (k * (1 - share), k * (1 + share), k * share)]
    prices += [p * volume for p in prices for volume in known.volumes]
    for figure in told.fresh:
        if figure.kind is Kind.MONEY and any(close(figure.value, p, _SAME) for p in prices):
            return told.quote(figure.start, figure.end)
    return None


def as_range(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find a tight range that holds the secret: "between 1,100 and 1,150"."""
    if secret.kind is not Kind.MONEY:
        return None
    fresh = {(f.start, f.end) for f in told.fresh}
    prices = sorted(prices_in(told), key=lambda price: (price.start, price.end))
    for low, high in pairwise(prices):
        between = words_between(told, low, high)
        tight = low.value <= secret.value <= high.value <= low.value + secret.value * _TIGHT
        new = {(low.start, low.end), (high.start, high.end)} & fresh or low.bare or high.bare
        if tight and new and _BETWEEN.fullmatch(between):
            return told.quote(low.start, high.end)
    return None


def prices_in(told: Told) -> Iterator[Price]:
    """Yield what may be a price in a draft, known or not."""
    yield from _prices(told, told.figures)


def _candidates(told: Told) -> Iterator[Price]:
    """Yield what may be a price that the other side does not know yet."""
    yield from _prices(told, told.fresh)


def _prices(told: Told, figures: tuple[Amount, ...]) -> Iterator[Price]:
    for figure in figures:
        # a count of nothing ("take 5.50 more") may be a price as well
        uncounted = figure.kind is Kind.QUANTITY and not figure.unit
        if figure.kind is Kind.MONEY or uncounted:
            yield Price(abs(figure.value), figure.start, figure.end, bare=uncounted)
    for number in told.numbers:
        yield Price(abs(number.value), number.start, number.end, bare=True)


def words_between(told: Told, first: Price, second: Price) -> str:
    """Return what stands between two prices of a draft, folded and without their currency."""
    return _UNITS_AROUND.sub("", told.low[first.end : max(first.end, second.start)])


def close(value: Decimal, other: Decimal, share: Decimal) -> bool:
    """Tell whether a value is another to within a share of it."""
    return abs(value - other) <= abs(other) * share
