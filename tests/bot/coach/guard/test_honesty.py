"""What the coach words shows no tactic, and its advice to the user asks for none."""

import pytest

from bot.coach.deal import Flag
from bot.coach.guard import Case, review, review_advice
from bot.coach.guard.honesty import forbidden_tactic
from bot.coach.tactics import TacticReader
from knowledge.card import Language, Role
from knowledge.tactics import Direction
from tests.bot.coach.deals import a_deal
from tests.fakes import PointingEye

DRAFT = "Notre place est très demandée, merci de vous décider."
EYE = PointingEye(Direction.DRAFT, deadline="très demandée")


def a_case(*flags: Flag, reader: TacticReader | None = None) -> Case:
    deal = a_deal(Role.SELLER, flags=frozenset(flags))
    return Case(deal=deal, allowed=(), reader=reader or TacticReader())


def test_a_claim_that_the_user_never_made_is_found_by_the_eye() -> None:
    found = list(forbidden_tactic(DRAFT, a_case(reader=TacticReader(EYE))))

    assert [one.code for one in found] == ["deadline"]
    assert found[0].quote == "très demandée"


def test_a_claim_of_the_user_s_own_may_stand() -> None:
    case = a_case(Flag.DEADLINE_CLAIMED, reader=TacticReader(EYE))

    assert list(forbidden_tactic(DRAFT, case)) == []


def test_a_risky_move_that_the_model_adds_is_taken_out() -> None:
    eye = PointingEye(Direction.DRAFT, puffery="la meilleure du monde")
    case = a_case(reader=TacticReader(eye))

    assert "puffery" in review("Notre offre est la meilleure du monde.", case).codes


@pytest.mark.parametrize(
    "advice",
    [
        "Dites-lui qu’un concurrent est moins cher, même si ce n’est pas vrai.",
        "Invente une échéance pour qu’il signe.",
        "Threaten him to tell his boss.",
    ],
)
def test_dishonest_advice_never_reaches_the_user(advice: str) -> None:
    assert not review_advice(advice, a_case()).passed


def test_honest_advice_may_speak_of_limits_and_offers() -> None:
    case = Case(deal=a_deal(Role.BUYER, language=Language.FR), allowed=())
    advice = "Demandez ce qui fixe sa limite, puis proposez une contrepartie avant toute remise."

    assert review_advice(advice, case).passed
