"""Retrieval on a small set of own questions: a guard against getting worse, no benchmark."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.card import CardQuery, FoundCard, Language, Role, Stage
from knowledge.library import KnowledgeLibrary
from knowledge.shelf import load_shelf

QUESTIONS = Path(__file__).with_name("queries.jsonl")
MARGIN = 0.06
"""Two questions of one language: less is not a change worth a red test."""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    query: CardQuery
    cards: frozenset[str]


def questions() -> list[Question]:
    found = []
    for line in QUESTIONS.read_text("utf-8").splitlines():
        row = json.loads(line)
        query = CardQuery(
            text=row["text"],
            language=Language(row["lang"]),
            role=Role(row["role"]) if "role" in row else None,
            stage=Stage(row["stage"]) if "stage" in row else None,
        )
        found.append(Question(row["id"], query, frozenset(row["cards"])))
    return found


@pytest.fixture(scope="module")
def answers(shipped_library: KnowledgeLibrary) -> dict[str, tuple[FoundCard, ...]]:
    return {one.id: asyncio.run(shipped_library.search(one.query)) for one in questions()}


@pytest.mark.parametrize(
    ("language", "first", "among_five"), [(Language.FR, 0.848, 0.970), (Language.EN, 0.812, 0.969)]
)
def test_questions_find_their_card(
    answers: dict[str, tuple[FoundCard, ...]], language: Language, first: float, among_five: float
) -> None:
    ids = set(load_shelf().ids)
    # A question whose card is not written yet says nothing about the search.
    asked = [one for one in questions() if one.cards & ids and one.query.language == language]

    hits = {one.id: [found.card.id in one.cards for found in answers[one.id]] for one in asked}

    at_1 = sum(any(right[:1]) for right in hits.values()) / len(asked)
    at_5 = sum(any(right) for right in hits.values()) / len(asked)
    missed = [asked_id for asked_id, right in hits.items() if not any(right)]
    told = f"{language}: {len(asked)} asked, first {at_1:.3f}, in five {at_5:.3f}, missed {missed}"
    print(told)  # noqa: T201 - `pytest -s` shows the measurement
    assert at_1 >= first - MARGIN, told
    assert at_5 >= among_five - MARGIN, told


def test_questions_about_other_matters_find_nothing(
    answers: dict[str, tuple[FoundCard, ...]],
) -> None:
    others = [one for one in questions() if not one.cards]

    answered = {one.query.text: answers[one.id][0].card.id for one in others if answers[one.id]}

    assert len(others) >= 20
    assert answered == {}


def test_no_question_on_negotiation_is_turned_away(
    answers: dict[str, tuple[FoundCard, ...]],
) -> None:
    ours = [one for one in questions() if one.cards]

    silent = [one.query.text for one in ours if not answers[one.id]]

    assert len(silent) <= 1, silent
