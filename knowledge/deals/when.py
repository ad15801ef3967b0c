"""The time that a question names: "in March", « l’été dernier », "last time", « T3 2025 »."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.deals.time_words import (
    cue_names,
    days,
    folded,
    month_numbers,
    number,
    patterns,
    place,
    table_of_time,
)

Period = tuple[date, date]
"""First and last day, both within."""

_ABOUT = timedelta(183)
"""How far from the day the deal may lie that was "two years ago"."""
_LATELY = timedelta(120)
_THIRDS = {"early": (1, 4), "middle": (5, 8), "late": (9, 12)}
_BETWEEN = frozenset(["the", "of", "la", "le", "les", "l", "de", "d", "annee", "year"])
"""Words that may stand between a cue and what it belongs to: « avant la fin de l’année »."""
_TURNED = re.compile(r"\b(?:(?:right|just|juste) )?(?:before|after|since|avant|apres|depuis)\b")
_BEFORE_CHRISTMAS = ((11, 10), (12, 24))


@dataclass(frozen=True, slots=True)
class When:
    """What a question says about time. `rest` is its plain text without the words that say so."""

    period: Period | None
    latest: bool
    rest: str


def when(text: str, today: date) -> When | None:
    """Return what `text` says about when, or None. A month without a year is the last one.

    "In March" said in November is this year's; "in December" said in November is last year's.
    """
    reading = _Reading(folded(text), today)
    period = reading.period()
    latest = reading.take("latest") is not None
    return When(period, latest, reading.rest()) if period or latest else None


class _Reading:
    """One text, read once: what was understood is not read again as something else."""

    def __init__(self, plain: str, today: date) -> None:
        self._plain = plain
        self._today = today
        self._spans: list[tuple[int, int]] = []

    def period(self) -> Period | None:
        year, whole = self._year()
        period = self._part_of_year(year) or whole or self._near()
        return self._directed(*period) if period else None

    def rest(self) -> str:
        kept = list(self._plain)
        for start, end in self._spans:
            kept[start:end] = " " * (end - start)
        return " ".join(_TURNED.sub(" ", "".join(kept)).split())

    def take(self, name: str) -> re.Match[str] | None:
        return self._take(patterns()[name])

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        for found in pattern.finditer(self._plain):
            if self._claim(found):
                return found
        return None

    def _claim(self, found: re.Match[str]) -> bool:
        first, last = found.span()
        free = all(last <= start or end <= first for start, end in self._spans)
        if free:
            self._spans.append((first, last))
        return free

    def _year(self) -> tuple[int | None, Period | None]:
        """Return the year that is named, and the period that it stands for on its own."""
        today = self._today
        if found := self.take("years ago"):
            year = today.year - _count(found)
            about = _clamped(today, year)
            whole = (
                min(date(year, 1, 1), about - _ABOUT),
                max(date(year, 12, 31), about + _ABOUT),
            )
            return year, whole
        for name, back in (("last year", 1), ("this year", 0), ("year", None)):
            if found := self.take(name):
                year = int(found[0]) if back is None else today.year - back
                cues = self._cues(found.start())
                first, last = next((_THIRDS[cue] for cue in cues if cue in _THIRDS), (1, 12))
                return year, (date(year, first, 1), _month_end(year, last))
        return None, None

    def _part_of_year(self, year: int | None) -> Period | None:
        for find in (self._share, self._months, self._this_month, self._season):
            if period := find(year):
                return period
        return None

    def _share(self, year: int | None) -> Period | None:
        """Read Q1, T3, H2, « premier trimestre », "second half"."""
        for name, length in (("quarter", 3), ("half", 6)):
            if found := self.take(name):
                first = length * (place(found["short"] or found["place"]) - 1) + 1
                in_year = year or self._last_year_of((first, 1))
                return date(in_year, first, 1), _month_end(in_year, first + length - 1)
        return None

    def _months(self, year: int | None) -> Period | None:
        months = [month_numbers()[match["name"]] for match in self._named_months()][:2]
        if not months:
            return None
        first, last = months[0], months[-1]
        end = year or self._last_year_of((last, 1))
        return date(end - (first > last), first, 1), _month_end(end, last)

    def _named_months(self) -> Iterator[re.Match[str]]:
        doubtful = table_of_time()["doubtful_months"].split()
        for match in patterns()["month"].finditer(self._plain):
            named = match["name"] not in doubtful or match["before"] or match["after"]
            beside = (match.end(), match.end() + 5)
            if named or any(beside[0] < start < beside[1] for start, _ in self._spans):
                # The year after it is claimed already: this claims the name.
                self._spans.append((match.start(), match.end("name")))
                yield match

    def _this_month(self, year: int | None) -> Period | None:
        if not self.take("this month"):
            return None
        in_year, month = year or self._today.year, self._today.month
        return date(in_year, month, 1), _month_end(in_year, month)

    def _season(self, year: int | None) -> Period | None:
        for names, limits in table_of_time()["seasons"].items():
            if found := self._take(re.compile(rf"\b(?:{names})\b")):
                start, end = map(_month_day, limits)
                over = self._over(found)
                if names.startswith("noel") and "before" in self._cues(found.start()):
                    start, end = _BEFORE_CHRISTMAS
                    over = True
                wraps = end < start
                if year is None:
                    year = self._last_year_of(end if over else start) - (over and wraps)
                return date(year, *start), date(year + wraps, *end)
        return None

    def _over(self, found: re.Match[str]) -> bool:
        """Tell whether it is called the last one: that one is over."""
        after = re.match(r"\W+(\w+)", self._plain[found.end() :])
        said_after = cue_names().get(after[1], "") if after else ""
        return "last" in (*self._cues(found.start()), said_after)

    def _near(self) -> Period | None:
        """Read what counts from today in days, weeks and months."""
        today = self._today
        if found := self.take("ago"):
            span = timedelta(_count(found) * days(found["unit"] or found["unit2"]))
            slack = max(timedelta(1), span / 4)
            return today - span - slack, today - span + slack
        if found := self.take("within"):
            span = timedelta(_count(found) * days(found["unit"] or found["unit2"]))
            return today - span, today
        if self.take("last month"):
            end = today.replace(day=1) - timedelta(1)
            return end.replace(day=1), end
        for name, back in (("last week", 1), ("this week", 0)):
            if self.take(name):
                monday = today - timedelta(today.weekday() + 7 * back)
                return monday, monday + timedelta(6)
        if self.take("yesterday"):
            return today - timedelta(1), today - timedelta(1)
        return (today - _LATELY, today) if self.take("recently") else None

    def _directed(self, start: date, end: date) -> Period:
        """Open the period to one side where « avant », "since" or "after" stands before it."""
        cues = {cue for first, _ in self._spans for cue in self._cues(first)} | self._inner_cues()
        if "before" in cues and (end.month, end.day) != _BEFORE_CHRISTMAS[1]:
            return date.min, start - timedelta(1)
        if "since" in cues and start <= self._today:
            return start, self._today
        if "after" in cues and end < self._today:
            return end + timedelta(1), self._today
        return start, end

    def _inner_cues(self) -> set[str]:
        """Return the cues that were read as part of a month's name: « depuis mars »."""
        return {
            cue_names().get(match[0], "")
            for first, last in self._spans
            for match in re.finditer(r"\w+", self._plain[first:last])
        }

    def _cues(self, start: int) -> list[str]:
        """Return the cues that stand right before this place, the nearest first."""
        found = []
        for word in reversed(re.findall(r"\w+", self._plain[:start])):
            if word in cue_names():
                found.append(cue_names()[word])
            elif word not in _BETWEEN:
                break
        return found

    def _last_year_of(self, day: tuple[int, int]) -> int:
        """Return the year in which this month and day last was."""
        return self._today.year - (day > (self._today.month, self._today.day))


def _count(found: re.Match[str]) -> int:
    return number(found["count"] or found["count2"])


def _clamped(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month_day(written: str) -> tuple[int, int]:
    month, day = written.split("-")
    return int(month), int(day)
