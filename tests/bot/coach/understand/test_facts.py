"""Sixty messages as people write them: figures get their meaning, and in doubt stay private."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.coach.amounts import Amount, Kind, read
from bot.coach.answer import Ask
from bot.coach.deal import Deal, FactRole
from bot.coach.understand import facts, understand
from knowledge.card import Language
from tests.bot.coach.deals import TODAY, fact, money, share

MESSAGES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "messages.toml").read_text("utf-8")
)["message"]


def a_deal_from(*texts: str, **known: Any) -> Deal:
    return understand(Ask(texts=texts, today=TODAY, **known)).deal


def figure(text: str) -> Amount:
    language = Language.FR if "," in text and "." not in text else Language.EN
    return read(text, language, TODAY)[0]


def test_there_are_sixty_messages_in_two_languages() -> None:
    assert len(MESSAGES) == 60


@pytest.mark.parametrize("message", MESSAGES, ids=[m["text"][:40] for m in MESSAGES])
def test_a_message_is_understood(message: dict[str, Any]) -> None:
    deal = a_deal_from(message["text"])

    assert deal.want == message["want"]
    if message["role"]:
        assert deal.role == message["role"]
    if message["draft_in"]:
        assert deal.draft_language == message["draft_in"]
    open_values = {a.value for a in deal.open_amounts}
    private_values = {a.value for a in deal.private_amounts}
    for secret in message["private"]:
        assert _values(secret) & private_values
        assert not _values(secret) & open_values
    if message["theirs"]:
        theirs = deal.figure(FactRole.THEIRS)
        assert theirs is not None
        assert theirs.value in _values(message["theirs"])


def _values(text: str) -> set[Any]:
    """Return the figure under both readings: "44,500" is read as the message's language does."""
    return {a.value for language in Language for a in read(text, language, TODAY)}


@pytest.mark.parametrize(
    "text",
    [
        "J'ai 12,40 € en tête, écris-lui",
        "Write to them, 35% comes to mind",
        "Notre chiffre est de 9 %",
    ],
)
def test_a_figure_without_a_meaning_stays_private(text: str) -> None:
    assert a_deal_from(text).open_amounts == ()


def test_a_figure_that_the_counterpart_wrote_is_open() -> None:
    deal = a_deal_from("Réponds : 12 € me paraît beaucoup", received="Le prix est de 12 €.")

    assert {a.value for a in deal.open_amounts} == {12}


def test_a_later_limit_replaces_the_earlier_one_which_stays_secret() -> None:
    deal = a_deal_from("Je suis à 50 €, pas moins de 46 €. Il veut 40 €", "Non, pas moins de 45 €")

    assert deal.limit is not None
    assert deal.limit.value == 45
    assert 46 in {a.value for a in deal.private_amounts}


def test_given_facts_keep_the_side_they_were_given_for() -> None:
    deal = a_deal_from("Réponds-lui", open_facts=("Notre prix est 50 €",), private_facts=("46 €",))

    assert {a.value for a in deal.open_amounts} == {50}
    assert {a.value for a in deal.private_amounts} == {46}
    assert deal.limit is not None


def test_a_bare_price_takes_the_currency_of_its_neighbour() -> None:
    near, far = facts.settle(
        (
            fact(FactRole.OURS, money("1180", per="t")),
            fact(FactRole.THEIRS, money("1095", unit="")),
            fact(FactRole.THEIRS, money("20000", unit="")),
        )
    )[1:]

    assert (near.amount.unit, near.amount.per) == ("EUR", "t")
    assert (far.amount.unit, far.amount.per) == ("EUR", "")


def test_a_price_of_zero_is_dropped_and_a_share_of_zero_too() -> None:
    kept = facts.settle((fact(FactRole.OURS, money("0")), fact(FactRole.THEIRS, share("0"))))

    assert kept == ()


def test_days_are_understood_from_the_days_they_replace() -> None:
    deal = a_deal_from("Ils veulent payer à 90 jours au lieu de 45, je vends à 2 € le kg. Réponds")

    durations = [f.amount.value for f in deal.facts if f.amount.kind is Kind.DURATION]
    assert durations == [90, 45]


def test_what_he_wants_to_move_to_is_his_figure() -> None:
    deal = a_deal_from("Mon fournisseur veut passer de 10 € à 12 €. Réponds")

    assert [f.role for f in deal.facts] == [FactRole.CURRENT, FactRole.THEIRS]


@pytest.mark.parametrize(
    "text",
    [
        "Je vends des étiquettes à M. Lemaire, à 0,39 € pièce.",
        "I sell labels to Mr. Lemaire and Dr. Stone at 1.20 each!",
    ],
)
def test_the_point_of_a_title_or_a_number_ends_no_sentence(text: str) -> None:
    assert facts.sentences(f"{text} Merci.") == [(0, text), (len(text), " Merci.")]
