"""A message to check and a message to read. The coach is real, without a model."""

from typing import Any

import pytest

from bot.coach.answer import Want
from bot.coach.coach import Coach
from bot.coach.journal import State
from bot.telegram.pending import Paste, read
from bot.texts import say
from knowledge.card import Language
from tests.bot.telegram.scene import ENGLISH, FRENCH, Event, Scene, StringCoach, button, labels
from tests.bot.telegram.values import answer, draft_answer
from tests.fakes import AwayModel, Shelf

USERS = [(FRENCH, Language.FR), (ENGLISH, Language.EN)]
SITUATION = {
    Language.FR: "Je vends des vannes. Elle demande 43 000 €, je propose 48 000 €, "
    "ma limite est de 45 250 €. Rédige ma réponse.",
    Language.EN: "I sell valves. She asks €43,000, I offer €48,000, my limit is €45,250. "
    "Draft my reply.",
}
LEAK = {
    Language.FR: "Bonjour,\nNous pouvons descendre à 45 250 €.\nCordialement",
    Language.EN: "Hello,\nWe can go down to €45,250.\nRegards",
}
CLEAN = {
    Language.FR: "Bonjour,\nMerci pour votre retour. Quand pouvons-nous en parler ?",
    Language.EN: "Hello,\nThank you for your answer. When can we talk about it?",
}
OFFER = {
    Language.FR: "Bonjour, notre prix passe à 48 € la pièce au 1er mars. Pouvez-vous confirmer "
    "avant vendredi ?",
    Language.EN: "Hello, our price goes up to €48 a piece from 1 March. Can you confirm before "
    "Friday?",
}
WISH = {
    Language.FR: "je veux 45 € la pièce, max 46 €",
    Language.EN: "I want €45 a piece, max €46",
}


def real() -> Coach:
    return Coach(AwayModel(), Shelf())


def drafted() -> StringCoach:
    return StringCoach(lambda ask: draft_answer("Bonjour,", "Si trois ans, alors ce prix."))


def copied(message: Event) -> str:
    return str(button(message, "📋")["copy_text"]["text"])


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_check_with_a_text_finds_the_users_own_limit_and_rewrites_it(
    scene: Scene, user: int, language: Language
) -> None:
    async with scene.bot(real()):
        await scene.send(SITUATION[language], user)
        await scene.until_messages(1, user)
        await scene.send(f"/check {LEAK[language]}", user)
        checked = (await scene.until_messages(2, user))[1]

    assert say("check.forbidden_one", language) in checked["text"]
    assert say("check.keep_private", language) in copied(checked)
    assert "45" not in copied(checked)
    assert button(checked, say("telegram.button_check", language))
    assert not any(say("telegram.button_shorter", language) in label for label in labels(checked))


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_the_button_under_a_draft_asks_for_the_message_even_across_a_restart(
    scene: Scene, user: int, language: Language
) -> None:
    async with scene.bot(real()):
        await scene.send(SITUATION[language], user)
        [message] = await scene.until_messages(1, user)
        await scene.tap(message, say("telegram.button_check", language), user)
        asked = (await scene.until_messages(2, user))[1]

    async with scene.bot(real()):
        await scene.send(LEAK[language], user)
        checked = (await scene.until_messages(3, user))[2]
        await scene.until_quiet()

    assert asked["text"] == say("check.paste", language)
    assert say("check.forbidden_one", language) in checked["text"]
    assert (await scene.journal.user(user, language)).pending == ""


async def test_check_alone_asks_and_a_clean_message_may_go(scene: Scene) -> None:
    async with scene.bot(real()):
        await scene.send("/check")
        await scene.until_messages(1)
        await scene.send(CLEAN[Language.FR])
        await scene.until_messages(2)
        await scene.until_quiet()

    asked, checked = await scene.texts()
    assert asked == say("check.paste", Language.FR)
    assert say("check.clear", Language.FR) in checked
    [row] = await scene.rows()
    assert (row.ask.want, row.ask.texts) == (Want.CHECK, (CLEAN[Language.FR],))


@pytest.mark.parametrize("command", ["/help", "/new", "/deals", "/cancel", "/read"])
async def test_a_command_in_between_cancels_the_check(scene: Scene, command: str) -> None:
    coach = drafted()

    async with scene.bot(coach):
        await scene.send("/check")
        await scene.until_messages(1)
        await scene.send(command)
        await scene.until_messages(2)
        await scene.send(CLEAN[Language.FR])
        await scene.until_messages(3)

    assert [ask.want for ask in coach.asks] == [Want.READ_MESSAGE if command == "/read" else None]


