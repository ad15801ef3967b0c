from dataclasses import replace

import pytest

from bot.coach.answer import Answer, Ask, PartKind, Tone
from bot.coach.journal import State
from bot.telegram.keyboards import ToneTap
from bot.texts import say
from knowledge.card import Language, Role
from tests.bot.telegram.scene import ENGLISH, FRENCH, Scene, StringCoach, button, labels
from tests.bot.telegram.values import answer, draft_answer, part

SITUATION = "Je vends à 48 000 €, elle demande 43 000 €, limite 44 000 €, rédige ma réponse."
LONG = "Nous tenons à travailler avec vous dans la durée. " * 8


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", f"Ton : {ask.tone.value}.")


def asked(ask: Ask) -> Answer:
    if ask.draft_now:
        return drafted(ask)
    questions = ("Que demande votre interlocuteur ?",)
    return answer(part(PartKind.QUESTIONS, *questions), questions=questions)


@pytest.mark.parametrize(
    ("label", "tone"),
    [
        ("Plus court", Tone.SHORTER),
        ("Plus chaleureux", Tone.WARMER),
        ("Plus ferme", Tone.FIRMER),
    ],
)
async def test_a_tone_button_asks_the_same_once_more_in_that_tone(
    scene: Scene, label: str, tone: Tone
) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send(SITUATION)
        [message] = await scene.until_messages(1)
        await scene.tap(message, label)
        await scene.until_messages(2)
        await scene.until_quiet()

    assert [ask.tone for ask in coach.asks] == [Tone.PLAIN, tone]
    assert coach.asks[1].texts == (SITUATION,)
    log = await scene.log()
    kinds = [e["type"] for e in log if e["type"] in ("callback_answer", "message")]
    assert kinds == ["message", "callback_answer", "message"]


async def test_draft_it_now_drafts_without_the_answers_to_the_questions(scene: Scene) -> None:
    coach = StringCoach(asked)

    async with scene.bot(coach):
        await scene.send("Je vends des vis")
        [message] = await scene.until_messages(1)
        await scene.tap(message, "Rédiger maintenant")
        await scene.until_messages(2)

    assert [ask.draft_now for ask in coach.asks] == [False, True]


async def test_why_shows_the_cards_and_their_sources(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.send(SITUATION)
        [message] = await scene.until_messages(1)
        await scene.tap(message, "Pourquoi")
        text = (await scene.until_messages(2))[1]["text"]

    assert "D15 · Card D15" in text
    assert "Composed for the tests" in text


async def test_a_long_draft_is_sent_alone_to_be_copied(scene: Scene) -> None:
    async with scene.bot(StringCoach(lambda ask: draft_answer(LONG))):
        await scene.send(SITUATION)
        [message] = await scene.until_messages(1)
        await scene.tap(message, "Copier")
        copied = (await scene.until_messages(2))[1]

    assert copied["text"] == LONG.strip()
    [entity] = copied["entities"]
    assert entity["type"] == "pre"
    assert labels(copied) == []


async def test_a_short_draft_is_copied_by_the_button(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.send(SITUATION)
        [message] = await scene.until_messages(1)

    assert button(message, "Copier")["copy_text"] == {"text": "Bonjour,\n\nTon : plain."}


async def test_buttons_work_after_a_restart(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.send(SITUATION)
        [message] = await scene.until_messages(1)

    coach = StringCoach(drafted)
    async with scene.bot(coach):
        await scene.tap(message, "Plus ferme")
        await scene.until_messages(2)

    assert [ask.tone for ask in coach.asks] == [Tone.FIRMER]


@pytest.mark.parametrize("data", ["nonsense", ToneTap(tone=Tone.SHORTER, ask=999).pack()])
async def test_an_unknown_or_stale_button_is_answered_in_words(scene: Scene, data: str) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.tap_foreign(data)
        [shown] = await scene.until_events("callback_answer", 1, None)

    assert shown["text"] == say("telegram.gone", Language.FR)


async def test_a_button_of_another_user_finds_nothing(scene: Scene) -> None:
    coach = StringCoach(lambda ask: replace(drafted(ask), language=ask.default_language))

    async with scene.bot(coach):
        await scene.send(SITUATION, FRENCH)
        await scene.until_messages(1, FRENCH)
        await scene.tap_foreign(ToneTap(tone=Tone.SHORTER, ask=1).pack(), ENGLISH)
        [shown] = await scene.until_events("callback_answer", 1, None)

    assert shown["text"] == say("telegram.gone", Language.EN)
    assert len(coach.asks) == 1


async def test_two_taps_on_the_same_button_are_one_ask(scene: Scene) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send(SITUATION)
        [message] = await scene.until_messages(1)
        coach.go.clear()
        await scene.tap(message, "Plus court")
        await scene.tap(message, "Plus court")
        await scene.until_events("callback_answer", 2, None)
        coach.go.set()
        await scene.until_messages(2)
        await scene.until_quiet()

    assert len(coach.asks) == 2


async def test_start_speaks_the_clients_language_and_its_example_runs(scene: Scene) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send("/start", ENGLISH)
        [english] = await scene.until_messages(1, ENGLISH)
        await scene.send("/start", FRENCH)
        [french] = await scene.until_messages(1, FRENCH)
        await scene.tap(french, "exemple")
        await scene.until_messages(2, FRENCH)

    assert english["text"] == say("telegram.welcome", Language.EN).strip()
    assert french["text"] == say("telegram.welcome", Language.FR).strip()
    [ask] = coach.asks
    assert ask.texts == (say("telegram.example_seller", Language.FR),)
    assert (await scene.journal.user(FRENCH, Language.FR)).role is None


async def test_the_role_can_be_chosen_again_and_counts_for_the_next_ask(scene: Scene) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send("/start")
        [welcome] = await scene.until_messages(1)
        await scene.tap(welcome, "Je vends")
        await scene.until_messages(2)
        await scene.tap(welcome, "J’achète")
        await scene.until_messages(3)
        await scene.send("Prépare mon appel avec Novatel")
        await scene.until_messages(4)

    assert coach.asks[0].default_role is Role.BUYER


async def test_erasing_asks_first_and_then_leaves_nothing(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.send(SITUATION)
        await scene.until_messages(1)
        await scene.send("/privacy")
        privacy = (await scene.until_messages(2))[1]
        await scene.tap(privacy, "Tout effacer")
        sure = (await scene.until_messages(3))[2]
        assert [row.state for row in await scene.rows()] == [State.DELIVERED]
        await scene.tap(sure, "Oui")
        done = (await scene.until_messages(4))[3]

    assert done["text"] == say("telegram.erased", Language.FR, count=1)
    assert await scene.rows() == []
    assert "48 000" not in await scene.on_disk()


async def test_erasing_stops_the_answer_being_made(scene: Scene) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.send("/privacy")
        [privacy] = await scene.until_messages(1)
        await scene.tap(privacy, "Tout effacer")
        sure = (await scene.until_messages(2))[1]
        coach.go.clear()
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        await scene.tap(sure, "Oui")
        await scene.until_messages(3)
        await scene.until_quiet()

    assert coach.cancelled == 1
    assert await scene.rows() == []
    assert len(await scene.messages()) == 3
