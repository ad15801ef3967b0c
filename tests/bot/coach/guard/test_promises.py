"""A draft promises what the plan and the user promise, and nothing more."""

import pytest

from bot.coach.guard import Case, promises
from bot.coach.guard.promises import unsupported_commitment
from knowledge.card import Language, Role
from tests.bot.coach.deals import a_deal


def promised(draft: str, *, planned: str = "", notes: tuple[str, ...] = ()) -> list[str]:
    deal = a_deal(Role.SELLER, draft_language=Language.FR, open_notes=notes)
    case = Case(deal=deal, allowed=(), planned=planned)
    return [found.quote for found in unsupported_commitment(draft, case)]


@pytest.mark.parametrize(
    ("draft", "quote"),
    [
        ("Nous vous garantissons ce délai.", "garantissons"),
        ("I promise you a reply.", "promise"),
        ("Nous nous engageons sur ce point.", "nous engageons"),
        ("We commit to this volume.", "commit"),
        ("La livraison est offerte.", "offerte"),
        ("Delivery is free of charge.", "free of charge"),
        ("Vous aurez l’exclusivité.", "exclusivité"),
        ("We would refund you.", "refund"),
        ("Une remise est possible.", "remise"),
        ("We will pay a compensation.", "compensation"),
        ("Nous prolongeons la période.", "prolongeons"),
        ("You will have priority.", "priority"),
        ("Nous signerons ce contrat.", "signerons"),
        ("Nous acceptons votre prix.", "Nous acceptons"),
        ("We accept your price.", "We accept"),
    ],
)
def test_what_nobody_allowed_is_found(draft: str, quote: str) -> None:
    assert quote in promised(draft)


def test_what_the_plan_says_may_be_said_in_other_words() -> None:
    plan = "Si vous confirmez ce prix, alors nous pouvons nous engager sur le volume."

    assert promised("Nous nous engagerions alors sur le volume.", planned=plan) == []


def test_what_the_user_offers_may_be_said_in_the_other_language() -> None:
    assert promised("Delivery is free of charge.", notes=("La livraison est offerte.",)) == []


@pytest.mark.parametrize(
    "draft",
    ["Pouvez-vous m’expliquer votre prix ?", "Shall we talk it through with the committee?"],
)
def test_a_plain_sentence_promises_nothing(draft: str) -> None:
    assert promised(draft) == []


@pytest.mark.parametrize(
    "draft",
    [
        "Merci. Quelle est votre priorité ?",
        "Quelle garantie offrez-vous ?",
        "What is your priority?",
        "Which warranty comes with it?",
    ],
)
def test_a_question_about_the_other_side_promises_nothing(draft: str) -> None:
    assert promised(draft) == []


@pytest.mark.parametrize(
    "draft",
    [
        "Quelle garantie pouvons-nous vous donner ?",
        "Voulez-vous une remise ?",
        "What is your priority? You will have priority.",
    ],
)
def test_an_offer_in_a_question_or_beside_one_is_found(draft: str) -> None:
    assert promised(draft)


def test_a_question_is_looked_for_once_a_line() -> None:
    # A pattern that runs over line ends looks at every line from every line before it.
    asked = promises._ASKS.search("\n\n\nWhat is your priority?")

    assert asked is not None
    assert asked[0] == "What is your priority?"
