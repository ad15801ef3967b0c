from collections.abc import Awaitable, Callable
from typing import Any, cast

from bot.coach.answer import Answer, Ask
from bot.coach.journal import Journal, State
from bot.store import SqlJournal
from bot.store.errors import StoreBusy
from bot.texts import say
from knowledge.card import Language
from tests.bot.telegram.scene import Scene, StringCoach
from tests.bot.telegram.values import draft_answer

SITUATION = "Je vends à 48 000 €, elle demande 43 000 €, limite 44 000 €, rédige ma réponse."


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


class BusyOnce:
    """A journal that is busy the first time that `step` is called."""

    def __init__(self, journal: SqlJournal, step: str) -> None:
        self._journal = journal
        self._step = step

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method: Callable[..., Awaitable[Any]] = getattr(self._journal, name)

        async def passed_on(*args: Any, **values: Any) -> Any:
            if name == self._step:
                self._step = ""
                raise StoreBusy
            return await method(*args, **values)

        return passed_on


def busy_once(scene: Scene, step: str) -> Journal:
    return cast(Journal, BusyOnce(scene.journal, step))


async def test_a_message_that_cannot_be_stored_is_refused_in_words(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted), busy_once(scene, "record")):
        await scene.send(SITUATION)
        await scene.until_messages(1)

    assert await scene.texts() == [say("store.busy", Language.FR)]


async def test_an_answer_that_cannot_be_stored_is_made_again_on_a_tap(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted), busy_once(scene, "answered")):
        await scene.send(SITUATION)
        [told] = await scene.until_messages(1)
        await scene.tap(told, "Réessayer")
        await scene.until_messages(2)
        await scene.until_quiet()
        texts = await scene.texts()

    assert texts[0] == say("store.busy", Language.FR)
    assert "Si trois ans" in texts[1]
    assert len(texts) == 2


async def test_a_delivery_that_cannot_be_noted_bothers_nobody(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted), busy_once(scene, "delivered")):
        await scene.send(SITUATION)
        await scene.until_messages(1)
        await scene.until_quiet()

    assert len(await scene.messages()) == 1
    assert [row.state for row in await scene.rows()] == [State.DELIVERED]
