"""A draft as the search for secrets reads it: cleaned of tricks, with every number it holds."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bot.coach.amounts import Amount, Kind, not_amounts, read, same_figure, units
from bot.coach.amounts.numerals import Number, numbers
from bot.coach.letters import fold
from knowledge.card import Language

_UNSEEN = frozenset(["Cf", "Me", "Mn"])
"""Categories of signs that nobody sees: zero-width spaces, keycaps, variation selectors."""

_EITHER_WAY = re.compile(r"\d[.,]\d")
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.,](?=\d)[^.!?…\n]+)*[.!?…]*")
_CURRENCY = r"(?:euros?|dollars?|pounds?|livres?|francs?)"
_THEN_CENTS = re.compile(rf"\s{_CURRENCY}\s(?:et\s|and\s)?\Z", re.IGNORECASE)
_CENTS = re.compile(r"\s(?:centimes?|cents|pence|p)\b", re.IGNORECASE)
_POINTS = re.compile(r"\s(?:points?|pts?)\b(?!\s(?:de vue|ouvert|open|of view))", re.IGNORECASE)
_HALF = re.compile(
    r"\b(?:un |une |a |one )(?P<unit>mois|semaine|an|month|week|year) (?:et demie?|and a half)",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<![\w.,])(\d{1,3})k(\d{1,3})(?!\w)", re.IGNORECASE)
_FORTNIGHT = re.compile(r"\b(?:quinzaine(?: de jours)?|fortnight)\b", re.IGNORECASE)
_OURS = re.compile(
    r"\b(?:nous|notre|nos|je|mon|ma|mes|moi|on|ici|we|our|ours|us|i|my|me|here)\b|\bj'"
    r"|sans vous|without you"
)
_THEIRS = re.compile(r"\b(?:vous|votre|vos|you|your|yours)\b")
_HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A draft to be searched.

    `text` is the draft without unseen signs and with plain digits; `low` is the same, place by
    place, in small letters without accents. `figures` are its amounts under every reading,
    `numbers` its numerals in digits and words that no amount took. `fresh` figures and numbers
    are those that the other side does not know yet. `sentences` are places, `starts` their first.
    """

    original: str
    places: tuple[int, ...]
    text: str
    low: str
    figures: tuple[Amount, ...]
    fresh: tuple[Amount, ...]
    numbers: tuple[Number, ...]
    barred: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """Return what stands there in the draft itself."""
        return self.original[self.places[start] : self.places[end - 1] + 1] if end > start else ""

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Return where the sentence that holds a place begins and ends."""
        number = bisect_right(self.starts, place) - 1
        start, end = self.sentences[number] if number >= 0 else (0, 0)
        return (start, end) if place < end else (place, len(self.text))

    def before(self, start: int, most: int) -> str:
        """Return what stands before a place in its sentence, `most` characters of it, folded."""
        return self.low[max(self.sentence_at(start)[0], start - most) : start]

    def after(self, end: int, most: int) -> str:
        """Return what follows a place in its sentence, `most` characters of it, folded."""
        stop = self.sentence_at(max(end - 1, 0))[1]
        return self.low[end : min(stop, end + most)]

    def is_ours(self, place: int) -> bool:
        """Tell whether the sentence at a place speaks in the user's name."""
        return bool(_OURS.search(self.low, *self.sentence_at(place)))

    def is_theirs(self, place: int) -> bool:
        """Tell whether the sentence at a place speaks of the counterpart."""
        return bool(_THEIRS.search(self.low, *self.sentence_at(place)))


