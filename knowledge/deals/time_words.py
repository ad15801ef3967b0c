"""The words of when.toml as patterns, over text that `folded` has made plain."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

_YEAR = r"20[0-4]\d"
_PLACES = {
    "1": 1, "2": 2, "3": 3, "4": 4, "premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3,
    "quatrieme": 4, "first": 1, "third": 3, "fourth": 4,
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}


def folded(text: str) -> str:
    """Return `text` without accents and capitals."""
    split = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("œ", "oe"))
    return "".join(char for char in split if not unicodedata.combining(char))


@cache
def words_of_time() -> frozenset[str]:
    """Return every month, season, unit and cue: words that name nobody."""
    table = table_of_time()
    lists = [table["months"], *table["seasons"], *table["units"].values(), *table["cues"].values()]
    return frozenset(word for entry in lists for word in re.findall(r"\w+", entry))


@cache
def table_of_time() -> dict[str, Any]:
    """Return when.toml."""
    return tomllib.loads((files(__package__) / "when.toml").read_text("utf-8"))


@cache
def month_numbers() -> dict[str, int]:
    """Return the number of a month by each of its names."""
    months = [names.split("|") for names in table_of_time()["months"].split()]
    return {name: place for place, names in enumerate(months, 1) for name in names}


@cache
def cue_names() -> dict[str, str]:
    """Return what a word before a date does to it: before, since, early and so on."""
    cues = table_of_time()["cues"]
    return {word: name for name, words in cues.items() for word in words.split()}


def number(word: str | None) -> int:
    """Return the number that `word` writes, in digits or in letters; 1 where there is none."""
    return int(word) if word and word.isdigit() else _numbers().get(word or "", 1)


def place(word: str) -> int:
    """Return 3 for "3", "third" and « troisième »."""
    return _PLACES[word]


def days(unit: str) -> int:
    """Return about how many days a unit such as "weeks" has."""
    units = table_of_time()["units"]
    return next(_DAYS[name] for name, words in units.items() if unit in words.split())


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Return what to look for, by name."""
    sources = {**_counted(), **_around_today(), **_parts_of_year(), "month": _month()}
    sources["latest"] = "|".join(rf"\b{re.escape(saying)}\b" for saying in _sayings())
    return {name: re.compile(_named_once(source)) for name, source in sources.items()}


def _counted() -> dict[str, str]:
    last, year = _any("cues", "last"), _any("units", "year")
    short = "|".join(_any("units", name) for name in ("day", "week", "month", "quarter", "half"))
    count = rf"(?P<count>\d{{1,3}}|{'|'.join(_numbers())})"
    return {
        "years ago": rf"\b(?:il y a {count} (?:{year})|{count} (?:{year}) (?:ago|back|earlier))\b",
        "ago": rf"\b(?:il y a {count} (?P<unit>{short})"
        rf"|{count} (?P<unit2>{short}) (?:ago|back))\b",
        "within": rf"\b(?:(?:ces|les) {count} (?:{last}) (?P<unit>{short}|{year})"
        rf"|(?:{last}) {count} (?P<unit2>{short}|{year}))\b",
    }


def _around_today() -> dict[str, str]:
    last, this = _any("cues", "last"), _any("cues", "this")
    month, week = _any("units", "month"), _any("units", "week")
    return {
        "last year": rf"\b(?:(?:last|previous|past) year|l'?\s?(?:an|annee) (?:{last}))\b",
        "this year": r"\b(?:this year|cette annee|annee en cours)\b",
        "last month": rf"\b(?:(?:last|previous|past) month|mois (?:{last}))\b",
        "this month": rf"\b(?:{this}) mois(?:[- ]ci)?\b|\bthis month\b",
        "last week": rf"\b(?:(?:last|previous|past) week|semaine (?:{last}))\b",
        "this week": r"\b(?:this week|cette semaine)\b",
        "yesterday": r"\b(?:hier|yesterday)\b",
        "recently": rf"\b(?:recently|recemment|dernierement|ces (?:{last}) (?:{month}|{week})"
        rf"|(?:in|over) (?:the )?(?:last|past) (?:few )?(?:{month}|{week}))\b",
    }


def _parts_of_year() -> dict[str, str]:
    place = rf"(?P<place>{'|'.join(_PLACES)})(?:er|e|eme|st|nd|rd|th)?"
    # A price, a quantity or a part of a longer number is no year.
    not_before, not_after = (
        r"(?<![\w.,€$£+/-])(?<!\b\d\s)(?<!\d\d\s)",
        r"(?!\s?[€%$£]|[.,]?\d|\s\d|\s(?:eur|pieces|pcs|t)\b)",
    )
    return {
        "year": not_before + _YEAR + not_after,
        "quarter": rf"\b(?:[qt](?P<short>[1-4])|{place} (?:{_any('units', 'quarter')}))\b",
        "half": rf"\b(?:[hs](?P<short>[12])|{place} (?:{_any('units', 'half')}))\b",
    }


def _named_once(source: str) -> str:
    """Rename the second group of a name: a pattern may have each name once."""
    return source.replace("(?P<count>", "(?P<count2>").replace("(?P<count2>", "(?P<count>", 1)


def _month() -> str:
    table = table_of_time()
    before = rf"(?P<before>{'|'.join(table['before_month'].split())})"
    day = r"(?:\d{1,2}(?:er|st|nd|rd|th)? (?:of )?)?"
    after = "|".join(table["after_month"].split())
    names = "|".join(month_numbers())
    return (
        rf"(?:\b{before}(?: the| de| le)? ?{day})?"
        rf"(?:\bl'|\bd'|\b)(?P<name>{names})\b\.?(?P<after> (?:{after}|{_YEAR})\b)?"
    )


def _any(group: str, name: str) -> str:
    return "|".join(table_of_time()[group][name].split())


def _sayings() -> list[str]:
    sayings: list[str] = table_of_time()["latest"]["sayings"].split("\n")
    return sorted(filter(None, sayings), key=len, reverse=True)


@cache
def _numbers() -> dict[str, int]:
    words = [names.split("|") for names in table_of_time()["numbers"].split()]
    return {name: place for place, names in enumerate(words, 1) for name in names}
