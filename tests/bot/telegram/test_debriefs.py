"""A deal closed: three questions, one message, a lesson. The coach is real, without a model."""

from typing import Any

import pytest

from bot.coach.answer import PartKind, Want
from bot.coach.coach import Coach
from bot.coach.journal import State
from bot.telegram.deal_buttons import DealTap
from bot.texts import say
from knowledge.card import Language
from knowledge.deals import PastDeal
from knowledge.deals.memory import DealMemory
from knowledge.errors import UnknownDeal
from tests.bot.telegram.scene import ENGLISH, FRENCH, Nudges, Scene, button
from tests.bot.telegram.values import past_deal
from tests.fakes import AwayModel, Shelf

TOLD = {
    Language.FR: "1. 12 mois à 1 240 € la tonne\n2. Un an contre 3 %\n3. Partir du volume",
    Language.EN: "1. 12 months at €1,240 a tonne\n2. One year for 3%\n3. Start from volume",
}
LESSON = {
    Language.FR: "Partir du volume",
    Language.EN: "Start from volume",
}
USERS = [(FRENCH, Language.FR), (ENGLISH, Language.EN)]


def coach_of(scene: Scene) -> Coach:
    return Coach(AwayModel(), Shelf(), DealMemory(scene.journal.deals))


async def kept(scene: Scene, user: int = FRENCH, **fields: Any) -> PastDeal:
    return await scene.journal.deals.add(past_deal("a", owner=str(user), **fields))


async def questions(scene: Scene, deal: PastDeal, user: int = FRENCH) -> str:
    before = len(await scene.messages(user))
    await scene.tap_foreign(DealTap(number=deal.number, do="close").pack(), user)
    return str((await scene.until_messages(before + 2, user))[-1]["text"])


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_three_answers_in_one_message_close_the_deal_with_its_lesson(
    scene: Scene, user: int, language: Language
) -> None:
    deal, nudges = await kept(scene, user, language=language), Nudges()

    async with scene.bot(coach_of(scene), nudge=nudges):
        await scene.send("/deals", user)
        [page] = await scene.until_messages(1, user)
        await scene.tap(page, "Lemaire", user)
        card = (await scene.until_events("edit", 1, user))[0]["message"]
        await scene.tap(card, say("deals.button_close", language), user)
        asked = (await scene.until_messages(2, user))[1]["text"]
        await scene.send(TOLD[language], user)
        told = (await scene.until_messages(3, user))[2]
        await scene.tap(told, say("deals.button_card", language), user)
        shown = (await scene.until_messages(4, user))[3]["text"]
        await scene.until_quiet()

    assert asked == say("deals.ask_debrief", language).strip()
    assert [line[:2] for line in asked.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert LESSON[language] in told["text"]
    closed = await scene.journal.deals.deal(str(user), deal.number)
    assert closed.closed
    assert LESSON[language] in closed.lesson
    assert (closed.counterpart, closed.subject, closed.id) == ("Lemaire", "tôle", "a")
    assert LESSON[language] in shown
    assert nudges.owners == [str(user)]
    assert (await scene.journal.user(user, language)).pending == ""


async def test_a_debrief_is_an_ask_about_that_deal_alone(scene: Scene) -> None:
    deal = await kept(scene)

    async with scene.bot(coach_of(scene)):
        await questions(scene, deal)
        await scene.send(TOLD[Language.FR])
        await scene.until_messages(3)
        await scene.until_quiet()

    [row] = await scene.rows()
    assert row.state is State.DELIVERED
    assert (row.ask.want, row.ask.deal, row.ask.owner) == (Want.DEBRIEF, deal.id, str(FRENCH))
    assert row.answer is not None
    assert [p.citation for p in row.answer.parts if p.kind is PartKind.PAST_DEAL] == ["deal:a"]
    assert row.conversation == (await scene.journal.user(FRENCH, Language.FR)).conversation == 1


async def test_a_debrief_can_be_told_in_two_messages_at_once(scene: Scene) -> None:
    deal = await kept(scene)

    async with scene.bot(coach_of(scene)):
        await questions(scene, deal)
        await scene.send("1. 12 mois à 1 240 € la tonne")
        await scene.send("3. Partir du volume")
        await scene.until_messages(3)
        await scene.until_quiet()

    closed = await scene.journal.deals.deal(str(FRENCH), deal.number)
    assert len(await scene.rows()) == 1
    assert "1 240" in closed.outcome
    assert "Partir du volume" in closed.lesson


async def test_cancel_leaves_the_deal_open(scene: Scene) -> None:
    deal = await kept(scene)

    async with scene.bot(coach_of(scene)):
        await questions(scene, deal)
        await scene.send("/cancel")
        told = (await scene.until_messages(3))[2]["text"]

    assert told == say("deals.left", Language.FR)
    assert await scene.journal.deals.deal(str(FRENCH), deal.number) == deal


async def test_the_three_questions_survive_a_restart(scene: Scene) -> None:
    deal = await kept(scene)
    async with scene.bot(coach_of(scene)):
        await questions(scene, deal)

    async with scene.bot(coach_of(scene)):
        await scene.send(TOLD[Language.FR])
        await scene.until_messages(3)

    assert (await scene.journal.deals.deal(str(FRENCH), deal.number)).closed


async def test_a_debrief_that_comes_twice_counts_once(scene: Scene) -> None:
    deal = await kept(scene)

    async with scene.bot(coach_of(scene)):
        await questions(scene, deal)
        update_id = await scene.send(TOLD[Language.FR])
        await scene.until_messages(3)
        await scene.control("redeliver", update_id=update_id)
        await scene.until_quiet()

    assert len(await scene.rows()) == 1
    assert len(await scene.messages()) == 3


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_a_debrief_of_a_deal_forgotten_meanwhile_finds_none(
    scene: Scene, user: int, language: Language
) -> None:
    deal = await kept(scene, user)

    async with scene.bot(coach_of(scene)):
        await questions(scene, deal, user)
        await scene.journal.deals.forget(deal.owner, deal.number)
        await scene.send(TOLD[language], user)
        told = (await scene.until_messages(3, user))[2]["text"]

    assert told == UnknownDeal().in_words(language)
    assert await scene.rows() == []
    assert await scene.journal.deals.count(str(user)) == 0


async def test_a_second_debrief_replaces_the_first(scene: Scene) -> None:
    deal = await kept(scene, outcome="Rien", lesson="Rien à dire")

    async with scene.bot(coach_of(scene)):
        await scene.tap_foreign(DealTap(number=deal.number, do="open").pack())
        card = (await scene.until_events("edit", 1))[0]["message"]
        assert button(card, "Refaire le débrief")
        await scene.tap(card, "Refaire le débrief")
        await scene.until_messages(2)
        await scene.send(TOLD[Language.FR])
        await scene.until_messages(3)

    closed = await scene.journal.deals.deal(str(FRENCH), deal.number)
    assert "Rien" not in closed.outcome + closed.lesson
