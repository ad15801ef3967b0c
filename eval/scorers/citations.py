"""Do the sources that an answer names exist, bear it out, and hold what the case needs?"""

import re
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

_LEAST_SHARED = 3
"""Stems that an answer and a card it rests on have in common at least. A choice:
docs/measurements.md tells how often a card drawn by chance has as many."""

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
    """Score each cited card: does the answer say anything that the card is about?"""
    said = set(stems(_TITLED.sub("", answer.reply), case.language))
    for card_id in answer.citations:
        card = _card(card_id, case.language)
        if card is not None:
            shared = said & _about(card)
            fits = len(shared) >= _LEAST_SHARED
            yield Score(
                value=1 if fits else 0,
                key=card_id,
                quote="" if fits else card_id,
                why="" if fits else f"the answer says nothing of “{card.title}”",
            )


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


@cache
def _about(card: Card) -> frozenset[str]:
    text = " ".join((card.title, card.phrase, card.body, *card.keywords))
    return frozenset(stems(text, card.language))
