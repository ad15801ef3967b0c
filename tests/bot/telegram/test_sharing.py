"""Showing an answer to a coach: off by default, seen before it is sent, sent after a yes only."""

import pytest

from bot.coach.coach import Coach
from bot.telegram.keyboards import ShareTap
from bot.texts import say
from knowledge.card import Language
from tests.bot.telegram.scene import ENGLISH, FRENCH, Scene, labels
from tests.bot.telegram.test_figures import LIMIT, SITUATION
from tests.fakes import AwayModel, Shelf

USERS = [(FRENCH, Language.FR), (ENGLISH, Language.EN)]


def real() -> Coach:
    return Coach(AwayModel(), Shelf())


async def test_nothing_can_be_shared_where_it_is_off(scene: Scene) -> None:
    async with scene.bot(real()):
        await scene.send(SITUATION[Language.FR])
        [message] = await scene.until_messages(1)
        assert say("practice.button", Language.FR) not in labels(message)
        await scene.tap_foreign(ShareTap(ask=1, step="yes").pack())
        await scene.until_events("callback_answer", 1, None)

    assert await scene.journal.shared() == ()


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_the_user_sees_the_words_and_only_a_yes_sends_them(
    scene: Scene, user: int, language: Language
) -> None:
    async with scene.bot(real(), review=True):
        await scene.send(SITUATION[language], user)
        [message] = await scene.until_messages(1, user)
        await scene.tap(message, say("practice.button", language), user)
        preview = (await scene.until_messages(2, user))[1]

        assert LIMIT[language] not in preview["text"]
        assert await scene.journal.shared() == ()

        await scene.tap(preview, say("practice.button_send", language), user)
        told = (await scene.until_messages(3, user))[2]

    [shared] = await scene.journal.shared()
    assert told["text"] == say("practice.sent", language)
    assert shared.asked[0] in preview["text"]
    assert shared.reply[:80] in preview["text"]


async def test_a_no_sends_nothing_and_a_second_yes_sends_nothing_twice(scene: Scene) -> None:
    async with scene.bot(real(), review=True):
        await scene.send(SITUATION[Language.FR])
        [message] = await scene.until_messages(1)
        await scene.tap(message, say("practice.button", Language.FR))
        preview = (await scene.until_messages(2))[1]
        await scene.tap(preview, say("practice.button_keep", Language.FR))
        await scene.until_events("callback_answer", 2, None)
        assert await scene.journal.shared() == ()
        for count in (3, 4):
            await scene.tap(preview, say("practice.button_send", Language.FR))
            await scene.until_messages(count)

    assert len(await scene.journal.shared()) == 1


async def test_what_was_shared_is_erased_with_the_rest(scene: Scene) -> None:
    async with scene.bot(real(), review=True):
        await scene.send(SITUATION[Language.FR])
        [message] = await scene.until_messages(1)
        await scene.tap(message, say("practice.button", Language.FR))
        preview = (await scene.until_messages(2))[1]
        await scene.tap(preview, say("practice.button_send", Language.FR))
        await scene.until_messages(3)
    await scene.journal.erase(FRENCH)

    assert await scene.journal.shared() == ()
    assert "2,40" not in await scene.on_disk()