def told(draft: str, known: tuple[Amount, ...], today: date) -> Told:
    """Return a draft ready to be searched, beside the amounts that both sides know."""
    text, places = plain(draft)
    languages = tuple(Language) if _EITHER_WAY.search(text) else (Language.FR,)
    numerals = tuple(dict.fromkeys(n for one in languages for n in numbers(text, one)))
    figures = (*_figures(text, languages, today), *_spoken(text, numerals))
    spans = [(f.start, f.end) for f in figures if any(same_figure(f, k) for k in known)]
    fresh = tuple(f for f in figures if not _meets(f.start, f.end, spans))
    barred = tuple(not_amounts.spans(text))
    sentences = tuple(found.span() for found in _SENTENCE.finditer(text))
    return Told(
        original=draft,
        places=places,
        text=text,
        low=small(text),
        figures=figures,
        fresh=fresh,
        numbers=_loose(numerals, figures, barred),
        barred=barred,
        sentences=sentences,
        starts=tuple(start for start, _ in sentences),
    )


def plain(draft: str) -> tuple[str, tuple[int, ...]]:
    """Return a text without unseen signs and with ASCII digits, and each sign's place in it."""
    if draft.isascii():
        return draft, tuple(range(len(draft)))
    signs = [_sign(char) for char in draft]
    kept = [place for place, sign in enumerate(signs) if sign]
    return "".join(signs), tuple(kept)


@lru_cache(maxsize=512)  # of signs, not of texts
def _sign(char: str) -> str:
    """Return a sign as it is read: nothing where nobody sees it, an ASCII digit for any digit."""
    if char.isascii():
        return char
    if unicodedata.category(char) in _UNSEEN:
        return ""
    digit = unicodedata.digit(char, None)
    return char if digit is None else str(digit)


def small(text: str) -> str:
    """Return a text in small letters without accents, as long as it was."""
    folded = fold(text)
    lower = folded.lower()
    if len(lower) == len(folded):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in folded)


def _figures(text: str, languages: tuple[Language, ...], today: date) -> list[Amount]:
    """Return the amounts of a text under every reading: "1.095" is a price in both languages."""
    return list(dict.fromkeys(a for one in languages for a in read(text, one, today)))


def _spoken(text: str, every: tuple[Number, ...]) -> list[Amount]:
    """Return what the grammar of amounts leaves: "two euros fifty", "1k13", half months."""
    found: list[Amount] = []
    for before, number in zip([None, *every], every, strict=False):
        cents_of = before if number.value < _HUNDRED else None
        if cents_of and _THEN_CENTS.match(text, cents_of.end, number.start):
            found.append(_money(cents_of.value + number.value / 100, cents_of.start, number.end))
        elif number.in_words and (cents := _CENTS.match(text, number.end)):
            found.append(_money(number.value / 100, number.start, cents.end()))
        elif points := _POINTS.match(text, number.end):
            share = Amount(kind=Kind.SHARE, value=number.value / 100)
            found.append(replace(share, start=number.start, end=points.end()))
    for half in _HALF.finditer(text):
        unit = units.DURATIONS[half["unit"].lower()]
        found.append(_time(Decimal("1.5"), unit, half.span()))
    found += [
        _money(Decimal(match[1] + match[2].ljust(3, "0")), *match.span())
        for match in _THOUSANDS.finditer(text)
    ]
    found += [_time(Decimal(15), "day", match.span()) for match in _FORTNIGHT.finditer(text)]
    return [replace(a, text=text[a.start : a.end]) for a in found]


def _money(value: Decimal, start: int, end: int) -> Amount:
    return Amount(kind=Kind.MONEY, value=value, start=start, end=end)


def _time(value: Decimal, unit: str, place: tuple[int, int]) -> Amount:
    return Amount(kind=Kind.DURATION, value=value, unit=unit, start=place[0], end=place[1])


def _loose(
    numerals: tuple[Number, ...],
    figures: tuple[Amount, ...],
    barred: tuple[tuple[int, int], ...],
) -> tuple[Number, ...]:
    """Return the numerals that stand in no amount, and in nothing that holds no amounts."""
    taken = [*((f.start, f.end) for f in figures), *barred]
    return tuple(n for n in numerals if not _meets(n.start, n.end, taken))


def _meets(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < stop and begin < end for begin, stop in spans)
