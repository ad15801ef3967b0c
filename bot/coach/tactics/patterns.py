"""The tactics that the coach does not draft, and how a request or a draft shows one.

The codes, zones, principles and cards are the ethics contract. This reader works by patterns of
high precision: it names what it can show a quote for, and lets pass what it cannot. For each code,
texts/ holds `tactics.<code>_why` (one sentence, for the user) and `tactics.<code>_honest` (the
same move made honestly, ready to send).
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

from bot.coach.answer import Finding
from bot.coach.letters import fold
from bot.texts import say
from knowledge.card import Language
from knowledge.tactics import BY_CODE, Tactic, Zone

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

_SAY = _one(["<say>"])
_INVENT, _NOT_SO = (_one(_FILE["untrue"][name]) for name in ("invent", "not_so"))
_INNOCENT = _one(_FILE["innocent"]["words"])


def read_request(text: str, language: Language) -> tuple[Finding, ...]:
    """Return the forbidden tactic that the user asks for, at most one, with its quote.

    `text` is the user's own words only: what stands in a pasted message is the counterpart's.
    """
    for here, following in _passages(text):
        quote = _quote(here, following)
        if quote:
            return (finding(_asked_for(quote) or "", quote, language),)
    return ()


def without_requests(text: str) -> str:
    """Return a text without the sentences that ask for a forbidden tactic."""
    return " ".join(here for here, following in _passages(text) if not _quote(here, following))


def _quote(here: str, following: str) -> str:
    """Return what asks for a tactic: this sentence, or it with the next that denies it, or ""."""
    if _asked_for(here):
        return here.strip()
    both = f"{here} {following}".strip()
    return both if _asked_for(both) and not _asked_for(following) else ""


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


def read_draft(text: str, language: Language) -> tuple[Finding, ...]:
    """Return every forbidden tactic that a text about to be sent shows, with its quote."""
    folded = fold(text)
    shown = ((code, pattern.search(folded)) for code, pattern in _DRAFT)
    return tuple(finding(c, text[m.start() : m.end()], language) for c, m in shown if m)


def finding(code: str, quote: str, language: Language) -> Finding:
    """Return the finding for a tactic code, with its reason and honest version in `language`."""
    tactic = BY_CODE.get(code, Tactic(code, Zone.RISKY, ("P11", "P12"), ("D11",)))
    return Finding(
        code=code,
        zone=Zone.FORBIDDEN,
        quote=quote[:200],
        principles=tactic.principles,
        cards=tactic.cards,
        why=say(f"tactics.{code}_why", language),
        honest_version=say(f"tactics.{code}_honest", language),
    )


def _passages(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with the next one: "It is not true" often follows the claim."""
    pieces = [p for p in re.split(r"(?<=[.!?;])\s+|\n+", text) if p.strip()]
    yield from pairwise([*pieces, ""])
