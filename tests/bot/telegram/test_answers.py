import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.coach.answer import Answer, Ask, PartKind
from bot.coach.errors import Unusable
from bot.coach.journal import State
from bot.telegram.split import units
from bot.texts import say
from knowledge.card import Language
from tests.bot.telegram.scene import ENGLISH, FRENCH, Scene, StringCoach, labels
from tests.bot.telegram.values import answer, draft_answer, part

DRAFT = draft_answer("Bonjour,", "Si trois ans, alors ce prix.")
ECHO = answer(DRAFT.parts[0])
SITUATION = "Je vends à 48 000 €, elle demande 43 000 €, limite 44 000 €, rédige ma réponse."


def drafted(ask: Ask) -> Answer:
    return DRAFT


def told(ask: Ask) -> Answer:
    """Return what was asked, so that the order of answers can be read."""
    return answer(part(PartKind.SECTION, " | ".join(ask.texts), title="Demande"))


async def test_an_answer_is_one_message_with_its_draft_to_copy(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.send(SITUATION)
        await scene.until_messages(1)
        await scene.until_quiet()
        [message] = await scene.messages()

    assert "Si trois ans" in message["text"]
    assert "pre" in {e["type"] for e in message["entities"]}
    assert len(labels(message)) == 7
    [row] = await scene.rows()
    assert row.state is State.DELIVERED
    assert row.message_ids == (message["message_id"],)


async def test_frames_of_a_draft_keep_their_distance_and_end_before_the_message(
    scene: Scene,
) -> None:
    coach = StringCoach(drafted)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        coach.partial = ()
        coach.go.set()
        await scene.until_quiet()
        log = [e for e in await scene.log() if e["type"] in ("draft", "message")]

    frames = [e for e in log if e["type"] == "draft"]
    assert {e["draft_id"] for e in frames} == {frames[0]["draft_id"]}
    assert 0 < frames[0]["draft_id"] < 2**63
    assert all(e["can_stop"] for e in frames)
    assert log[-1]["type"] == "message"


async def test_a_frame_in_flight_is_awaited_before_the_message(scene: Scene) -> None:
    coach = StringCoach(drafted, ECHO)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.fault("sendMessageDraft", "delay", seconds=0.6)
        await scene.send(SITUATION)
        await scene.until_events("fault", 1)
        coach.go.set()
        await scene.until_messages(1)
        await asyncio.sleep(0.8)
        log = [e["type"] for e in await scene.log() if e["type"] in ("draft", "message")]

    assert log == ["draft", "message"]


class GrowingCoach(StringCoach):
    """Shows more every few milliseconds, far faster than frames may be sent."""

    async def answer(self, ask: Ask, show: object) -> Answer:
        assert callable(show)
        for number in range(60):
            await show(answer(part(PartKind.SECTION, "mot " * (number + 1))))
            await asyncio.sleep(0.01)
        return DRAFT


async def test_a_quick_writer_is_shown_at_the_pace_telegram_allows(scene: Scene) -> None:
    async with scene.bot(GrowingCoach(drafted)):
        await scene.send(SITUATION)
        await scene.until_messages(1)
        await scene.until_quiet()
        frames = await scene.events("draft")

    times = [e["time"] for e in frames]
    assert len(frames) >= 3
    assert all(b - a >= scene.pace.frame_s for a, b in pairwise(times))
    lengths = [len(e["text"]) for e in frames]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == len(lengths)


async def test_an_unchanged_draft_is_shown_again_only_to_keep_it_alive(scene: Scene) -> None:
    scene.pace = replace(scene.pace, alive_s=0.5, frame_s=0.02)
    coach = StringCoach(drafted, ECHO)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.send(SITUATION)
        frames = await scene.until_events("draft", 3)
        coach.go.set()
        await scene.until_messages(1)

    times = [e["time"] for e in frames]
    assert all(b - a >= 0.5 for a, b in pairwise(times))
    assert len({e["text"] for e in frames}) == 1


async def test_without_drafts_a_typing_sign_comes_before_the_message(scene: Scene) -> None:
    scene.stream = "off"
    coach = StringCoach(drafted, ECHO)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_events("action", 2)
        coach.go.set()
        await scene.until_messages(1)
        await scene.until_quiet()

    assert await scene.events("draft") == []
    assert len(await scene.messages()) == 1


async def test_a_long_answer_comes_in_parts_with_buttons_on_the_last(scene: Scene) -> None:
    letter = "Nous tenons à vous répondre. 😀 " * 100
    brief = part(PartKind.SECTION, "Un point à préparer. " * 150, title="Objectif")
    long = answer(
        brief, part(PartKind.DRAFT, letter, title="À envoyer"), draft=letter, citations=("D15",)
    )

    async with scene.bot(StringCoach(lambda ask: long)):
        await scene.send(SITUATION)
        await scene.until_messages(2)
        await scene.until_quiet()
        first, last = await scene.messages()

    assert units(first["text"]) <= 4096
    assert units(last["text"]) <= 4096
    assert labels(first) == []
    assert len(labels(last)) == 6
    [row] = await scene.rows()
    assert row.message_ids == (first["message_id"], last["message_id"])


async def test_what_cannot_be_used_is_answered_with_what_to_do(scene: Scene) -> None:
    def refuse(ask: Ask) -> Answer:
        raise Unusable("coach.no_words")

    async with scene.bot(StringCoach(refuse)):
        await scene.send("12 34")
        await scene.until_quiet()
        [text] = await scene.texts()

    assert say("coach.no_words", Language.FR) in text
    [row] = await scene.rows()
    assert row.state is State.DELIVERED


async def test_a_failure_is_told_and_the_ask_can_be_tried_again(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(ask: Ask) -> Answer:
        raise ZeroDivisionError("48 000")

    coach = StringCoach(fail)
    async with scene.bot(coach):
        await scene.send(SITUATION)
        [message] = await scene.until_messages(1)
        coach.make = drafted
        await scene.tap(message, "Réessayer")
        await scene.until_quiet()
        texts = await scene.texts()

    assert "ZeroDivisionError" in caplog.text
    assert "48 000" not in caplog.text
    assert texts[0] == say("telegram.failed", Language.FR)
    assert len(texts) == 2
    assert "Si trois ans" in texts[1]


async def test_two_users_are_answered_at_once_and_each_gets_their_own(scene: Scene) -> None:
    coach = StringCoach(told)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.send("Je vends des vis", FRENCH)
        await scene.send("I sell screws", ENGLISH)
        await scene.until_events("draft", 1, FRENCH)
        await scene.until_events("draft", 1, ENGLISH)
        coach.go.set()
        await scene.until_messages(1, FRENCH)
        await scene.until_messages(1, ENGLISH)
        await scene.until_quiet()

    assert await scene.texts(FRENCH) == ["Demande\nJe vends des vis"]
    assert await scene.texts(ENGLISH) == ["Demande\nI sell screws"]


async def test_parts_of_a_pasted_text_become_one_ask(scene: Scene) -> None:
    scene.pace = replace(scene.pace, merge_s=0.5)
    text = "mot " * 1500 + "la fin."
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send(text)
        await scene.until_messages(1)
        await scene.until_quiet()

    [ask] = coach.asks
    assert len(await scene.events("user")) == 2
    [whole] = ask.texts
    assert whole.split() == text.split()
    assert len(await scene.messages()) == 1


async def test_a_forwarded_message_is_the_counterparts(scene: Scene) -> None:
    scene.pace = replace(scene.pace, merge_s=0.5)
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send("Réponds-lui que trois ans me vont")
        await scene.send("Nous attendons 15 % de remise.", forward_from="M. Durand")
        await scene.until_messages(1)

    [ask] = coach.asks
    assert ask.texts == ("Réponds-lui que trois ans me vont",)
    assert ask.received == "Nous attendons 15 % de remise."


async def test_a_correction_continues_the_conversation_and_a_new_situation_does_not(
    scene: Scene,
) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_messages(1)
        await scene.send("non, la limite est 43 500 €")
        await scene.until_messages(2)
        await scene.send("J’achète des vis à 2,40 €, je propose 2,10 €, rédige ma demande.")
        await scene.until_messages(3)

    first, second, third = coach.asks
    assert second.texts == (*first.texts, "non, la limite est 43 500 €")
    assert len(third.texts) == 1
    conversations = [row.conversation for row in await scene.rows()]
    assert conversations[0] == conversations[1] < conversations[2]


async def test_a_second_message_is_kept_and_answered_after_the_first(scene: Scene) -> None:
    coach = StringCoach(told, ECHO)
    coach.go.clear()
    other = "J’achète des vis à 2,40 €, je propose 2,10 €, rédige ma demande."

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        await scene.send(other)
        await scene.until_messages(1)
        frames = len(await scene.events("draft"))
        await scene.send("et je peux m’engager sur 12 mois")
        await scene.until_events("draft", frames + 1)
        coach.go.set()
        await scene.until_messages(3)
        await scene.until_quiet()
        texts = await scene.texts()

    assert texts[0] == say("telegram.queued", Language.FR)
    assert texts[1:] == [
        f"Demande\n{SITUATION}",
        f"Demande\n{other} | et je peux m’engager sur 12 mois",
    ]


async def test_a_repeated_update_is_answered_once(scene: Scene) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        update_id = await scene.send(SITUATION)
        await scene.until_messages(1)
        await scene.control("redeliver", update_id=update_id)
        await scene.send("/help")
        await scene.until_messages(2)
        await scene.until_quiet()

    assert len(coach.asks) == 1
    [row] = await scene.rows()
    assert row.conversation == (await scene.journal.user(FRENCH, Language.FR)).conversation
