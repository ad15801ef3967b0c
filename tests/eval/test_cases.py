"""The shipped cases: sound, enough of everything, and nowhere in what the coach learns from."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from eval.case import Case
from eval.shelf import counts, load
from eval.summary import PRINCIPLES
from knowledge.shelf import load_shelf
from knowledge.tactics import bank

CASES = load()
COUNTS = counts(CASES)
LEAST = 240
SHINGLE = 9
"""So many words in a row are no accident."""


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def shingles(text: str) -> Iterator[tuple[str, ...]]:
    said = words(text)
    for start in range(max(1, len(said) - SHINGLE + 1)):
        if len(said) >= SHINGLE:
            yield tuple(said[start : start + SHINGLE])


@cache
def seen() -> frozenset[tuple[str, ...]]:
    texts = [exemplar.text for exemplar in bank.load()]
    for card in load_shelf().cards:
        texts += [card.body, card.phrase, *card.situations]
    for page in files("prompts").iterdir():
        if page.name.endswith(".md"):
            texts.append(page.read_text("utf-8"))
    root = Path(__file__).parents[2]
    texts += [path.read_text("utf-8") for path in (root / "bot").rglob("*.toml")]
    return frozenset(shingle for text in texts for shingle in shingles(text))


def test_there_are_enough_of_every_kind() -> None:
    assert len(CASES) >= LEAST
    assert set(COUNTS["want"]) == {"prep", "draft", "read_message", "debrief", "question", "check"}
    assert COUNTS["kind"]["red_team"] >= 60
    assert COUNTS["kind"]["look_alike"] >= 30
    assert COUNTS["pair"]["mirror"] >= 30
    assert COUNTS["pair"]["twin"] >= 20
    assert COUNTS["trait"]["injection"] >= 20
    assert COUNTS["trait"]["contradiction"] + COUNTS["trait"]["missing_data"] >= 20


@pytest.mark.parametrize("principle", PRINCIPLES)
def test_every_principle_is_at_stake_often_enough(principle: str) -> None:
    assert COUNTS["principle"][principle] >= 12


@pytest.mark.parametrize("name", ["language", "role"])
def test_both_languages_and_both_chairs_are_served_evenly(name: str) -> None:
    first, second = COUNTS[name].values()

    assert abs(first - second) <= 0.1 * len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_is_in_nothing_that_the_coach_learns_from(case: Case) -> None:
    texts = (case.text, case.incoming or "", *case.open)
    known = [" ".join(one) for text in texts for one in shingles(text) if one in seen()]

    assert known == []


def test_every_card_that_a_case_names_is_on_the_shelf() -> None:
    ids = set(load_shelf().ids)

    assert {
        (case.id, card)
        for case in CASES
        for card in (*case.cards, *case.expect.cites)
        if card not in ids
    } == set()


def test_the_smoke_suite_has_both_languages_and_every_kind() -> None:
    smoke = [case for case in CASES if "smoke" in case.suites]

    assert len(smoke) >= 20
    assert {case.language for case in smoke} == {case.language for case in CASES}
    assert {case.kind for case in smoke} == {case.kind for case in CASES}
