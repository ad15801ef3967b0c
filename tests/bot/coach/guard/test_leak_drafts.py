"""The search for secrets on generated drafts, and on every phrase that the coach composes."""

import re

import pytest

from bench.leaks.deals import deals
from bench.leaks.drafts import HALVES, drafts
from bench.leaks.measure import caught, false_alarms, results
from bot.coach.guard.secrets import secret_leak
from bot.texts import table
from knowledge.card import Language

_EACH_KIND = 25


def test_the_tuning_half_is_caught_without_false_alarms() -> None:
    found = results("tuning")

    # Measured: 627 of 630 and 0 of 300. The unseen half is for `python -m bench.leaks` alone.
    assert caught(found).hits >= 0.97 * caught(found).of
    assert false_alarms(found).hits <= 0.03 * false_alarms(found).of


def test_the_tuning_half_is_large_enough() -> None:
    every = drafts("tuning")
    leaking = [one for one in every if one.leaks]
    kinds = {one.kind: sum(o.kind == one.kind for o in every) for one in every}

    assert len(leaking) >= 500
    assert len(every) - len(leaking) >= 240
    assert min(kinds.values()) >= _EACH_KIND
    for language in Language:
        assert {one.kind for one in every if one.language is language} == kinds.keys()


@pytest.mark.parametrize("half", HALVES)
def test_a_half_is_the_same_every_time(half: str) -> None:
    assert drafts(half) == drafts(half)


def test_the_halves_share_no_sentence_and_no_deal() -> None:
    tuning, unseen = ({one.text for one in drafts(half)} for half in HALVES)

    assert tuning & unseen == set()
    assert {d.id for d in deals("tuning")} & {d.id for d in deals("unseen")} == set()


@pytest.mark.parametrize("language", Language)
def test_no_phrase_of_the_coach_is_taken_for_a_secret(language: Language) -> None:
    phrases = [text for name, text in table(language).items() if name.startswith("moves.")]
    plain = [re.sub(r"\{\w+\}", "…", phrase) for phrase in phrases]
    found = [
        (deal.id, finding.quote)
        for deal in deals("tuning")
        if deal.language is language
        for phrase in plain
        for finding in secret_leak(phrase, deal.case)
    ]

    assert found == []
