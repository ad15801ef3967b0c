"""What a figure means, whose it is, and what a sentence gives away."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.coach.answer import Ask, Want
from bot.coach.deal import Deal
from bot.coach.understand import facts, meaning, understand
from knowledge.card import Role
from tests.bot.coach.deals import TODAY, money

_HERE = Path(__file__).parent
FIGURES: list[dict[str, Any]] = tomllib.loads((_HERE / "meanings.toml").read_text("utf-8"))[
    "figure"
]
SENTENCES: dict[str, dict[str, list[str]]] = tomllib.loads(
    (_HERE / "private.toml").read_text("utf-8")
)
PRIVATE = [one for language in ("fr", "en") for one in SENTENCES[language]["private"]]
OPEN = [one for language in ("fr", "en") for one in SENTENCES[language]["open"]]


def a_deal_from(text: str, **known: object) -> Deal:
    return understand(Ask(texts=(text,), today=TODAY, **known)).deal  # type: ignore[arg-type]


@pytest.mark.parametrize("row", FIGURES, ids=[row["text"][:50] for row in FIGURES])
def test_a_figure_means_what_the_words_around_it_say(row: dict[str, Any]) -> None:
    chair = Role(row["chair"]) if "chair" in row else None
    deal = a_deal_from(row["text"], role=chair)
    said = {
        fact.amount.text: f"{fact.role}{', private' if fact.private else ''}"
        for fact in deal.facts
    }

    assert {text: said.get(text) for text in row["means"]} == row["means"]


@pytest.mark.parametrize("sentence", PRIVATE)
def test_a_sentence_that_gives_the_user_away_stays_with_them(sentence: str) -> None:
    deal = a_deal_from(sentence)

    assert facts.is_private(sentence)
    assert deal.private_notes == (sentence,)
    assert deal.open_notes == ()


@pytest.mark.parametrize("sentence", OPEN)
def test_a_sentence_near_it_may_be_said(sentence: str) -> None:
    assert not facts.is_private(sentence)


def test_a_sentence_of_many_figures_is_read_a_little_at_a_time() -> None:
    sentence = "il veut 12 € et " * 500
    place = meaning.place_of(
        sentence, replace(money("12"), start=6000, end=6004), (0, len(sentence))
    )

    assert max(map(len, (place.lead, place.before, place.after))) <= 200


@pytest.mark.parametrize("sentence", ["Entre nous on paie 31 €.", "Off the record we pay $31."])
def test_every_figure_of_a_confidence_is_kept(sentence: str) -> None:
    assert a_deal_from(sentence).open_amounts == ()


@pytest.mark.parametrize(
    ("text", "firm", "name"),
    [
        ("J'ai un autre devis de Vasseur à 790 €, mon fournisseur est à 870 €", "", ""),
        ("J'ai un devis de Vasseur à 790 €, moins cher que mon fournisseur", "", ""),
        ("I have another quote from Keeble at £790, reply to my supplier Alcor", "Alcor", ""),
        ("Mon fournisseur Alcor demande 870 €, un concurrent, Vasseur, fait 790 €", "Alcor", ""),
        ("Another offer came from Ms Keeble. Call with Ms Vidal tomorrow", "", "Ms Vidal"),
    ],
)
def test_a_rival_is_not_taken_for_the_counterpart(text: str, firm: str, name: str) -> None:
    deal = a_deal_from(text)

    assert (deal.firm, deal.name) == (firm, name)


@pytest.mark.parametrize(
    "text",
    [
        "coment repondre a un ultimatum",
        "coment on relance un client",
        "batna c quoi",
        "c koi la zopa",
        "batna",
        "how 2 answer an ultimatum",
        "wats a batna",
        "pk ils disent jamais leur budget",
        "anchoring what is it",
    ],
)
def test_a_short_misspelt_question_is_a_question(text: str) -> None:
    assert a_deal_from(text).want is Want.QUESTION


@pytest.mark.parametrize("text", ["reponds a mon client", "ecris lui que c ok", "draft it"])
def test_a_short_order_is_no_question(text: str) -> None:
    assert a_deal_from(text).want is Want.DRAFT
