"""Days named in a text, in French and English, resolved against today."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from bot.coach.amounts.kinds import Amount, Kind

MONTHS = {
    "janvier": 1, "février": 2, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6,
    "juillet": 7, "août": 8, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11,
    "décembre": 12, "decembre": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_WEEKDAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip
_NEAR = {"demain": 1, "tomorrow": 1, "aujourd'hui": 0, "aujourd’hui": 0, "today": 0}
_EDGE = {
    "mi": 15, "mid": 15, "début": 1, "early": 1, "beginning of": 1, "start of": 1,
    "fin": 0, "end of": 0, "late": 0,
}  # fmt: skip

_MONTH = "|".join(MONTHS)
_YEAR = r"(?:,?\s(?P<year>20\d{2}))?"
_FORMS = tuple(
    re.compile(rf"(?<![\w/.,-])(?:{form})(?![\w/])", re.IGNORECASE)
    for form in (
        r"(?P<iso_year>20\d{2})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})",
        r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<short_year>20\d{2}|\d{2})",
        rf"(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?(?:\sof)?\s(?P<month>{_MONTH}){_YEAR}",
        rf"(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}",
        rf"(?P<edge>{'|'.join(_EDGE)})[\s-](?P<month>{_MONTH}){_YEAR}",
        r"(?P<quarter>[QT][1-4])(?:\s(?P<year>20\d{2}))?",
        rf"(?P<weekday>{'|'.join(_WEEKDAYS)})(?:\sprochaine?)?|next\s(?P<next>"
        rf"{'|'.join(_WEEKDAYS)})",
        rf"(?P<near>{'|'.join(_NEAR)})",
        rf"(?<=\ben\s)(?P<month>{_MONTH}){_YEAR}|(?<=\bin\s)(?P<month2>{_MONTH})"
        r"(?:\s(?P<year2>20\d{2}))?",
    )
)
_YEARS_IN_TWO_DIGITS = 2000
_DECEMBER = 12


def dates(text: str, today: date) -> Iterator[Amount]:
    """Yield the days that a text names, in order of form and place.

    A day without a year is the next one to come; a quarter is its last day; "mi-mars" is the 15th.
    What is no day of the calendar (31/02/2027) is left out.
    """
    for form in _FORMS:
        for match in form.finditer(text):
            day = _day({k: v for k, v in match.groupdict().items() if v}, today)
            if day is not None:
                yield Amount(
                    kind=Kind.DATE,
                    value=Decimal(0),
                    day=day,
                    text=match[0],
                    start=match.start(),
                    end=match.end(),
                )


def _day(found: dict[str, str], today: date) -> date | None:
    if "near" in found:
        return today + timedelta(days=_NEAR[found["near"].casefold()])
    weekday = found.get("weekday") or found.get("next")
    if weekday:
        ahead = (_WEEKDAYS[weekday.casefold()] - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    if "iso_year" in found:
        return _calendar(found["iso_year"], found["iso_month"], int(found["iso_day"]))
    if "first" in found:
        return _numeric(found)
    return _named(found, today)


def _numeric(found: dict[str, str]) -> date | None:
    year = int(found["short_year"])
    full = str(year if year >= _YEARS_IN_TWO_DIGITS else year + _YEARS_IN_TWO_DIGITS)
    first, second = found["first"], found["second"]
    # Day first, as in France and Britain, unless only the other order is a day.
    return _calendar(full, second, int(first)) or _calendar(full, first, int(second))


def _named(found: dict[str, str], today: date) -> date | None:
    if "quarter" in found:
        month, day = int(found["quarter"][1]) * 3, 0
    else:
        month = MONTHS[(found.get("month") or found["month2"]).casefold()]
        edge = _EDGE[found["edge"].casefold()] if "edge" in found else 1
        day = int(found["day"]) if "day" in found else edge
    year = found.get("year") or found.get("year2")
    if year:
        return _calendar(year, str(month), day)
    this_year = _calendar(str(today.year), str(month), day)
    if this_year is not None and this_year >= today:
        return this_year
    return _calendar(str(today.year + 1), str(month), day)


def _calendar(year: str, month: str, day: int) -> date | None:
    """Return a day; day 0 is the last of the month; None where the calendar has none."""
    try:
        if day:
            return date(int(year), int(month), day)
        after = int(year) * 12 + int(month)
        return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
