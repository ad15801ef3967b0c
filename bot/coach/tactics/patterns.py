"""How a request or a draft shows a tactic in so many words: patterns of high precision.

They name what they can show a quote for, and let pass what they cannot.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import zip_longest

from bot.coach.letters import fold
from knowledge.tactics import BY_CODE, Direction, Sighting, Zone

_FILE = tomllib.loads((files(__package__) / "patterns.toml").read_text("utf-8"))
_PARTS: dict[str, str] = _FILE["parts"]
_PART = re.compile(r"<([a-z_]+)>")


def _one(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(_spelt("|".join(patterns)), re.IGNORECASE | re.DOTALL)


def _spelt(pattern: str) -> str:
    """Return a pattern with its parts written out; a part may hold parts."""
    while _PART.search(pattern):
        pattern = _PART.sub(lambda part: _PARTS[part[1]], pattern)
    return pattern


def _rows(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, _one(words)) for code, words in _FILE[table].items())


_CERTAIN, _REQUEST, _CLAIMS, _DRAFT = map(_rows, ("certain", "request", "claims", "draft"))
_MOST_CHARACTERS = 600
"""How much of a sentence and its neighbour is looked at: patterns look far ahead."""

_SENTENCE = re.compile(r"\S(?:[^.!?;\n]|[.!?;](?!\s))*[.!?;]*")
_SAY = _one(["<say>"])
_INVENT, _NOT_SO = (_one(_FILE["untrue"][name]) for name in ("invent", "not_so"))
_INNOCENT = _one(_FILE["innocent"]["words"])


def sightings(text: str, direction: Direction) -> tuple[Sighting, ...]:
    """Return the tactics that the words of a text show by themselves, each with its place.

    Of a request the first that is asked for; nothing of a received message, since what it claims
    may be true.
    """
    if direction is Direction.REQUEST:
        return _asked(text)
    return _shown(text) if direction is Direction.DRAFT else ()


def _asked(text: str) -> tuple[Sighting, ...]:
    for here, following in _passages(text):
        sentence = text[here.start() : here.end()]
        code = _asked_for(sentence)
        if code:
            return (_sure(code, here.start(), here.end()),)
        if following is None:
            continue
        code = _asked_for(text[here.start() : following.end()])
        if code and not _asked_for(following[0]):
            return (_sure(code, here.start(), following.end()),)
    return ()


def _shown(text: str) -> tuple[Sighting, ...]:
    folded = fold(text)
    found = ((code, pattern.search(folded)) for code, pattern in _DRAFT)
    return tuple(
        Sighting(code, BY_CODE[code].zone, 1.0, m.start(), m.end()) for code, m in found if m
    )


def _sure(code: str, start: int, end: int) -> Sighting:
    # What a request asks to invent is untrue by the user's own words.
    return Sighting(code, Zone.FORBIDDEN, 1.0, start, end)


def _asked_for(passage: str) -> str | None:
    passage = fold(passage[:_MOST_CHARACTERS])
    innocent = _INNOCENT.search(passage)
    for code, pattern in _CERTAIN if innocent else (*_CERTAIN, *_REQUEST):
        if pattern.search(passage):
            return code
    if innocent or not _untrue(passage):
        return None
    # What the user denies themselves is a false fact at least; "invent a slogan" is no claim.
    least = None if _INVENT.search(passage) else "false_fact"
    return next((code for code, claim in _CLAIMS if claim.search(passage)), least)


def _untrue(passage: str) -> bool:
    """Tell whether a passage asks to invent something, or to say what the user then denies."""
    said = _SAY.search(passage)
    return bool(_INVENT.search(passage) or (said and _NOT_SO.search(passage, said.end())))


def _passages(text: str) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Yield each sentence with the next one: "It is not true" often follows the claim."""
    sentences = list(_SENTENCE.finditer(text))
    yield from zip_longest(sentences, sentences[1:])
