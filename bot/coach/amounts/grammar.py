"""Reads the amounts of a text: each number becomes what the signs and words beside it make it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.coach.amounts import units
from bot.coach.amounts.dates import dates
from bot.coach.amounts.kinds import Amount, Kind
from bot.coach.amounts.numerals import Number, numbers
from knowledge.card import Language

# Digits that are no amounts: addresses, telephone numbers, references, times of day.
_NO_AMOUNT = re.compile(
    r"\S+@\S+|https?://\S+|www\.\S+|\+\d[\d .-]{7,}\d|\b0\d(?:[ .-]\d{2}){4}\b|\b\d+/\d+\b(?!/)"
    r"|\b(?:réf(?:érence)?|ref(?:erence)?|n°|no\.|nr|num[ée]ro|number|iso|lot|batch|article|art\."
    r"|facture|invoice|commande n°|devis n°|l\.|rue|airbus)\s?[:#]?\s?[A-Z]{0,3}[-\d./]*\d"
    r"|\b\d{1,2}\s?[:hH]\s?\d{2}\b|\b(?:à|at|vers)\s\d{1,2}\s?(?:h|am|pm)\b|\b\d{1,2}\s?(?:am|pm)\b"
    r"|(?m:^\s*\d{1,2}[.)]\s)",
    re.IGNORECASE,
)
_TIMES = r"(?P<times>millions?(?: de| d['’]| of)?|milliards?(?: de| d['’])?|k|m|bn|md)?"
_AFTER_MONEY = re.compile(
    rf"(?P<ish>ish)?[\s\u00a0\u202f]?{_TIMES}[\s\u00a0\u202f]?(?:d['’])?(?P<currency>{units.CURRENCY})",
    re.IGNORECASE,
)
_BEFORE_MONEY = re.compile(
    r"(?P<currency>€|\$|£|EUR|USD|GBP|CHF)[ \u00a0\u202f]?[-−]?\Z", re.IGNORECASE
)
_TIMES_ONLY = re.compile(r"\s?(?P<times>k|m|bn|millions?|milliards?)\b", re.IGNORECASE)
_SHARE = re.compile(rf"[\s\u00a0\u202f]?(?:{units.SHARE})", re.IGNORECASE)
_DURATION = re.compile(rf"[\s\u00a0\u202f-]?(?P<unit>{units.DURATION})", re.IGNORECASE)
_HOURS = re.compile(r"[\s\u00a0\u202f]?h\b")
_MEASURE = re.compile(
    rf"[\s\u00a0\u202f]?(?:de |d['’]|of )?(?P<unit>{units.MEASURE})", re.IGNORECASE
)
_NOUN = re.compile(r"[\s\u00a0\u202f](?P<unit>[^\W\d_]{3,}(?:['’-][^\W\d_]+)*)")
_NET = re.compile(r"\b(?:net|à|at)\s\Z", re.IGNORECASE)
_CUE = re.compile(
    r"(?:\b(?:at|à|for|want|wants|veux|veut|veulent|vois|de|descendre|sous|below|under|above|jusqu['’]à"
    r"|up to|with|avec|demande|demandent|asks?|is|est|to|going|pour|than|que|limit|limite|plancher"
    r"|floor|max(?:imum|i)?|min(?:imum|i)?|budget|target|objectif|price|prix|accepte?r?|over|around"
    r"|about|environ|monter|go|or|ou|et|and|entre|between|from|paye?|pay|just|offer|offre|suis|say"
    r"|dis)|[:=~≈])\s*\Z",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"(?:environ|à peu près|autour de|about|around|roughly|some|[~≈])\s?\Z", re.I
)
_RANGE = re.compile(r"\s?(?:-|–|à|et|and|to)\s?\Z")
_FACTORS = {"k": 10**3, "m": 10**6, "bn": 10**9, "md": 10**9, "milliard": 10**9, "million": 10**6}
_LEAST_BARE = 10
_LEAST_SPELT = 100
_STOP = frozenset(
    [
        "avec",
        "sans",
        "pour",
        "par",
        "sur",
        "sous",
        "dans",
        "mais",
        "donc",
        "car",
        "est",
        "sont",
        "une",
        "des",
        "les",
        "vous",
        "nous",
        "ils",
        "elles",
        "elle",
        "que",
        "qui",
        "quoi",
        "puis",
        "alors",
        "ensuite",
        "max",
        "maxi",
        "mini",
        "minimum",
        "maximum",
        "fois",
        "environ",
        "avant",
        "après",
        "chez",
        "contre",
        "entre",
        "vers",
        "depuis",
        "pendant",
        "fermes",
        "ferme",
        "net",
        "nets",
        "the",
        "and",
        "for",
        "with",
        "without",
        "but",
        "you",
        "they",
        "she",
        "our",
        "their",
        "your",
        "its",
        "this",
        "that",
        "these",
        "those",
        "can",
        "could",
        "would",
        "will",
        "may",
        "want",
        "wants",
        "then",
        "than",
        "from",
        "over",
        "under",
        "below",
        "above",
        "per",
        "off",
        "less",
        "more",
        "times",
        "about",
        "before",
        "after",
        "until",
        "till",
        "not",
        "now",
        "also",
        "only",
        "still",
        "just",
        "firm",
        "please",
        "draft",
        "each",
        "apiece",
        "chacun",
        "chacune",
        "rédige",
        "réponds",
        "prépare",
    ]
)

_Reader = Callable[[str, Number], Amount | None]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int

    def meets(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def read(text: str, language: Language | None, today: date) -> tuple[Amount, ...]:
    """Return the amounts of a text, in order, none overlapping another.

    Both languages' ways of writing are read whatever `language` is; it decides only what could be
    either ("1,095"). Nothing is returned that does not stand in the text.
    """
    taken = [_Span(*match.span()) for match in _NO_AMOUNT.finditer(text)]
    found: list[Amount] = []
    for day in dates(text, today):
        if not any(span.meets(day.start, day.end) for span in taken):
            taken.append(_Span(day.start, day.end))
            found.append(day)
    found += _figures(text, language, sorted(taken, key=lambda span: span.start))
    return tuple(sorted(found, key=lambda amount: amount.start))


def _figures(text: str, language: Language | None, taken: list[_Span]) -> Iterator[Amount]:
    position, blocked = 0, 0
    waiting: Number | None = None
    for number in numbers(text, language):
        while blocked < len(taken) and taken[blocked].end <= number.start:
            blocked += 1
        barred = blocked < len(taken) and taken[blocked].meets(number.start, number.end)
        if barred or number.start < position:
            waiting = None
            continue
        amount = _classified(text, number)
        if amount is not None and waiting is not None:
            yield from _first_of_range(text, waiting, amount)
        waiting = number if amount is None else None
        if amount is not None:
            position = amount.end
            rough = amount.approximate or bool(
                _ROUGHLY.search(text[max(0, amount.start - 12) : amount.start])
            )
            yield replace(amount, approximate=rough)


def _classified(text: str, number: Number) -> Amount | None:
    for reader in _READERS:
        amount = reader(text, number)
        if amount is not None:
            return amount
    return None


def _first_of_range(text: str, first: Number, second: Amount) -> Iterator[Amount]:
    """Yield the lower end of "entre 80 et 90 €": it takes the unit of the upper one."""
    if _RANGE.fullmatch(text[first.end : second.start]) and second.kind is not Kind.DATE:
        share = second.kind is Kind.SHARE
        yield replace(
            second,
            value=first.value / 100 if share else first.value,
            text=text[first.start : first.end],
            start=first.start,
            end=first.end,
        )


def _money(text: str, number: Number) -> Amount | None:
    before = _BEFORE_MONEY.search(text, max(0, number.start - 6), number.start)
    if before and not re.match(r"\w", text[before.start() - 1 : before.start()] or " "):
        times = _TIMES_ONLY.match(text, number.end)
        end = times.end() if times else number.end
        value = number.value * _factor(times["times"] if times else None)
        return _priced(text, value, units.currency(before["currency"]), before.start(), end)
    after = _AFTER_MONEY.match(text, number.end)
    if after is None:
        return None
    value = number.value * _factor(after["times"])
    return _priced(text, value, units.currency(after["currency"]), number.start, after.end())


def _share(text: str, number: Number) -> Amount | None:
    after = _SHARE.match(text, number.end)
    if after is None:
        return None
    return _amount(text, Kind.SHARE, number.value / 100, "", number.start, after.end())


def _duration(text: str, number: Number) -> Amount | None:
    after = _DURATION.match(text, number.end)
    if after is not None:
        unit = units.DURATIONS[after["unit"].casefold()]
        return _amount(text, Kind.DURATION, number.value, unit, number.start, after.end())
    hours = _HOURS.match(text, number.end)
    if hours is not None:
        return _amount(text, Kind.DURATION, number.value, "hour", number.start, hours.end())
    net = re.search(r"\bnet\s\Z", text[max(0, number.start - 5) : number.start], re.IGNORECASE)
    if net:
        return _amount(text, Kind.DURATION, number.value, "day", number.start, number.end)
    return None


def _measure(text: str, number: Number) -> Amount | None:
    after = _MEASURE.match(text, number.end)
    if after is None:
        return None
    unit = units.MEASURES[after["unit"].casefold()]
    return _counted(text, number, unit, after.end())


def _noun(text: str, number: Number) -> Amount | None:
    after = _NOUN.match(text, number.end)
    lone = number.in_words and number.value < _LEAST_BARE
    if after is None or after["unit"].casefold() in _STOP or lone or number.value < 1:
        return None
    if number.value % 1 or units.PER.match(text, number.end):
        return None
    noun = after["unit"].casefold()
    # A figure that a price cue introduces and a verb follows is a price, not a count of verbs.
    return _counted(text, number, noun.removesuffix("s"), after.end())


def _bare(text: str, number: Number) -> Amount | None:
    """Read a number without a unit as a price, where it stands like one."""
    times = None if number.in_words else _TIMES_ONLY.match(text, number.end)
    ish = text.startswith("ish", number.end)
    each = units.per_at(text, number.end)[0]
    cued = bool(_CUE.search(text[max(0, number.start - 14) : number.start]))
    decimals = number.value % 1 != 0 and not number.in_words
    if number.in_words:
        priced = number.value >= _LEAST_SPELT
    else:
        grouped = number.value >= 1000 and re.search(r"\D", text[number.start : number.end])  # noqa: PLR2004
        priced = bool(
            decimals or times or ish or grouped or (number.value >= _LEAST_BARE and (cued or each))
        )
    if not priced and not (number.value == 0 and cued):
        return None
    end = times.end() if times else number.end + (3 if ish else 0)
    value = number.value * _factor(times["times"] if times else None)
    amount = _priced(text, value, "", number.start, end)
    return replace(amount, approximate=ish)


_READERS: tuple[_Reader, ...] = (_money, _share, _duration, _measure, _noun, _bare)
"""What a number may be, in order: a unit of its own decides before a noun or a cue does."""


def _factor(times: str | None) -> int:
    if not times:
        return 1
    word = re.split(r"\s|['’]", times.casefold())[0].removesuffix("d" if times[-1] == "’" else "")
    return _FACTORS.get(word) or _FACTORS.get(word.removesuffix("s"), 1)


def _priced(text: str, value: Decimal, unit: str, start: int, end: int) -> Amount:
    per, end = units.per_at(text, end)
    return replace(_amount(text, Kind.MONEY, value, unit, start, end), per=per)


def _counted(text: str, number: Number, unit: str, end: int) -> Amount:
    per, end = units.per_at(text, end)
    amount = _amount(text, Kind.QUANTITY, number.value, unit, number.start, end)
    return replace(amount, per=per)


def _amount(  # noqa: PLR0913 - the fields of a span
    text: str, kind: Kind, value: Decimal, unit: str, start: int, end: int
) -> Amount:
    return Amount(kind=kind, value=value, unit=unit, text=text[start:end], start=start, end=end)
