"""Do the sources that an answer names exist, bear it out, and hold what the case needs?"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from eval.case import Case
from eval.record import Transcript
from eval.scorers.score import Score
from eval.scorers.text import folded
from knowledge.card import Card, Language
from knowledge.deals import CITATION
from knowledge.errors import UnknownCard
from knowledge.shelf import load_shelf
from knowledge.words import stems

_BORNE_OUT, _STRANGE = 1 / 3, 2 / 3
"""A cited card is borne out where no more than a third of the shelf has as much in common with
the answer, and has nothing to do with it where two thirds have. Between the two words cannot
tell. A card drawn by chance falls into each by one time in three. A count of shared words, tried
first, let 96 of 100 cards drawn by chance pass (58 answers, November 2026)."""

_TITLED = re.compile(r"(?m)^\W*([A-Z]\d{2}) · (.+)$")


def citation_exists(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score whether every card is on the shelf under its own title, every deal in the past."""
    if not answer.citations:
        return
    unknown = [one for one in answer.citations if not _exists(one, case)]
    wrong = [line for line in _titles(answer) if not _is_title(*line, case.language)]
    quote = unknown[0] if unknown else wrong[0][1] if wrong else ""
    why = "no such source" if unknown else "another title than the card's" if wrong else ""
    yield Score(value=0 if unknown or wrong else 1, quote=quote, why=why)


def citation_supports(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score each cited card: is it among the cards of the shelf closest to what is said?

    Closeness is by the words that both have, a rare word counting more. Titles that the answer
    lists as its sources do not count as said.
    """
    said = frozenset(stems(_TITLED.sub("", answer.reply), case.language))
    closeness = {card.id: _closeness(card, said) for card in load_shelf().of(case.language)}
    for card_id in answer.citations:
        card = _card(card_id, case.language)
        if card is not None:
            as_close = sum(one >= closeness[card_id] for one in closeness.values())
            share = as_close / len(closeness) if closeness[card_id] > 0 else 1.0
            yield _support(card, share)


def cites_expected(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score whether one of the cards that the case is about is cited."""
    if case.expect.cites:
        right = bool(set(case.expect.cites) & set(answer.citations))
        why = "" if right else f"none of {' '.join(case.expect.cites)}"
        yield Score(value=1 if right else 0, why=why)


def recalls(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score whether the past deals that bear on the case are recalled."""
    for deal in case.expect.recalls:
        right = f"{CITATION}{deal}" in answer.citations
        yield Score(value=1 if right else 0, key=deal, why="" if right else "not recalled")


def _support(card: Card, share: float) -> Score:
    if share <= _BORNE_OUT:
        return Score(value=1, key=card.id)
    if share <= _STRANGE:
        return Score(value=None, key=card.id, reason="the words alone do not tell")
    why = f"the answer says nothing of “{card.title}”"
    return Score(value=0, key=card.id, quote=card.id, why=why)


def _exists(citation: str, case: Case) -> bool:
    if citation.startswith(CITATION):
        return citation.removeprefix(CITATION) in {past.id for past in case.past}
    return _card(citation, case.language) is not None


def _titles(answer: Transcript) -> list[tuple[str, str]]:
    return [(match[1], match[2].strip()) for match in _TITLED.finditer(answer.reply)]


def _is_title(card_id: str, title: str, language: Language) -> bool:
    card = _card(card_id, language)
    return card is not None and folded(card.title) == folded(title)


def _card(card_id: str, language: Language) -> Card | None:
    try:
        return load_shelf().card(card_id, language)
    except UnknownCard:
        return None


def _closeness(card: Card, said: frozenset[str]) -> float:
    about = _about(card)
    weights = _weights(card.language)
    # By the root of its length: a card of many words meets more of them by chance.
    return sum(weights[stem] for stem in about & said) / math.sqrt(max(1, len(about)))


@cache
def _about(card: Card) -> frozenset[str]:
    text = " ".join((card.title, card.phrase, card.body, *card.keywords))
    return frozenset(stems(text, card.language))


@cache
def _weights(language: Language) -> dict[str, float]:
    """Return the weight of each stem: the logarithm of cards over cards that have it."""
    cards = load_shelf().of(language)
    counted = Counter(stem for card in cards for stem in _about(card))
    return {stem: math.log(len(cards) / count) for stem, count in counted.items()}
