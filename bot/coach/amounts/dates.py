"""Days named in a text, in French and English, resolved against today."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from bot.coach.amounts import units
from bot.coach.amounts.kinds import Amount, Kind

_FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
MONTHS = {
    **{word: number for number, word in enumerate(_FRENCH, start=1)},
    **{word: number for number, word in enumerate(_ENGLISH, start=1)},
    "fevrier": 2, "aout": 8, "decembre": 12,
}  # fmt: skip
_WEEKDAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip
_SHORT = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "oct", "nov", "dec")
_SHORT_MONTHS = dict(zip(_SHORT, (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12), strict=True))
_NEAR = {"demain": 1, "tomorrow": 1, "aujourd'hui": 0, "today": 0, "hier": -1, "yesterday": -1}
_EDGE = {
    "mi": 15, "mid": 15, "début": 1, "early": 1, "beginning of": 1, "start of": 1,
    "fin": 0, "end of": 0, "late": 0,
}  # fmt: skip

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(_WEEKDAYS)
_YEAR = r"(?:,?\s(?P<year>20\d{2}))?"
# "In March 20 tonnes" names a month and a weight, not the twentieth.
_NO_UNIT = (
    rf"(?!\d|[.,]\d|[ \u00a0\u202f]?(?:[€$£%]|{units.CURRENCY}|{units.SHARE}|{units.DURATION}"
    rf"|{units.MEASURE}))"
)
_ALONE = "|".join(rf"(?<=\b{word}\s)" for word in ("en", "in", "from", "dès", "by", "until"))
_BEHIND = r"(?<=\bdepuis\s)|(?<=\bsince\s)"
_FORMS = tuple(
    re.compile(rf"(?<![\w/.,-])(?:{form})(?![\w/])", re.IGNORECASE)
    for form in (
        r"(?P<iso_year>20\d{2})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})",
        r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<short_year>20\d{2}|\d{2})",
        rf"(?P<day>\d{{1,2}})(?P<nth>er|st|nd|rd|th)?(?:\sof)?\s(?P<month>{_MONTH}){_YEAR}",
        rf"(?P<month>{'|'.join(_ENGLISH)})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_NO_UNIT}{_YEAR}",
        rf"(?P<edge>{'|'.join(_EDGE)})[\s-](?P<month>{_MONTH}){_YEAR}",
        # "T2 de 43 m²" is a flat
        r"(?P<quarter>[QT][1-4])(?:\s(?P<year>20\d{2}))?(?!\s(?:de|à)\s\d)",
        rf"(?P<day>\d{{1,2}})\s(?P<short>{'|'.join(_SHORT)})\.?{_YEAR}",
        # the first day of "du 12 au 15 mai"
        rf"(?P<day>\d{{1,2}})(?=\s(?:au|to)\s\d{{1,2}}\s(?P<month>{_MONTH})\b)",
        r"(?P<feast>noël|christmas)",
        rf"next\s(?P<next>{_WEEKDAY})|(?P<weekday>{_WEEKDAY})(?:\sprochaine?)?",
        r"(?P<near>demain|tomorrow|aujourd['’]hui|today|hier|yesterday)",
        rf"(?:{_ALONE})(?P<month>{_MONTH}){_YEAR}",
        rf"(?P<since>{_BEHIND})(?P<month>{_MONTH}){_YEAR}",
    )
)
_YEARS_IN_TWO_DIGITS = 2000
_CHRISTMAS = 25
# "notre échange du 3 novembre", "Le 12 novembre à 10:02, Sophie a écrit": days gone by
_OF = r"courrier|mail|message|lettre|facture|letter|invoice"
_GONE_BEFORE = re.compile(rf"\b(?:{_OF})s?\s(?:du|of|on|dated)\s(?:the\s)?\Z", re.IGNORECASE)
# "our meeting of 3 November", "la réunion du 3 décembre": the nearest of the two
_MET = re.compile(
    r"\b(?:échange|appel|réunion|rendez-vous|rdv|exchange|call|meeting)s?"
    r"\s(?:du|of|on|dated)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_GONE_AFTER = re.compile(r"[^\n.;]{0,60}\b(?:a écrit|wrote)\b", re.IGNORECASE)
_LOOK_BACK = 25


@lru_cache(maxsize=4)  # as for `not_amounts.spans`: one text is read in several languages
def dates(text: str, today: date) -> tuple[Amount, ...]:
    """Return the days that a text names, in order of form and place.

    A day without a year is the next one to come, or the last one after "depuis"; a quarter is its
    last day; "mi-mars" is the 15th. What is no day of the calendar (31/02/2027) is left out.
    """
    return tuple(_dates(text, today))


def _dates(text: str, today: date) -> Iterator[Amount]:
    for form in _FORMS:
        for match in form.finditer(text):
            found = {name: part for name, part in match.groupdict().items() if part is not None}
            if _is_gone(text, match):
                found["since"] = ""
            if _MET.search(text, max(0, match.start() - _LOOK_BACK), match.start()):
                found["nearest"] = ""
            day = None if _is_verb(found) else _day(found, today)
            if day is not None:
                start, end = match.span()
                yield Amount(kind=Kind.DATE, value=Decimal(0), day=day, start=start, end=end)


def _is_gone(text: str, match: re.Match[str]) -> bool:
    begin = max(0, match.start() - _LOOK_BACK)
    before = _GONE_BEFORE.search(text, begin, match.start())
    return bool(before or _GONE_AFTER.match(text, match.end()))


def _is_verb(found: dict[str, str]) -> bool:
    """Tell the verb of "12 may be enough" from the month of "in may" and "12th may"."""
    return found.get("month") == "may" and "day" in found and not found.keys() & {"nth", "year"}


def _day(found: dict[str, str], today: date) -> date | None:
    try:
        if "near" in found:
            return today + timedelta(days=_NEAR[units.fold(found["near"])])
        weekday = found.get("weekday") or found.get("next")
        if weekday:
            ahead = (_WEEKDAYS[units.fold(weekday)] - today.weekday() - 1) % 7 + 1
            return today + timedelta(days=ahead)
    except OverflowError:
        return None
    if "iso_year" in found:
        return _calendar(int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"]))
    if "first" in found:
        return _numeric(found)
    return _named(found, today)


def _numeric(found: dict[str, str]) -> date | None:
    year = int(found["short_year"])
    full = year if year >= _YEARS_IN_TWO_DIGITS else year + _YEARS_IN_TWO_DIGITS
    first, second = int(found["first"]), int(found["second"])
    # Day first, as in France and Britain, unless only the other order is a day.
    return _calendar(full, second, first) or _calendar(full, first, second)


def _named(found: dict[str, str], today: date) -> date | None:
    if "quarter" in found:
        month, day = int(found["quarter"][1]) * 3, 0
    else:
        month = _month(found)
        edge = _EDGE[units.fold(found["edge"])] if "edge" in found else 1
        day = int(found["day"]) if "day" in found else edge
        day = _CHRISTMAS if "feast" in found else day
        if "day" in found and not day:
            return None
    if "year" in found:
        return _calendar(int(found["year"]), month, day)
    near = [_calendar(today.year + ahead, month, day) for ahead in (-1, 0, 1)]
    days = [known for known in near if known is not None]
    if "nearest" in found:
        return min(days, key=lambda known: abs(known - today), default=None)
    if "since" in found:
        return max((known for known in days if known <= today), default=None)
    return min((known for known in days if known >= today), default=None)


def _month(found: dict[str, str]) -> int:
    if "feast" in found:
        return 12
    if "short" in found:
        return _SHORT_MONTHS[units.fold(found["short"])]
    return MONTHS[units.fold(found["month"])]


def _calendar(year: int, month: int, day: int) -> date | None:
    """Return a day; day 0 is the last of the month; None where the calendar has none."""
    try:
        if day:
            return date(year, month, day)
        after = year * 12 + month
        return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
