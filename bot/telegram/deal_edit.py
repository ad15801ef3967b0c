"""One field of a deal, set from what the user wrote."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from bot.coach.amounts.dates import dates
from bot.coach.errors import Unusable
from bot.telegram.pending import Field
from bot.telegram.split import one_line
from knowledge.deals import MOST_FIGURE, MOST_FIGURES, MOST_LONG, MOST_SHORT, PastDeal

_EMPTY = frozenset({"-", "–", "—"})
_BULLET = re.compile(r"[•–-] ")
_YEAR = re.compile(r"\d{4}")


def edited(deal: PastDeal, field: Field, text: str, today: date) -> PastDeal:
    """Return the deal with this field set; a lone dash empties any field but the day.

    Raises Unusable, with the sentence that says what to send instead.
    """
    if field is Field.DAY:
        return replace(deal, day=_day(text, today))
    said = "" if text.strip() in _EMPTY else text.strip()
    if field is Field.FIGURES:
        return replace(deal, figures=_figures(said))
    short = field in (Field.COUNTERPART, Field.SUBJECT)
    said = one_line(said) if short else said
    change: dict[str, Any] = {field.value: _at_most(MOST_SHORT if short else MOST_LONG, said)}
    return replace(deal, **change)


def _figures(said: str) -> tuple[str, ...]:
    lines = (_BULLET.sub("", one_line(line)) for line in said.splitlines())
    figures = tuple(_at_most(MOST_FIGURE, line) for line in lines if line)
    if len(figures) > MOST_FIGURES:
        raise Unusable("deals.too_many", {"most": str(MOST_FIGURES)})
    return figures


def _at_most(most: int, said: str) -> str:
    if len(said) > most:
        raise Unusable("deals.too_long", {"most": str(most)})
    return said


def _day(text: str, today: date) -> date:
    named = {amount.day for amount in dates(text, today) if amount.day is not None}
    if len(named) != 1:
        raise Unusable("deals.bad_day")
    [day] = named
    if day > today and re.search(r"\d", text) and not _YEAR.search(text):
        # "14 March" is the next one for the coach; a past deal had the last one.
        day = _a_year_before(day)
    if day > today:
        raise Unusable("deals.future_day")
    return day


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
