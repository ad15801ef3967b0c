"""The four first asks on the embedded model and the shipped shelf, as a newcomer meets them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.coach.answer import Ask, PartKind, Want
from bot.coach.coach import Coach
from bot.settings import load
from bot.wiring import build_engine
from knowledge.card import Language
from tests.bot.coach.test_coach import (
    BUYER_EN,
    MARTA,
    RIVAL_FR,
    SELLER_FR,
    SHORT_EN,
    an_ask,
    figures_of,
    plain,
    section,
    tells,
)

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def coach(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Coach]:
    folder: Path = tmp_path_factory.mktemp("data")
    settings = load().model_copy(update={"model": "embedded", "data_dir": folder})
    engine = build_engine(settings)
    try:
        assert await engine.load()
        yield engine.coach
    finally:
        await engine.close()


async def test_a_seller_is_briefed(coach: Coach) -> None:
    answer = await coach.answer(an_ask(SELLER_FR))

    assert answer.want is Want.PREP
    assert len(section(answer, "questions").splitlines()) == 3
    assert "0,41 €" in plain(section(answer, "échange"))
    assert tells(section(answer, "garder"), "0,395 €")
    assert answer.draft is not None
    assert not tells(answer.draft, "0,395 €")
    assert len(answer.reply) < 2000
    assert 2 <= len(answer.citations) <= 3


async def test_a_buyer_gets_a_reply_to_marta(coach: Coach) -> None:
    answer = await coach.answer(an_ask(f'"{MARTA}"\n{BUYER_EN}'))

    draft = plain(answer.draft or "")
    assert "Marta" in draft
    assert len(draft.split()) <= 120
    assert "index" in draft
    assert "if " in draft.casefold()
    assert "€1,095" in draft
    assert not tells(draft, "1 130 €")
    assert not answer.composed


async def test_an_invented_rival_is_declined_and_made_honest(coach: Coach) -> None:
    answer = await coach.answer(an_ask(RIVAL_FR))

    assert answer.declined == "rival_offer"
    assert answer.draft is not None
    assert "concurren" not in answer.draft
    assert figures_of(answer.draft, Language.FR) == []


async def test_one_line_gets_questions_then_a_draft(coach: Coach) -> None:
    asked = await coach.answer(an_ask(SHORT_EN))
    drafted = await coach.answer(an_ask(SHORT_EN, draft_now=True))

    assert 1 <= len(asked.questions) <= 3
    assert drafted.draft is not None
    assert set(figures_of(drafted.draft, Language.EN)) <= {"10%"}


@pytest.mark.parametrize(
    "ask",
    [
        an_ask(
            "Mon fournisseur Norvex demande 812 € la tonne à cause de l'énergie. Je veux 760 €, "
            "on peut monter jusqu'à 790 €. Réponds-lui."
        ),
        an_ask(
            "Il me demande mon budget, j'ai 80 000 € max. Réponds : « Bonjour, pour vous faire la "
            "meilleure offre, quel est votre budget ? Cordialement, Paul Girard »"
        ),
        an_ask(
            "They say take it or leave it at £9.80. We're at £10.50, can't go under £10.10, 12 "
            "month contract. Draft a reply."
        ),
        an_ask(
            "Our client offers €50, price is €55 a unit, I can go as low as 52. Draft a reply."
        ),
    ],
)
async def test_other_real_asks_get_an_honest_draft(coach: Coach, ask: Ask) -> None:
    answer = await coach.answer(ask)

    assert answer.draft is not None
    assert any(part.kind is PartKind.DRAFT for part in answer.parts)
    for secret in ("790 €", "80 000 €", "10,10 £", "52 €"):
        assert not tells(answer.draft, secret)
