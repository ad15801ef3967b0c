from typing import Any

import pytest

from bot.coach.answer import Answer, Ask, PartKind
from bot.coach.journal import State
from bot.texts import say
from knowledge.card import Language
from tests.bot.telegram.scene import FRENCH, Scene, StringCoach, labels
from tests.bot.telegram.values import answer, draft_answer, part

SITUATION = "Je vends à 48 000 €, elle demande 43 000 €, limite 44 000 €, rédige ma réponse."
TWICE = say("telegram.twice", Language.FR)


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


def long(ask: Ask) -> Answer:
    return answer(*(part(PartKind.SECTION, f"{n} " + "mot " * 900) for n in (1, 2, 3)))


async def test_a_lost_reply_is_sent_again_and_says_so(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.fault("sendMessage", "lost")
        await scene.send(SITUATION)
        await scene.until_messages(2)
        await scene.until_quiet()
        first, second = await scene.texts()

    assert TWICE not in first
    assert second == f"{TWICE}\n\n{first}"
    [row] = await scene.rows()
    assert row.state is State.DELIVERED
    assert row.doubtful


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("cut", {}),
        ("500", {}),
        ("html", {}),
        ("error", {"code": 502, "description": "Bad Gateway"}),
    ],
)
async def test_a_send_that_may_have_arrived_is_sent_again_and_says_so(
    scene: Scene, kind: str, more: dict[str, Any]
) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.fault("sendMessage", kind, **more)
        await scene.send(SITUATION)
        await scene.until_messages(1)
        await scene.until_quiet()
        [text] = await scene.texts()

    assert text.startswith(TWICE)
    assert "Si trois ans" in text


async def test_a_429_is_waited_out_and_nothing_is_sent_meanwhile(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.fault("sendMessage", "429", retry_after=1)
        await scene.send(SITUATION)
        await scene.until_messages(1)
        await scene.until_quiet()
        [message] = await scene.messages()
        log = await scene.log()

    assert TWICE not in message["text"]
    assert "pre" in {e["type"] for e in message["entities"]}
    refused = next(n for n, e in enumerate(log) if e["type"] == "fault")
    sent = next(n for n, e in enumerate(log) if e["type"] == "message")
    assert log[sent]["time"] - log[refused]["time"] >= 1
    assert not [e for e in log[refused + 1 : sent] if e["type"] in ("draft", "action")]


async def test_a_429_on_a_draft_drops_frames_and_holds_the_final_message(scene: Scene) -> None:
    coach = StringCoach(drafted, answer(part(PartKind.SECTION, "Tenir le prix")))
    coach.go.clear()

    async with scene.bot(coach):
        await scene.fault("sendMessageDraft", "429", retry_after=1)
        await scene.send(SITUATION)
        await scene.until_events("fault", 1, None)
        coach.go.set()
        await scene.until_messages(1)
        log = await scene.log()

    refused = next(e for e in log if e["type"] == "fault")
    after = [e for e in log if e["type"] in ("draft", "message") and e["id"] > refused["id"]]
    assert after[0]["time"] - refused["time"] >= 1
    assert after[-1]["type"] == "message"


async def test_a_draft_goes_on_after_a_429(scene: Scene) -> None:
    coach = StringCoach(drafted, answer(part(PartKind.SECTION, "Tenir le prix")))
    coach.go.clear()

    async with scene.bot(coach):
        await scene.fault("sendMessageDraft", "429", retry_after=1)
        await scene.send(SITUATION)
        [frame] = await scene.until_events("draft", 1)
        coach.go.set()
        await scene.until_messages(1)

    assert frame["text"] == "Tenir le prix"


async def test_refused_entities_are_left_out_rather_than_the_answer(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.fault(
            "sendMessage", "error", code=400, description="Bad Request: can't parse entities"
        )
        await scene.send(SITUATION)
        [message] = await scene.until_messages(1)

    assert "Si trois ans" in message["text"]
    assert not message.get("entities")
    assert len(labels(message)) == 7


async def test_a_user_who_blocked_the_bot_closes_the_ask(scene: Scene) -> None:
    coach = StringCoach(drafted)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        await scene.control("block", user=FRENCH, blocked=True)
        coach.go.set()
        await scene.until_quiet()

    assert [row.state for row in await scene.rows()] == [State.CANCELLED]
    assert len(coach.asks) == 1


async def test_of_several_parts_only_those_not_known_to_have_arrived_are_sent_again(
    scene: Scene,
) -> None:
    async with scene.bot(StringCoach(long)):
        await scene.fault("sendMessage", "delay", seconds=0)
        await scene.fault("sendMessage", "lost")
        await scene.send(SITUATION)
        await scene.until_messages(4)
        await scene.until_quiet()
        texts = await scene.texts()

    starts = [text.removeprefix(TWICE).strip()[0] for text in texts]
    assert starts == ["1", "2", "2", "3"]
    assert [text.startswith(TWICE) for text in texts] == [False, False, True, False]
    [row] = await scene.rows()
    assert len(row.message_ids) == 3


@pytest.mark.parametrize("kind", ["cut", "html", "500"])
async def test_a_lost_frame_changes_nothing_of_the_answer(scene: Scene, kind: str) -> None:
    coach = StringCoach(drafted, answer(part(PartKind.SECTION, "Tenir le prix")))
    coach.go.clear()

    async with scene.bot(coach):
        await scene.fault("sendMessageDraft", kind)
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        coach.go.set()
        await scene.until_messages(1)
        await scene.until_quiet()

    assert len(await scene.messages()) == 1
