"""A private fact told in words: by a name, by what it means, by the words of a private note.

Each returns the words that tell it, or None. The notes count for what they hold and the open
words do not: what both sides have said is no secret.
"""

import re
from dataclasses import dataclass

from bot.coach.deal import Deal
from bot.coach.guard.secret_hints import HINTS
from bot.coach.guard.secret_text import Told, small

_NAME = re.compile(
    r"(?:(?<=[\w,;:’'] )|(?<=\b[dl]['’]))[A-ZÀ-Ý][\w&’'-]{2,}"
    r"(?: (?:(?:d[ue]s?|la|le|les|of|the|&|et|and) )?[A-ZÀ-Ý][\w&’'-]+)*"
)
_OPENS = re.compile(
    r"^([A-ZÀ-Ý][\w&-]{2,})(?= (?:est|is|a|has|nous|offers?|propose|peut|can|could|serait|would"
    r"|attend|waits|reste|remains|va|will)\b)"
)
_NOT_NAMES = frozenset(HINTS["capitals"]["words"])
_WORD = re.compile(r"[^\W\d_][\w-]+")
_OF_BOTH = frozenset(["no_alternative"])
"""Meanings that a sentence about the counterpart may tell: "you are the only ones"."""

_LEAST_LETTERS, _LONG, _VERY_LONG = 4, 5, 8
_STEM = 5
_LEAST_SHARED, _LEAST_SHARED_BY_ANYONE = 2, 3
_LEAST_PART = 0.25
_APART = 45


@dataclass(frozen=True, slots=True)
class Notes:
    """Private notes, ready to be looked for: their names, meanings, and what words they hold."""

    names: tuple[str, ...]
    meanings: tuple[str, ...]
    contents: tuple[frozenset[str], ...]


def _one_order(pattern: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: str(HINTS["meaning_words"][found[1]]), pattern)


def _compiled(patterns: list[str]) -> re.Pattern[str]:
    whole: list[str] = []
    for pattern in patterns:
        first, _, second = pattern.partition(" & ")
        first, second = _one_order(first), _one_order(second)
        whole += (
            [f"{first}.{{0,{_APART}}}{second}", f"{second}.{{0,{_APART}}}{first}"]
            if second
            else [first]
        )
    return re.compile("|".join(whole))


_MEANINGS = {name: _compiled(patterns) for name, patterns in HINTS["meaning"].items()}
_DECLINES = re.compile("|".join(HINTS["declining"]["words"]))
_PLAIN = frozenset(word[:_STEM] for word in HINTS["plain"]["words"])
_CONCEPTS = {
    beginning: f"*{name}" for name, words in HINTS["concepts"].items() for beginning in words
}
_LENGTHS = range(min(map(len, _CONCEPTS)), max(map(len, _CONCEPTS)) + 1)


def notes(deal: Deal) -> Notes:
    """Return what the private notes of a deal hold that its open words do not."""
    both = [small(text) for text in (*deal.open_notes, deal.received, deal.name, deal.firm)]
    spoken = " ".join(both)
    common = contents(spoken)
    private = [small(note) for note in deal.private_notes]
    return Notes(
        names=tuple(_names(deal.private_notes, spoken)),
        meanings=tuple(
            name
            for name, pattern in _MEANINGS.items()
            if any(map(pattern.search, private)) and not any(map(pattern.search, both))
        ),
        contents=tuple(contents(note) - common for note in deal.private_notes),
    )


def _names(private: tuple[str, ...], spoken: str) -> list[str]:
    """Return the names of private notes, without the parts that open words name as well."""
    both = set(_WORD.findall(spoken))
    found = [name for note in private for name in (*_NAME.findall(note), *_OPENS.findall(note))]
    own = [
        " ".join(part for part in _possessor(name).split() if _is_new(part, both))
        for name in found
    ]
    return list(dict.fromkeys(filter(None, own)))


def _possessor(name: str) -> str:
    return name[:-2] if name.endswith(("’s", "'s")) else name


def _is_new(part: str, both: set[str]) -> bool:
    low = small(part)
    return part[0].isupper() and low not in _NOT_NAMES and low not in both


def by_name(told: Told, known: Notes) -> str | None:
    """Find a name that stands in private notes only, even misspelt: a plan B has one."""
    words = list(_WORD.finditer(told.text))
    for name in known.names:
        parts = name.split()
        for found in words:
            if _names_it(found[0], parts[0], alone=len(parts) == 1):
                return told.quote(*found.span())
    return None


def _names_it(word: str, name: str, *, alone: bool) -> bool:
    low, wanted = small(word).removesuffix("'s"), small(name)
    if low == wanted:
        return alone or word[0].isupper()
    if len(wanted) < (_LONG if word[0].isupper() else _VERY_LONG):
        return False
    most = 2 if len(wanted) >= _VERY_LONG else 1
    return low[0] == wanted[0] and _distance(low, wanted, most) <= most


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters are added, lost, changed or swapped, or more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        after = [i]
        for j, b in enumerate(other, start=1):
            cost = min(row[j] + 1, after[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            after.append(cost)
        before, row = row, after
    return row[-1]


def by_meaning(told: Told, known: Notes) -> str | None:
    """Find what a private note means, said in the user's name: "you are our only option"."""
    for start, end in told.sentences:
        sentence = told.low[start:end]
        if _DECLINES.search(sentence):
            continue
        for name in known.meanings:
            found = _MEANINGS[name].search(sentence)
            if found and (told.is_ours(start) or not told.is_theirs(start) or name in _OF_BOTH):
                return told.quote(start + found.start(), start + found.end())
    return None


def by_words(told: Told, known: Notes) -> str | None:
    """Find a sentence that shares its words, or words of the same sense, with a private note."""
    for start, end in told.sentences:
        sentence = told.low[start:end]
        if _DECLINES.search(sentence):
            continue
        least = _LEAST_SHARED if told.is_ours(start) else _LEAST_SHARED_BY_ANYONE
        said = contents(sentence)
        for note in known.contents:
            shared = len(said & note)
            if shared >= least and shared >= len(note) * _LEAST_PART:
                return told.quote(start, end)
    return None


def contents(text: str) -> frozenset[str]:
    """Return what a text is about: the stems of its words, those of one sense as one."""
    return frozenset(filter(None, map(_stem, _WORD.findall(small(text)))))


def _stem(word: str) -> str:
    stem = word.rstrip("sx")[:_STEM]
    if stem in _PLAIN or word[:_STEM] in _PLAIN:
        return ""
    whole = f"{word}$"
    sense = next((_CONCEPTS[whole[:n]] for n in _LENGTHS if whole[:n] in _CONCEPTS), "")
    return sense or (stem if len(word) >= _LEAST_LETTERS else "")