async def test_a_button_in_between_cancels_the_check(scene: Scene) -> None:
    coach = drafted()

    async with scene.bot(coach):
        await scene.send(SITUATION[Language.FR])
        [message] = await scene.until_messages(1)
        await scene.send("/check")
        await scene.until_messages(2)
        await scene.tap(message, "Pourquoi")
        await scene.until_messages(3)
        await scene.send("non, la limite est 44 000 €")
        await scene.until_messages(4)

    assert [ask.want for ask in coach.asks] == [None, None]


async def test_cancel_says_that_no_message_is_awaited_any_more(scene: Scene) -> None:
    async with scene.bot(drafted()):
        await scene.send("/check")
        await scene.until_messages(1)
        await scene.send("/cancel")
        await scene.until_messages(2)

    assert (await scene.texts())[1] == say("telegram.paste_left", Language.FR)


async def test_two_taps_on_check_ask_once(scene: Scene) -> None:
    async with scene.bot(drafted()):
        await scene.send(SITUATION[Language.FR])
        [message] = await scene.until_messages(1)
        await scene.tap(message, "Vérifier")
        await scene.until_messages(2)
        await scene.tap(message, "Vérifier")
        shown = (await scene.until_events("callback_answer", 2, None))[1]
        await scene.until_quiet()

    assert shown["text"] == say("deals.asked_above", Language.FR)
    assert len(await scene.messages()) == 2


async def test_a_checked_message_is_no_part_of_the_deal_afterwards(scene: Scene) -> None:
    coach = drafted()

    async with scene.bot(coach):
        await scene.send(SITUATION[Language.FR])
        await scene.until_messages(1)
        await scene.send(f"/check {LEAK[Language.FR]}")
        await scene.until_messages(2)
        await scene.send(f"/check {CLEAN[Language.FR]}")
        await scene.until_messages(3)
        await scene.send("non, ma limite est 44 000 €")
        await scene.until_messages(4)

    _, leak, clean, later = coach.asks
    assert leak.texts == (SITUATION[Language.FR], LEAK[Language.FR])
    assert clean.texts == (SITUATION[Language.FR], CLEAN[Language.FR])
    assert later.texts == (SITUATION[Language.FR], "non, ma limite est 44 000 €")
    assert later.want is None


async def test_what_follows_a_check_alone_begins_a_deal(scene: Scene) -> None:
    coach = drafted()

    async with scene.bot(coach):
        await scene.send(f"/check {LEAK[Language.FR]}")
        await scene.until_messages(1)
        await scene.send("non, ma limite est 44 000 €")
        await scene.until_messages(2)

    assert coach.asks[1].texts == ("non, ma limite est 44 000 €",)
    assert coach.asks[1].want is None


async def test_a_check_from_an_older_draft_is_made_against_its_own_deal(scene: Scene) -> None:
    coach = drafted()

    async with scene.bot(coach):
        await scene.send(SITUATION[Language.FR])
        [message] = await scene.until_messages(1)
        await scene.send("/new")
        await scene.until_messages(2)
        await scene.send("J’achète des vis à 2,40 €, je propose 2,10 €, rédige ma demande.")
        await scene.until_messages(3)
        await scene.tap(message, "Vérifier")
        await scene.until_messages(4)
        await scene.send(LEAK[Language.FR])
        await scene.until_messages(5)
        await scene.send("non, je propose 2,15 €")
        await scene.until_messages(6)

    assert coach.asks[2].texts == (SITUATION[Language.FR], LEAK[Language.FR])
    assert coach.asks[3].texts[0].startswith("J’achète des vis")


async def test_a_message_to_check_that_the_client_cut_is_checked_whole(scene: Scene) -> None:
    first, second = "Nous y tenons. " * 250, "Et nous vous remercions."
    coach = drafted()

    async with scene.bot(coach):
        await scene.send("/check")
        await scene.until_messages(1)
        await scene.send(first)
        await scene.send(second)
        await scene.until_messages(2)
        await scene.until_quiet()

    [ask] = coach.asks
    assert ask.texts == (f"{first.strip()}\n{second}",)
    assert ask.want is Want.CHECK


async def test_nothing_said_after_a_short_message_is_added_to_its_check(scene: Scene) -> None:
    coach = drafted()

    async with scene.bot(coach):
        await scene.send("/check Bonjour, voici notre offre.")
        await scene.send("Comment répondre à un ultimatum ?")
        await scene.until_messages(2)

    assert [ask.texts for ask in coach.asks] == [
        ("Bonjour, voici notre offre.",),
        ("Comment répondre à un ultimatum ?",),
    ]


