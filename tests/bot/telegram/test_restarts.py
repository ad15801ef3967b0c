import asyncio
import os
import signal
import sys
from dataclasses import replace
from typing import Any, cast

import pytest

from bot.coach.answer import Answer, Ask, PartKind
from bot.coach.journal import Journal, State
from bot.texts import say
from knowledge.card import Language
from tests.bot.telegram.crash import STEPS, DyingJournal, raise_killed
from tests.bot.telegram.scene import Killed, Scene, StringCoach
from tests.bot.telegram.values import answer, draft_answer, part

SITUATION = "Je vends à 48 000 €, elle demande 43 000 €, limite 44 000 €, rédige ma réponse."
TWICE = say("telegram.twice", Language.FR)


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


async def dies_in(scene: Scene, step: str, when: str, **desk: Any) -> None:
    """Serve one message with a bot that dies at this step."""
    journal = DyingJournal(scene.journal, step, when, raise_killed)
    try:
        async with scene.bot(StringCoach(drafted), cast(Journal, journal), **desk) as served:
            await scene.send(SITUATION)
            async with asyncio.timeout(10):
                while not journal.dead:  # noqa: ASYNC110 - the journal has no event to wait for
                    await asyncio.sleep(0.01)
            del served
    except Killed:
        pass


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_death_between_two_steps_loses_no_answer(
    scene: Scene, step: str, when: str
) -> None:
    await dies_in(scene, step, when)
    before = await scene.texts()

    async with scene.bot(StringCoach(drafted)):
        await scene.until_messages(1)
        await scene.until_quiet()
    texts = await scene.texts()

    [row] = await scene.rows()
    assert row.state is State.DELIVERED
    assert "Si trois ans" in texts[-1]
    in_doubt = (step, when) in (("sending", "after"), ("delivered", "before"))
    assert texts[-1].startswith(TWICE) is in_doubt
    resent = (step, when) == ("delivered", "before")
    assert len(texts) == (2 if resent else 1)
    assert len(before) == (1 if step == "delivered" else 0)


@pytest.mark.parametrize("step", ["record", "answered", "sending"])
async def test_kill_9_of_the_real_process_loses_no_answer(scene: Scene, step: str) -> None:
    await scene.send(SITUATION)
    process = await start_bot(scene, step)
    assert await process.wait() == -signal.SIGKILL
    assert await scene.texts() == []

    async with scene.bot(StringCoach(drafted)):
        await scene.until_messages(1)
        await scene.until_quiet()

    [text] = await scene.texts()
    assert "Si trois ans" in text
    assert text.startswith(TWICE) is (step == "sending")


async def start_bot(scene: Scene, step: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bot.telegram.killed_bot",
        scene.base,
        scene.sandbox.token,
        str(scene.database),
        step,
    )


async def test_unfinished_asks_are_taken_up_in_order(scene: Scene) -> None:
    def told(ask: Ask) -> Answer:
        return answer(part(PartKind.SECTION, ask.texts[0]))

    coach = StringCoach(told)
    coach.go.clear()
    scene.stream = "off"
    second = "J’achète des vis à 2,40 €, je propose 2,10 €, rédige ma demande."
    scene.pace = replace(scene.pace, drain_s=0.01)
    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_events("action", 1)
        await scene.send(second)
        await scene.until_messages(1)

    async with scene.bot(StringCoach(told)):
        await scene.until_messages(3)
        await scene.until_quiet()

    assert (await scene.texts())[1:] == [SITUATION, second]


async def test_sigterm_lets_the_answer_being_made_arrive(scene: Scene) -> None:
    coach = StringCoach(drafted)
    coach.go.clear()

    async with scene.bot(coach) as served:
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.1)
        assert not served.ended.is_set()
        coach.go.set()
        await served.ended.wait()

    assert len(await scene.messages()) == 1
    assert [row.state for row in await scene.rows()] == [State.DELIVERED]


async def test_what_the_drain_does_not_finish_is_taken_up_by_the_next_start(scene: Scene) -> None:
    coach = StringCoach(drafted)
    coach.go.clear()
    pace = scene.pace
    scene.pace = replace(pace, drain_s=0.05)
    async with scene.bot(coach) as served:
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        os.kill(os.getpid(), signal.SIGTERM)
        await served.ended.wait()
    assert [row.state for row in await scene.rows()] == [State.WAITING]

    scene.pace = pace
    async with scene.bot(StringCoach(drafted)):
        await scene.until_messages(1)
        await scene.until_quiet()

    assert len(await scene.messages()) == 1


async def test_the_bot_waits_for_a_server_that_is_not_there_yet(scene: Scene) -> None:
    await scene.fault("getMe", "cut", times=1)
    await scene.fault("getMe", "html", times=1)

    async with scene.bot(StringCoach(drafted)):
        await scene.send(SITUATION)
        await scene.until_messages(1)
