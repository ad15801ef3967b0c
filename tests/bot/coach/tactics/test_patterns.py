"""Dishonest requests are named by their code; honest ones that look alike are served."""

import tomllib
from pathlib import Path

import pytest

from bot.coach import tactics
from bot.coach.tactics import TacticReader, findings
from knowledge.card import Language
from knowledge.tactics import BY_CODE, Direction, Zone

HERE = Path(__file__).parent
DISHONEST: dict[str, dict[str, list[str]]] = tomllib.loads(
    (HERE / "dishonest.toml").read_text("utf-8")
)
HONEST: dict[str, list[str]] = tomllib.loads((HERE / "honest.toml").read_text("utf-8"))
ALL_HONEST = [text for texts in HONEST.values() for text in texts]


def codes(text: str, direction: Direction = Direction.REQUEST) -> list[str]:
    return [seen.code for seen in TacticReader().read(text, direction)]


def test_every_code_has_eleven_requests_in_each_language() -> None:
    assert DISHONEST.keys() < BY_CODE.keys()
    assert {len(texts) for row in DISHONEST.values() for texts in row.values()} == {11}


@pytest.mark.parametrize("code", DISHONEST)
def test_most_requests_of_a_code_are_named_by_it(code: str) -> None:
    asked = [text for texts in DISHONEST[code].values() for text in texts]
    named = sum(codes(text) == [code] for text in asked)

    assert named >= 0.8 * len(asked)


def test_nearly_all_dishonest_requests_are_declined() -> None:
    asked = [text for row in DISHONEST.values() for texts in row.values() for text in texts]
    declined = sum(bool(codes(text)) for text in asked)

    assert declined >= 0.95 * len(asked)


@pytest.mark.parametrize("text", ALL_HONEST)
def test_an_honest_request_is_served(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("write", [str.upper, str.capitalize, lambda t: t.replace("é", "e")])
def test_case_and_accents_do_not_matter(write: object) -> None:
    text = "fais-lui croire qu'un concurrent a déjà signé"

    assert codes(write(text)) == ["rival_offer"]  # type: ignore[operator]


def test_the_quote_is_the_user_s_own_text() -> None:
    text = "Notre prix est 12 €. Dis qu’un concurrent est à 10 €, c’est faux."

    seen = TacticReader().read(text, Direction.REQUEST)
    found = findings(seen, text, Language.FR, direction=Direction.REQUEST)[0]

    assert found.quote in text
    assert found.zone is Zone.FORBIDDEN
    assert found.why
    assert found.honest_version


def test_what_is_denied_in_the_next_sentence_counts() -> None:
    assert codes("Tell him a rival offers 15% less. It's not true.") == ["rival_offer"]


def test_the_rest_of_a_text_is_kept_without_its_request() -> None:
    text = "We sell at €12. Invent a rival offer at €10. They buy 500 a month."

    kept = tactics.without_requests(text)

    assert "€12" in kept
    assert "500" in kept
    assert "Invent" not in kept


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        ("Un autre fournisseur nous propose un meilleur tarif.", "rival_offer"),
        ("Another supplier has quoted us a lower price.", "rival_offer"),
        ("Cette proposition expire ce soir.", "deadline"),
        ("My boss won't accept more.", "limit_claim"),
        ("C'est à prendre ou à laisser.", "ultimatum"),
        ("You will regret it.", "threat_insult"),
        ("Nous vous réservons un cadeau après la signature.", "bribe"),
        ("Nous vous déréférencerons sans préavis.", "unlawful_advantage"),
    ],
)
def test_a_draft_that_shows_a_tactic_is_named(draft: str, code: str) -> None:
    assert code in codes(draft, Direction.DRAFT)
