"""The brief: one page, every section, the private part for its owner alone."""

import pytest

from bot.coach.answer import Answer, Ask, PartKind
from bot.coach.coach import Coach
from tests.bot.coach.deals import TODAY
from tests.fakes import AwayModel, Shelf

ASKS = [
    "Appel demain avec Lena Brandt de Bluefield : 600 t par an, je vends à 812 €/t, elle veut "
    "760 €/t, minimum 785 €. Leurs utilisateurs aiment le produit.",
    "J'achète 12 palettes par mois à 340 € la palette, le vendeur veut passer à 365 €. On n'a pas "
    "d'autre fournisseur. Je vise 345 € et au pire 355 €. Prépare mon rdv de demain.",
    "Prep my call: we sell software, 120 licences, $35 a month, they want $28, minimum $31",
    "Prep my meeting: I buy 300 t of paper a year at €690, the supplier wants €745, max €720.",
]


async def a_brief(text: str) -> Answer:
    return await Coach(AwayModel(), Shelf("A12")).answer(Ask(texts=(text,), today=TODAY))


@pytest.mark.parametrize("text", ASKS)
async def test_a_brief_fits_a_phone_screen_and_a_half(text: str) -> None:
    answer = await a_brief(text)

    assert len(answer.reply) < 1900
    assert [p.kind for p in answer.parts].count(PartKind.SECTION) == 7
    assert all(line.strip() for part in answer.parts for line in part.lines)


@pytest.mark.parametrize("text", ASKS)
async def test_a_brief_does_not_repeat_itself(text: str) -> None:
    answer = await a_brief(text)
    lines = [line for part in answer.parts for line in part.lines if part.kind != PartKind.DRAFT]

    assert len(set(lines)) == len(lines)


async def test_a_brief_says_what_the_gap_is_worth_and_what_room_there_is() -> None:
    reply = (await a_brief(ASKS[0])).reply.replace("\u202f", " ").replace("\u00a0", " ")

    assert "31 200 €" in reply
    assert "27 €" in reply


async def test_a_brief_without_a_limit_asks_for_it() -> None:
    answer = await a_brief("Prépare mon appel : je vends à 812 €, le client veut 760 €")

    assert "Donnez-moi votre limite" in answer.reply


async def test_a_buyer_without_a_price_of_their_own_gets_an_aim_too() -> None:
    answer = await a_brief("Prep my call with my supplier Norvex, they want €12 each")

    assert "Understand how their price is built" in answer.reply


async def test_a_seller_without_a_price_gets_an_aim_too() -> None:
    answer = await a_brief("Prep my call with my customer Norvex, they want 8% off")

    assert "Understand their need before price" in answer.reply


async def test_a_buyer_s_own_price_is_their_aim() -> None:
    answer = await a_brief("Prep my call with my supplier: they ask €12, we offer €10, max €11")

    assert "Reach €10" in answer.reply
