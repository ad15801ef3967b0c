"""Text to terms: stems, meanings of bilingual.toml and amounts. Both sides of recall use it."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.card import Language
from knowledge.words import stems

_SAME_MEANING = 0.7
"""What a word counts that means the same, against 1 for the same word."""

_AMOUNT = re.compile(r"\d+(?:[\s.,]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"[\s.,](?=\d{3}(?!\d))")
_THOUSAND = re.compile(r"\s?k(?:€|£|\$|\b)", re.IGNORECASE)

_SIDES = {Language.FR: 0, Language.EN: 1}

Meanings = dict[str, list[tuple[tuple[str, ...], str]]]
"""Phrases, as stems, by their first stem, each with its meaning."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a question speaks of: any of these terms stands for it, at this weight."""

    terms: tuple[tuple[str, float], ...]


def terms_of(text: str, language: Language) -> list[str]:
    """Return the terms of a deal's text, in order of their kind: stems, meanings, amounts."""
    found = _stems(text, language)
    return [*found, *(meaning for _, _, meaning in _meanings_in(found, language)), *amounts(text)]


def asked_of(text: str) -> tuple[Asked, ...]:
    """Return what a question speaks of, each thing once; words that ask about any deal left out.

    The question is read in both languages: a deal's words may stand in it in either.
    """
    told: dict[tuple[tuple[str, float], ...], None] = {}
    for word in re.findall(r"\w+", text):
        if terms := _terms_of_word(word):
            told[terms] = None
    for language in Language:
        for first, last, meaning in _meanings_in(_stems(text, language), language):
            if last - first > 1:
                told[((meaning, 1.0),)] = None
    for amount in amounts(text):
        if len(amount) > len("=9"):
            told[((amount, 1.0),)] = None
    return tuple(map(Asked, told))


def amounts(text: str) -> list[str]:
    """Return the amounts of `text` as terms: "=1180" for 1 180, 1,180 and 1180.00."""
    found = []
    for match in _AMOUNT.finditer(text):
        value = float(_THOUSANDS.sub("", match[0]).replace(",", "."))
        if _THOUSAND.match(text, match.end()):
            value *= 1000
        found.append(f"={value:g}" if value < 10**6 else f"={value:.0f}")
    return found


def _terms_of_word(word: str) -> tuple[tuple[str, float], ...]:
    readings = {language: _stems(word, language) for language in Language}
    if not all(readings.values()):
        return ()  # a stop word of either language
    terms: dict[str, float] = {}
    for language, found in readings.items():
        if found[0] in _asking():
            return ()
        terms[found[0]] = 1.0
        for _, _, meaning in _meanings_in(found, language):
            terms.setdefault(meaning, _SAME_MEANING)
    return tuple(terms.items())


def _stems(text: str, language: Language) -> list[str]:
    return [stem for stem in stems(text, language) if not stem.isdigit() and len(stem) > 1]


def _meanings_in(found: Sequence[str], language: Language) -> Iterator[tuple[int, int, str]]:
    """Yield each meaning in these stems, with its first place and the one after its last."""
    known = _meanings(language)
    for place, stem in enumerate(found):
        for phrase, meaning in known.get(stem, ()):
            if tuple(found[place : place + len(phrase)]) == phrase:
                yield place, place + len(phrase), meaning


@cache
def _meanings(language: Language) -> Meanings:
    side = _SIDES[language]
    known: Meanings = {}
    for number, line in enumerate(_tables()["terms"].strip().splitlines()):
        for phrase in line.split("|")[side].split(","):
            if words := tuple(_stems(phrase, language)):
                known.setdefault(words[0], []).append((words, f"#{number}"))
    return known


@cache
def _asking() -> frozenset[str]:
    words = _tables()["asking"]
    return frozenset(stem for language in Language for stem in stems(words, language))


@cache
def _tables() -> dict[str, str]:
    return tomllib.loads((files(__package__) / "bilingual.toml").read_text("utf-8"))
