"""One deal or everything erased: asked first, then gone from the disk."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from bot.coach.answer import Answer, Ask, PartKind
from bot.store.deals import SqlDealBook
from bot.store.errors import EraseUnfinished
from bot.telegram.deal_buttons import DealTap, FieldTap
from bot.telegram.keyboards import EraseTap
from bot.telegram.pending import Field
from bot.texts import say
from knowledge.card import Language
from knowledge.deals import PastDeal
from knowledge.errors import UnknownDeal
from tests.bot.telegram.scene import ENGLISH, FRENCH, Nudges, Scene, StringCoach, labels
from tests.bot.telegram.values import answer, draft_answer, part, past_deal

SITUATION = "Je vends à 48 000 €, elle demande 43 000 €, limite 44 000 €, rédige ma réponse."
USERS = [(FRENCH, Language.FR), (ENGLISH, Language.EN)]


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


def recalling(ask: Ask) -> Answer:
    told = replace(
        part(PartKind.PAST_DEAL, "Zanzibaret a cédé", title="Lemaire"), citation="deal:a"
    )
    return answer(told, citations=("deal:a",), language=ask.default_language)


class HeldUp:
    """Forgets a deal, but so many times something of it is left on the disk."""

    def __init__(self, book: SqlDealBook, times: int) -> None:
        self._forget = book.forget
        self.left = times

    async def __call__(self, owner: str, number: int) -> None:
        if self.left:
            self.left -= 1
            with suppress(UnknownDeal):
                await self._forget(owner, number)
            raise EraseUnfinished
        await self._forget(owner, number)


async def kept(scene: Scene, user: int = FRENCH, **fields: Any) -> PastDeal:
    return await scene.journal.deals.add(past_deal("a", owner=str(user), **fields))


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_one_deal_goes_from_the_disk_after_a_confirmation(
    scene: Scene, user: int, language: Language
) -> None:
    await kept(scene, user, notes="Quetzalcoutl")
    other = await scene.journal.deals.add(past_deal("b", owner=str(user), subject="vis"))
    nudges = Nudges()

    async with scene.bot(StringCoach(drafted), nudge=nudges):
        await scene.send("/forget", user)
        [what] = await scene.until_messages(1, user)
        await scene.tap(what, say("deals.button_forget_one", language), user)
        page = (await scene.until_events("edit", 1, user))[0]["message"]
        await scene.tap(page, "tôle", user)
        sure = (await scene.until_events("edit", 2, user))[1]["message"]
        assert await scene.journal.deals.count(str(user)) == 2
        await scene.tap(sure, say("deals.button_forget_yes", language), user)
        gone = (await scene.until_events("edit", 3, user))[2]["message"]
        await scene.tap(gone, say("deals.button_list", language), user)
        left = (await scene.until_events("edit", 4, user))[3]["message"]

    assert "Lemaire — tôle" in sure["text"]
    assert gone["text"] == say("deals.forgotten", language)
    assert len(labels(left)) == 1
    assert await scene.journal.deals.deal(str(user), other.number) == other
    assert "Quetzalcoutl" not in await scene.on_disk()
    assert nudges.owners == [str(user)]


async def test_a_deal_that_is_kept_after_all_is_shown_again(scene: Scene) -> None:
    deal = await kept(scene)

    async with scene.bot(StringCoach(drafted)):
        await scene.tap_foreign(DealTap(number=deal.number, do="ask").pack())
        sure = (await scene.until_events("edit", 1))[0]["message"]
        await scene.tap(sure, "Non")
        shown = (await scene.until_events("edit", 2))[1]["message"]

    assert shown["text"].startswith("📁 Lemaire")
    assert await scene.journal.deals.deal(deal.owner, deal.number) == deal


async def test_a_double_tap_erases_once_and_says_so_once(scene: Scene) -> None:
    deal = await kept(scene)

    async with scene.bot(StringCoach(drafted)):
        await scene.tap_foreign(DealTap(number=deal.number, do="ask").pack())
        sure = (await scene.until_events("edit", 1))[0]["message"]
        await scene.tap(sure, "Oui")
        await scene.tap(sure, "Oui")
        await scene.until_events("callback_answer", 3, None)
        await scene.until_events("edit", 2)
        await scene.until_quiet()

    assert len(await scene.events("edit")) == 2
    assert len(await scene.messages()) == 1


async def test_an_answer_that_recalled_the_deal_no_longer_opens_it(scene: Scene) -> None:
    await kept(scene)

    async with scene.bot(StringCoach(recalling)):
        await scene.send(SITUATION)
        [message] = await scene.until_messages(1)
        await scene.tap(message, "Lemaire")
        card = (await scene.until_messages(2))[1]
        await scene.tap(card, "Effacer")
        sure = (await scene.until_events("edit", 1))[0]["message"]
        await scene.tap(sure, "Oui")
        await scene.until_events("edit", 2)
        await scene.tap(message, "Lemaire")
        shown = await scene.until_events("callback_answer", 4, None)

    assert shown[-1]["text"] == say("telegram.gone", Language.FR)
    assert "Zanzibaret" not in await scene.on_disk()


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_erasing_everything_takes_deals_and_open_questions_along(
    scene: Scene, user: int, language: Language
) -> None:
    deal = await kept(scene, user, notes="Quetzalcoutl")
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send("/forget", user)
        [what] = await scene.until_messages(1, user)
        await scene.tap(what, say("telegram.button_erase", language), user)
        sure = (await scene.until_messages(2, user))[1]
        await scene.tap_foreign(FieldTap(number=deal.number, field=Field.NOTES).pack(), user)
        await scene.until_messages(4, user)
        await scene.tap(sure, say("telegram.button_erase_yes", language), user)
        done = (await scene.until_messages(5, user))[4]["text"]
        await scene.send("Tenir le délai", user)
        await scene.until_messages(6, user)

    assert done == say("telegram.erased", language, count=0)
    assert await scene.journal.deals.count(str(user)) == 0
    assert "Quetzalcoutl" not in await scene.on_disk()
    assert [ask.texts for ask in coach.asks] == [("Tenir le délai",)]
    assert (await scene.journal.user(user, language)).pending == ""


@pytest.mark.parametrize(("user", "language"), USERS)
@pytest.mark.parametrize("held", [(3, "deals.forgotten", 0), (99, "deals.not_cleared", 90)])
async def test_a_forgetting_that_is_held_up_is_finished_without_the_user(
    scene: Scene,
    user: int,
    language: Language,
    held: tuple[int, str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deal, nudges = await kept(scene, user, conversation=0), Nudges()
    times, end, left = held
    held_up = HeldUp(scene.journal.deals, times)
    monkeypatch.setattr(scene.journal.deals, "forget", held_up)

    async with scene.bot(StringCoach(drafted), nudge=nudges):
        await scene.tap_foreign(DealTap(number=deal.number, do="forget").pack(), user)
        [told] = await scene.until_events("edit", 1, user)
        messages = await scene.until_messages(2, user)

    assert told["message"]["text"] == say("deals.clearing", language)
    assert messages[1]["text"] == say(end, language)
    assert held_up.left == left
    assert nudges.owners == [str(user)]
    assert (await scene.journal.user(user, language)).conversation == 1


async def test_a_held_up_erasure_of_everything_still_tells_that_the_deals_are_gone(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def held_up(owner: int) -> int:
        raise EraseUnfinished

    nudges = Nudges()
    monkeypatch.setattr(scene.journal, "erase", held_up)

    async with scene.bot(StringCoach(drafted), nudge=nudges):
        await scene.tap_foreign(EraseTap(step="yes").pack())
        told = (await scene.until_messages(2))[1]["text"]

    assert told == say("store.erase_unfinished", Language.FR)
    assert nudges.owners == [str(FRENCH)]


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_a_deal_forgotten_on_another_screen_is_not_found(
    scene: Scene, user: int, language: Language
) -> None:
    deal = await kept(scene, user)

    async with scene.bot(StringCoach(drafted)):
        await scene.tap_foreign(DealTap(number=deal.number, do="open").pack(), user)
        card = (await scene.until_events("edit", 1, user))[0]["message"]
        await scene.journal.deals.forget(deal.owner, deal.number)
        await scene.tap(card, say("deals.button_edit", language), user)
        shown = await scene.until_events("callback_answer", 2, None)

    assert shown[-1]["text"] == UnknownDeal().in_words(language)
