from dataclasses import replace

import pytest

from bot.coach.answer import Answer, Ask, PartKind
from bot.coach.journal import State
from bot.texts import say
from knowledge.card import Language
from tests.bot.telegram.scene import FRENCH, Scene, StringCoach
from tests.bot.telegram.values import answer, draft_answer, part

SITUATION = "Je vends à 48 000 €, elle demande 43 000 €, limite 44 000 €, rédige ma réponse."
SEEN = answer(part(PartKind.SECTION, "Tenir le prix", title="Objectif"))


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


async def test_stop_ends_the_model_and_keeps_what_was_shown(scene: Scene) -> None:
    coach = StringCoach(drafted, SEEN)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        await scene.control("stop", user=FRENCH)
        await scene.until_messages(1)
        await scene.until_quiet()
        [text] = await scene.texts()
        log = await scene.log()

    assert coach.cancelled == 1
    assert text.startswith("Objectif\nTenir le prix")
    assert say("telegram.cut_short", Language.FR) in text
    stopped = next(n for n, e in enumerate(log) if e["type"] == "draft" and e.get("stopped"))
    assert [e["type"] for e in log[stopped:] if e["type"] in ("draft", "message")] == [
        "draft",
        "message",
    ]
    [row] = await scene.rows()
    assert row.state is State.DELIVERED


async def test_stop_before_anything_was_shown_cancels_the_ask(scene: Scene) -> None:
    coach = StringCoach(drafted)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        await scene.control("stop", user=FRENCH)
        await scene.until_messages(1)
        await scene.until_quiet()

    assert await scene.texts() == [say("telegram.stopped", Language.FR)]
    [row] = await scene.rows()
    assert row.state is State.CANCELLED


async def test_cancel_stops_what_runs_and_drops_what_waits(scene: Scene) -> None:
    scene.stream = "off"
    coach = StringCoach(drafted)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_events("action", 1)
        await scene.send("J’achète des vis à 2,40 €, je propose 2,10 €, rédige ma demande.")
        await scene.until_messages(1)
        await scene.send("/cancel")
        await scene.until_messages(2)
        await scene.until_quiet()

    assert coach.cancelled == len(coach.asks) == 1
    assert (await scene.texts())[1:] == [say("telegram.stopped", Language.FR)]
    assert {row.state for row in await scene.rows()} == {State.CANCELLED}


async def test_cancel_with_nothing_to_stop_says_so(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.send("/cancel")
        await scene.until_messages(1)

    assert await scene.texts() == [say("telegram.nothing_to_stop", Language.FR)]


@pytest.mark.parametrize("command", ["/new", "/start"])
async def test_new_and_start_forget_the_conversation(scene: Scene, command: str) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_messages(1)
        await scene.send(command)
        await scene.until_messages(2)
        await scene.send("non, la limite est 43 500 €")
        await scene.until_messages(3)

    assert coach.asks[1].texts == ("non, la limite est 43 500 €",)


@pytest.mark.parametrize("command", ["/new", "/start"])
async def test_what_came_before_new_and_what_came_after_are_two_asks(
    scene: Scene, command: str
) -> None:
    scene.pace = replace(scene.pace, short_s=0.5, merge_s=0.5)
    other = "J’achète des vis à 2,40 €."
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.send(command)
        await scene.send(other)
        await scene.send("Je propose 2,10 €.")
        await scene.until_messages(3)
        await scene.until_quiet()

    assert [ask.texts for ask in coach.asks] == [(SITUATION,), (other, "Je propose 2,10 €.")]
    before, after = await scene.rows()
    assert before.conversation < after.conversation


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("/help", "telegram.help"),
        ("/privacy", "telegram.privacy"),
        ("/new", "telegram.new"),
        ("/nonsense", "telegram.unknown_command"),
    ],
)
async def test_a_command_is_answered_once_even_if_it_comes_twice(
    scene: Scene, command: str, sentence: str
) -> None:
    async with scene.bot(StringCoach(drafted)):
        update_id = await scene.send(command)
        await scene.until_messages(1)
        await scene.control("redeliver", update_id=update_id)
        await scene.until_quiet()

    assert await scene.texts() == [say(sentence, Language.FR).strip()]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("command", ["check", "read"])
async def test_the_menu_and_the_help_tell_of_a_command(
    scene: Scene, command: str, language: Language
) -> None:
    async with scene.bot(StringCoach(drafted)):
        profile = await scene.look("state")

    assert say(f"telegram.command_{command}", language) in str(profile)
    for sentence in ("telegram.help", "telegram.unknown_command"):
        assert f"/{command}" in say(sentence, language)


async def test_the_profile_is_set_in_both_languages(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        profile = await scene.look("state")

    assert say("telegram.short_description", Language.FR) in str(profile)
    assert say("telegram.short_description", Language.EN) in str(profile)
    assert say("telegram.command_privacy", Language.FR) in str(profile)
