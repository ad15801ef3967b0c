"""Retrieval on our own questions: a guard against getting worse; bench/retrieval.py measures."""

import asyncio
from collections import defaultdict
from itertools import chain

import pytest

from bench.questions import Part, Question, load
from knowledge.card import Language
from knowledge.library import KnowledgeLibrary
from knowledge.shelf import load_shelf

Found = tuple[str, ...]

MARGIN = 0.04
"""Two questions of one language: less is not a change worth a red test."""


@pytest.fixture(scope="module")
def answers(shipped_library: KnowledgeLibrary) -> dict[Part, list[tuple[Question, Found]]]:
    def found(question: Question) -> Found:
        cards = asyncio.run(shipped_library.search(question.query))
        return tuple(one.card.id for one in cards)

    parts: tuple[Part, ...] = ("tune", "report")
    return {part: [(one, found(one)) for one in load(part)] for part in parts}


@pytest.mark.parametrize(
    ("language", "first", "among_five"), [(Language.FR, 0.79, 0.97), (Language.EN, 0.72, 0.90)]
)
def test_questions_find_a_card_that_answers(
    answers: dict[Part, list[tuple[Question, Found]]],
    language: Language,
    first: float,
    among_five: float,
) -> None:
    asked = [
        [card in question.cards for card in found]
        for question, found in answers["report"]
        if question.cards and question.query.language == language
    ]

    at_1 = sum(any(hits[:1]) for hits in asked) / len(asked)
    at_5 = sum(any(hits) for hits in asked) / len(asked)

    assert len(asked) >= 90
    assert at_1 >= first - MARGIN, f"first {at_1:.3f}"
    assert at_5 >= among_five - MARGIN, f"among five {at_5:.3f}"


def test_most_questions_about_other_matters_find_nothing(
    answers: dict[Part, list[tuple[Question, Found]]],
) -> None:
    others = [found for question, found in answers["report"] if not question.cards]

    assert len(others) >= 40
    assert sum(not found for found in others) / len(others) > 0.90 - MARGIN


def test_few_questions_on_negotiation_are_turned_away(
    answers: dict[Part, list[tuple[Question, Found]]],
) -> None:
    ours = [found for question, found in answers["report"] if question.cards]

    assert sum(not found for found in ours) / len(ours) <= 0.03 + MARGIN


def test_each_principle_has_two_cards_that_plain_situations_find(
    answers: dict[Part, list[tuple[Question, Found]]],
) -> None:
    principles = {card.id: card.principles for card in load_shelf().of(Language.FR)}
    found_of = defaultdict(set)
    for question, found in chain(*answers.values()):
        for card in question.cards.intersection(found):
            for principle in principles[card]:
                found_of[principle].add(card)

    assert len(found_of) == 14
    assert {name: cards for name, cards in found_of.items() if len(cards) < 2} == {}