async def test_a_check_that_comes_twice_counts_once(scene: Scene) -> None:
    async with scene.bot(drafted()):
        update_id = await scene.send(f"/check {LEAK[Language.FR]}")
        await scene.until_messages(1)
        await scene.control("redeliver", update_id=update_id)
        asked = await scene.send("/check")
        await scene.until_messages(2)
        await scene.control("redeliver", update_id=asked)
        await scene.until_quiet()

    assert [row.state for row in await scene.rows()] == [State.DELIVERED]
    assert len(await scene.messages()) == 2


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_a_read_message_and_what_one_wants_become_a_counter_offer(
    scene: Scene, user: int, language: Language
) -> None:
    async with scene.bot(real()):
        await scene.send("/read", user)
        await scene.until_messages(1, user)
        await scene.send(OFFER[language], user)
        reading = (await scene.until_messages(2, user))[1]
        await scene.send(WISH[language], user)
        offer = (await scene.until_messages(3, user))[2]
        await scene.until_quiet()

    asked = (await scene.texts(user))[0]
    assert asked == say("telegram.read_paste", language)
    assert say("reading.asks", language) in reading["text"]
    assert button(reading, say("telegram.button_check", language))
    first, second = [row for n in (1, 2) if (row := await scene.journal.ask(user, n))]
    assert second.answer is not None
    assert second.answer.want is Want.DRAFT
    assert second.answer.draft is not None
    assert second.answer.draft[:20] in offer["text"]
    assert "45" in second.answer.draft
    assert "46" not in second.answer.draft
    assert (first.ask.want, first.ask.received) == (Want.READ_MESSAGE, OFFER[language])
    assert (second.ask.want, second.ask.received) == (None, OFFER[language])
    assert second.conversation == first.conversation


@pytest.mark.parametrize("forwarded", [True, False])
async def test_two_prices_after_a_message_passed_on_alone_go_with_it(
    scene: Scene, *, forwarded: bool
) -> None:
    pasted = f"{OFFER[Language.FR]}\nCordialement,\nPaul Mercier"
    more: dict[str, Any] = {"forward_from": "Paul"} if forwarded else {}

    async with scene.bot(real()):
        await scene.send(pasted, **more)
        reading = (await scene.until_messages(1))[0]
        await scene.send(f"/check {CLEAN[Language.FR]}")
        await scene.until_messages(2)
        await scene.send(WISH[Language.FR])
        await scene.until_messages(3)
        await scene.until_quiet()

    assert say("reading.asks", Language.FR) in reading["text"]
    *_, last = await scene.rows()
    assert pasted in (last.ask.received, *last.ask.texts)
    assert last.ask.texts[-1] == WISH[Language.FR]


async def test_a_message_of_somebody_else_after_a_reading_begins_anew(scene: Scene) -> None:
    coach = StringCoach(lambda ask: answer(draft="Bonjour"))

    async with scene.bot(coach):
        await scene.send(f"/read {OFFER[Language.FR]}")
        await scene.until_messages(1)
        await scene.send("J’achète à Mme Durand, de Novatel : je propose 12 €, elle demande 14 €.")
        await scene.until_messages(2)

    assert coach.asks[1].received is None


async def test_a_message_to_read_may_be_forwarded(scene: Scene) -> None:
    coach = drafted()

    async with scene.bot(coach):
        await scene.send("/read")
        await scene.until_messages(1)
        await scene.send(OFFER[Language.FR], forward_from="Paul")
        await scene.until_messages(2)

    [ask] = coach.asks
    assert (ask.want, ask.received, ask.texts) == (Want.READ_MESSAGE, OFFER[Language.FR], ())
    assert (await scene.journal.user(FRENCH, Language.FR)).pending == ""


async def test_a_message_to_read_that_the_client_cut_is_read_whole(scene: Scene) -> None:
    first, second = "Notre prix monte. " * 220, "Merci de confirmer."
    coach = drafted()

    async with scene.bot(coach):
        await scene.send(f"/read {first}")
        await scene.send(second)
        await scene.until_messages(1)
        await scene.until_quiet()

    [ask] = coach.asks
    assert (ask.texts, ask.received) == ((), f"{first.strip()}\n{second}")


async def test_reading_opens_a_conversation_of_its_own(scene: Scene) -> None:
    coach = drafted()

    async with scene.bot(coach):
        await scene.send(SITUATION[Language.FR])
        await scene.until_messages(1)
        await scene.send(f"/read {OFFER[Language.FR]}")
        await scene.until_messages(2)

    assert coach.asks[1].texts == ()
    assert coach.asks[1].deal != coach.asks[0].deal
    assert (await scene.journal.user(FRENCH, Language.FR)).conversation == 1


@pytest.mark.parametrize("want", [Want.CHECK, Want.READ_MESSAGE])
def test_what_was_asked_for_is_read_as_it_was_written(want: Want) -> None:
    asked = Paste(want, 2**31, 2**52)

    assert read(asked.written) == asked
    assert len(asked.written) <= 64


@pytest.mark.parametrize("text", ["paste:check:x:1", "paste:check:1", "paste:prep:1:2", "check"])
def test_a_question_of_another_version_is_none(text: str) -> None:
    assert read(text) is None
