"""A private day or length of time in a draft, by any name of it."""

import re
from datetime import date, timedelta
from decimal import Decimal

from bot.coach.amounts import Amount, Kind
from bot.coach.amounts.dates import MONTHS
from bot.coach.guard.secret_figures import Known
from bot.coach.guard.secret_text import Told, small

_DAYS = {
    "minute": Decimal(1) / 1440,
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal(30),
    "quarter": Decimal(91),
    "year": Decimal(365),
}
_AS_LONG = Decimal("0.07")
"""How far two lengths may be apart and be one: six weeks and 45 days."""

_FROM_NOW = re.compile(r"(?:dans|in|within|sous|d'ici)\s(?:les |the |next |about |environ )*\Z")
_TOLERANCE = 2
_SOON = timedelta(days=14)
_BY = (
    r"\b(?:avant|d'ici|debut|fin|mi|courant|en|des|pour|by|before|early|late|end of|mid|in|until"
    r"|from)[ -](?:le |la |the |mois de )?"
)
_NAMES = {
    number: "|".join(small(word) for word, month in MONTHS.items() if month == number)
    for number in range(1, 13)
}
_YEAR_AFTER = re.compile(r" (?:derniere?|passe|(?:of )?last|(?P<year>(?:19|20)\d\d))\b")
_MONTH = {number: re.compile(rf"{_BY}(?:{names})\b") for number, names in _NAMES.items()}


def as_length(told: Told, secret: Amount, _known: Known) -> str | None:
    """Find a private length of time in days, weeks, months or years."""
    if secret.kind is not Kind.DURATION or not secret.value:
        return None
    wanted = secret.value * _DAYS[secret.unit]
    for figure in told.fresh:
        if figure.kind is Kind.DURATION and figure.unit in _DAYS:
            length = figure.value * _DAYS[figure.unit]
            if abs(length - wanted) <= wanted * _AS_LONG:
                return told.quote(figure.start, figure.end)
    return None


def as_day(told: Told, secret: Amount, known: Known) -> str | None:
    """Find a private day by its date, its month, or how far it is from today."""
    if secret.kind is not Kind.DATE or secret.day is None:
        return None
    for figure in told.fresh:
        if figure.kind is Kind.DATE and figure.day and _is_near(figure.day, secret.day, known):
            return told.quote(figure.start, figure.end)
        if figure.kind is Kind.DURATION and _FROM_NOW.search(told.before(figure.start, 20)):
            ahead = timedelta(days=int(figure.value * _DAYS[figure.unit]))
            if abs((known.today + ahead - secret.day).days) <= _most(secret.day, known.today):
                return told.quote(figure.start, figure.end)
    return _by_month(told, secret.day, known)


def _by_month(told: Told, day: date, known: Known) -> str | None:
    """Find the month of a private day, unless both sides have spoken of that month."""
    month = _MONTH[day.month]
    if month.search(small(known.words)):
        return None
    for found in month.finditer(told.low):
        if not _is_of_another_year(told.after(found.end(), 12), day):
            return told.quote(*found.span())
    return None


def _is_of_another_year(after: str, secret: date) -> bool:
    year = _YEAR_AFTER.match(after)
    return year is not None and year["year"] != str(secret.year)


def _is_near(day: date, secret: date, known: Known) -> bool:
    return abs((day - secret).days) <= _most(secret, known.today)


def _most(secret: date, today: date) -> int:
    """Return how many days beside a private day still tell it: none in the fortnight to come."""
    return _TOLERANCE if secret - today > _SOON else 0
