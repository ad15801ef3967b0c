"""The whole way, once: a tap on the example, the real coach, an obedient model, the sandbox."""

import pytest

from bot.coach.coach import Coach
from bot.coach.journal import State
from tests.bot.telegram.scene import FRENCH, Scene, button, labels
from tests.fakes import AwayModel, ScriptedModel, Shelf, echo_sentences


@pytest.mark.parametrize(("role", "limit"), [("Je vends", "45 000"), ("J’achète", "2,25")])
async def test_the_example_becomes_a_draft_and_its_limit_stays_private(
    scene: Scene, role: str, limit: str
) -> None:
    model = ScriptedModel(echo_sentences)

    async with scene.bot(Coach(model, Shelf())):
        await scene.send("/start")
        [welcome] = await scene.until_messages(1)
        await scene.tap(welcome, role)
        noted = (await scene.until_messages(2))[1]
        await scene.tap(noted, "exemple")
        message = (await scene.until_messages(3))[2]
        await scene.until_quiet()

    raw = message["text"].encode("utf-16-le")
    [pre] = [e for e in message["entities"] if e["type"] == "pre"]
    draft = raw[2 * pre["offset"] : 2 * (pre["offset"] + pre["length"])].decode("utf-16-le")
    assert draft.startswith("Bonjour")
    plain = draft.replace("\u202f", " ").replace("\u00a0", " ")
    assert limit not in plain
    assert limit not in model.read.replace("\u202f", " ").replace("\u00a0", " ")
    assert len(labels(message)) == 7
    [row] = await scene.rows()
    assert row.state is State.DELIVERED


async def test_without_a_model_the_answer_is_composed_and_the_tones_still_work(
    scene: Scene,
) -> None:
    async with scene.bot(Coach(AwayModel(), Shelf())):
        await scene.send("/start")
        [welcome] = await scene.until_messages(1)
        await scene.tap(welcome, "exemple")
        message = (await scene.until_messages(2))[1]
        await scene.tap(message, "Plus court")
        shorter = (await scene.until_messages(3))[2]
        await scene.until_quiet()

    assert button(shorter, "Pourquoi")
    assert [row.owner for row in await scene.rows()] == [FRENCH, FRENCH]
