"""What one number is, told by the signs and words beside it: money, a share, a count, a time."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.coach.amounts import units
from bot.coach.amounts.kinds import Amount, Kind
from bot.coach.amounts.numerals import Number

_GAP = r"[ \t\u00a0\u202f]?"
_LARGE = r"millions?(?: de| d['’]| of)?|milliards?(?: de| d['’]| of)?|mds?|bn|k|m"
_AFTER_MONEY = re.compile(
    rf"(?P<ish>-?ish)?{_GAP}(?P<times>{_LARGE})?{_GAP}(?:d['’])?(?P<currency>{units.CURRENCY})"
    r"(?P<cents>(?<=[€$£])\d\d(?!\d)|(?!\d))",
    re.IGNORECASE,
)
_BEFORE_MONEY = re.compile(
    rf"(?P<currency>{units.CURRENCY_BEFORE})[ \u00a0\u202f]?\Z", re.IGNORECASE
)
_MINUS_BEFORE = re.compile(r"(?<![^\s(])[-−]\Z")
_CENTS = re.compile(rf"{_GAP}(?P<unit>{units.CENT})", re.IGNORECASE)
_TIMES_ONLY = re.compile(rf"{_GAP}(?P<times>{_LARGE})(?!\w)", re.IGNORECASE)
_SHARE = re.compile(rf"{_GAP}(?:{units.SHARE})", re.IGNORECASE)
_DURATION = re.compile(rf"(?:{_GAP}|-)(?P<unit>{units.DURATION})", re.IGNORECASE)
_HOURS = re.compile(rf"{_GAP}h\b")
_NET = re.compile(r"(?<!prix )(?<!price )(?<!price of )\bnet\s\Z|\bJ\+\Z", re.IGNORECASE)
_MEASURE = re.compile(rf"{_GAP}(?:de |d['’]|of )?(?P<unit>{units.MEASURE})", re.IGNORECASE)
_NOUN = re.compile(r"[ \u00a0\u202f](?P<unit>[^\W\d_]{3,30}(?:['’-][^\W\d_]{1,30}){0,3})(?!\w)")
_CUE = re.compile(
    rf"(?:(?<!\w)(?:{'|'.join(units.CUES)})[:,]?|[:=~≈])\s{{0,3}}[\"“«]?\s?\Z", re.IGNORECASE
)
# "the client takes 80,000 a year" counts, and "MOQ 5,000" too.
_TAKEN = re.compile(
    r"\b(?:en\s(?:prend|prennent|prenons|commande|commandons|expédie|expédions|envoie|envoyons|achète"
    r"|achetons|vend|vendons|consomme|consommons|livre|livrons)|takes?|ships?|sends?|orders?|buys?"
    r"|uses?|MOQ|volume(?:\sde|\sof)?|quantit[ée]s?(?:\sde|\sof)?|qty)\s?:?\s\Z",
    re.IGNORECASE,
)
_ISH = re.compile(r"-?ish\b", re.IGNORECASE)
_FACTORS = {"k": 10**3, "m": 10**6, "bn": 10**9, "md": 10**9, "milliard": 10**9, "million": 10**6}
_TERMS = frozenset([7, 10, 14, 15, 20, 21, 30, 40, 45, 50, 60, 75, 90, 100, 120, 150, 180])
_PLURAL = ("s", "x", "z")
_LEAST_BARE, _LEAST_SPELT, _LEAST_GROUPED, _LEAST_PLURAL = 10, 100, 1000, 2

Reader = Callable[[str, Number], Amount | None]


def classified(text: str, number: Number) -> Amount | None:
    """Return what a number is, or None where nothing beside it says so.

    The amount's `text` is left out; its place takes in the unit ("€1.2k", "40 000 étuis").
    """
    for reader in _READERS:
        amount = reader(text, number)
        if amount is not None:
            return amount
    return None


def _money_before(text: str, number: Number) -> Amount | None:
    """Read "€1.2k", "-£40", "US$ 12"."""
    before = _BEFORE_MONEY.search(text, max(0, number.start - 8), number.start)
    if before is None:
        return None
    times = _TIMES_ONLY.match(text, number.end)
    value = number.value * _factor(times["times"] if times else "")
    start = before.start()
    minus = _MINUS_BEFORE.search(text, max(0, start - 2), start)
    if minus:
        value, start = -value, minus.start()
    unit = units.currency(before["currency"])
    return _priced(text, value, unit, (start, times.end() if times else number.end))


def _money_after(text: str, number: Number) -> Amount | None:
    """Read "1,5 M€", "40 euros", "40€50", "90ish euros"."""
    after = _AFTER_MONEY.match(text, number.end)
    if after is None:
        return None
    value = number.value * _factor(after["times"])
    cents = Decimal(after["cents"] or 0) / 100
    amount = _priced(
        text,
        value + cents.copy_sign(value),
        units.currency(after["currency"]),
        (number.start, after.end()),
    )
    return replace(amount, approximate=after["ish"] is not None)


def _cents(text: str, number: Number) -> Amount | None:
    after = _CENTS.match(text, number.end)
    if after is None or number.in_words:
        return None
    unit = units.CENTS[units.fold(after["unit"])]
    return _priced(text, number.value / 100, unit, (number.start, after.end()))


def _share(text: str, number: Number) -> Amount | None:
    after = _SHARE.match(text, number.end)
    if after is None:
        return None
    return _amount(Kind.SHARE, number.value / 100, "", (number.start, after.end()))


def _duration(text: str, number: Number) -> Amount | None:
    value, start = abs(number.value), _unsigned(text, number)
    after = _DURATION.match(text, number.end)
    # "12 an hour" is a price by the hour: no French year is singular from two on
    if after is not None and not (
        units.fold(after["unit"]) == "an" and number.value >= _LEAST_PLURAL
    ):
        unit = units.DURATIONS[units.fold(after["unit"])]
        return _amount(Kind.DURATION, value, unit, (start, after.end()))
    hours = _HOURS.match(text, number.end)
    if hours is not None:
        return _amount(Kind.DURATION, value, "hour", (start, hours.end()))
    # "net 45": the word stays outside, so that what is written in its place is "45 days"
    if number.value in _TERMS and _NET.search(text, max(0, number.start - 20), number.start):
        return _amount(Kind.DURATION, value, "day", (start, number.end))
    return None


def _measure(text: str, number: Number) -> Amount | None:
    # "2M units"
    times = None if number.in_words else _TIMES_ONLY.match(text, number.end)
    after = _MEASURE.match(text, times.end()) if times else None
    if times and after:
        large = replace(number, value=number.value * _factor(times["times"]))
        return _counted(text, large, units.MEASURES[units.fold(after["unit"])], after.end())
    after = _MEASURE.match(text, number.end)
    # "12M" is twelve million, "1.5m" is a length
    if after is None or after["unit"] in ("M", "G", "L'"):
        return None
    return _counted(text, number, units.MEASURES[units.fold(after["unit"])], after.end())


def _noun(text: str, number: Number) -> Amount | None:
    """Read "40 000 étuis": from two on, what is counted is plural ("46 demande" is no count)."""
    after = _NOUN.match(text, number.end)
    value = abs(number.value)
    few = number.in_words and (value < _LEAST_BARE or (number.alone and value >= _LEAST_SPELT))
    if after is None or few or value < 1 or value % 1 or units.PER.match(text, number.end):
        return None
    noun = units.fold(after["unit"])
    if noun in _FACTORS or noun.removesuffix("s") in _FACTORS:
        return None
    plural = noun.endswith(_PLURAL) or noun in units.IRREGULAR
    if noun in units.NOT_COUNTED or (value >= _LEAST_PLURAL and not plural):
        return None
    return _counted(text, number, units.singular(noun), after.end())


def _bare(text: str, number: Number) -> Amount | None:
    """Read a number without a unit as a price, where it stands like one."""
    times = None if number.in_words else _TIMES_ONLY.match(text, number.end)
    ish = _ISH.match(text, number.end)
    end = next((found.end() for found in (times, ish) if found), number.end)
    glued = end < len(text) and (text[end].isalnum() or text[end] == "_")
    if glued or not (times or ish or _stands_like_a_price(text, number)):
        return None
    value = number.value * _factor(times["times"] if times else "")
    if _TAKEN.search(text, max(0, number.start - 20), number.start):
        return _counted(text, replace(number, value=value), "", end)
    return replace(_priced(text, value, "", (number.start, end)), approximate=ish is not None)


def _stands_like_a_price(text: str, number: Number) -> bool:
    if number.in_words:
        return number.value >= _LEAST_SPELT and not number.alone
    written = text[number.start : number.end]
    if number.value % 1 or (number.value >= _LEAST_GROUPED and not written.isdigit()):
        return True
    if number.value and abs(number.value) < _LEAST_BARE:
        return False
    begin = max(0, number.start - 20)
    cued = bool(_CUE.search(text, begin, number.start) or _TAKEN.search(text, begin, number.start))
    return cued or bool(number.value and units.per_at(text, number.end)[0])


_READERS: tuple[Reader, ...] = (
    _money_before,
    _money_after,
    _cents,
    _share,
    _duration,
    _measure,
    _noun,
    _bare,
)
"""What a number may be, in order: a unit of its own decides before a noun or a cue does."""


def _factor(times: str | None) -> int:
    word = re.split(r"[\s'’]", units.fold(times or ""))[0]
    # "millions d'euros" may leave its article behind
    word = word if word in _FACTORS else word.removesuffix("s")
    return _FACTORS.get(word, 1)


def _unsigned(text: str, number: Number) -> int:
    """Return where a count begins: a dash before it belongs to a list, not to the figure."""
    place = number.start
    while place < number.end and text[place] in "-−–+\u00a0\u202f":
        place += 1
    return place


def _priced(text: str, value: Decimal, unit: str, place: tuple[int, int]) -> Amount:
    per, end = units.per_at(text, place[1])
    return replace(_amount(Kind.MONEY, value, unit, (place[0], end)), per=per)


def _counted(text: str, number: Number, unit: str, end: int) -> Amount:
    per, end = units.per_at(text, end)
    place = (_unsigned(text, number), end)
    return replace(_amount(Kind.QUANTITY, abs(number.value), unit, place), per=per)


def _amount(kind: Kind, value: Decimal, unit: str, place: tuple[int, int]) -> Amount:
    return Amount(kind=kind, value=value, unit=unit, start=place[0], end=place[1])
