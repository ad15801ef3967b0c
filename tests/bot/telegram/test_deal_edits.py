"""A field of a deal corrected: the button asks, the next message is the new text."""

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bot.coach.answer import Answer, Ask
from bot.telegram.deal_buttons import DealTap, FieldTap
from bot.telegram.pending import Field
from bot.texts import say
from knowledge.card import Language
from knowledge.deals import PastDeal
from knowledge.errors import UnknownDeal
from tests.bot.telegram.scene import ENGLISH, FRENCH, Nudges, Scene, StringCoach, button
from tests.bot.telegram.values import draft_answer, past_deal

SITUATION = "Je vends à 48 000 €, elle demande 43 000 €, limite 44 000 €, rédige ma réponse."
USERS = [(FRENCH, Language.FR), (ENGLISH, Language.EN)]


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


async def kept(scene: Scene, user: int = FRENCH, **fields: Any) -> PastDeal:
    return await scene.journal.deals.add(past_deal("a", owner=str(user), **fields))


async def asked_for(scene: Scene, deal: PastDeal, field: Field, user: int = FRENCH) -> str:
    """Tap the field's button; return the question that the bot asks."""
    before = len(await scene.messages(user))
    await scene.tap_foreign(FieldTap(number=deal.number, field=field).pack(), user)
    return str((await scene.until_messages(before + 2, user))[-1]["text"])


async def pending_of(scene: Scene, user: int = FRENCH) -> str:
    return (await scene.journal.user(user, Language.FR)).pending


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_the_next_message_is_the_new_text_of_the_field(
    scene: Scene, user: int, language: Language
) -> None:
    deal = await kept(scene, user)
    coach, nudges = StringCoach(drafted), Nudges()

    async with scene.bot(coach, nudge=nudges):
        await scene.send("/deals", user)
        [page] = await scene.until_messages(1, user)
        await scene.tap(page, "Lemaire", user)
        card = (await scene.until_events("edit", 1, user))[0]["message"]
        await scene.tap(card, say("deals.button_edit", language), user)
        fields = (await scene.until_events("edit", 2, user))[1]["message"]
        await scene.tap(fields, say("deals.field_notes", language), user)
        question = (await scene.until_messages(2, user))[1]
        await scene.send("Appeler Paul d’abord", user)
        saved = (await scene.until_messages(3, user))[2]

    assert question["text"] == say("deals.ask_notes", language)
    assert saved["text"].startswith(say("deals.saved", language))
    assert "Appeler Paul d’abord" in saved["text"]
    assert button(saved, say("deals.button_list", language))
    stored = await scene.journal.deals.deal(str(user), deal.number)
    assert stored.notes == "Appeler Paul d’abord"
    assert coach.asks == []
    assert nudges.owners == [str(user)]
    assert await pending_of(scene, user) == ""


@pytest.mark.parametrize(
    ("field", "text", "name", "stored"),
    [
        (Field.COUNTERPART, " Jean\nLemaire ", "counterpart", "Jean Lemaire"),
        (Field.SUBJECT, "—", "subject", ""),
        (Field.FIGURES, "• 1 240 € la tonne\n\n- 12 mois", "figures", None),
        (Field.OUTCOME, "Signé <b>12 mois</b>", "outcome", "Signé <b>12 mois</b>"),
        (Field.LESSON, "🧭 Tenir", "lesson", "🧭 Tenir"),
        (Field.DAY, "14 mars", "day", date(2026, 3, 14)),
        (Field.DAY, "29/02/2024", "day", date(2024, 2, 29)),
    ],
)
async def test_each_field_takes_what_a_person_writes(
    scene: Scene, field: Field, text: str, name: str, stored: object
) -> None:
    deal = await kept(scene)

    async with scene.bot(StringCoach(drafted)):
        await asked_for(scene, deal, field)
        await scene.send(text)
        await scene.until_messages(3)

    found = await scene.journal.deals.deal(deal.owner, deal.number)
    expected = ("1 240 € la tonne", "12 mois") if stored is None else stored
    assert getattr(found, name) == expected


@dataclass(frozen=True)
class Misfit:
    """What cannot be the text of a field, and the sentence that says so."""

    field: Field
    text: str
    sentence: str
    most: str = ""


@pytest.mark.parametrize(("user", "language"), USERS)
@pytest.mark.parametrize(
    "misfit",
    [
        Misfit(Field.DAY, "quand il fera beau", "bad_day"),
        Misfit(Field.DAY, "14/03/2031", "future_day"),
        Misfit(Field.SUBJECT, "t" * 201, "too_long", "200"),
        Misfit(Field.FIGURES, "1 €\n" * 21, "too_many", "20"),
    ],
    ids=lambda misfit: misfit.sentence,
)
async def test_what_does_not_fit_is_said_and_the_question_stays(
    scene: Scene, user: int, language: Language, misfit: Misfit
) -> None:
    deal = await kept(scene, user)

    async with scene.bot(StringCoach(drafted)):
        await asked_for(scene, deal, misfit.field, user)
        await scene.send(misfit.text, user)
        told = (await scene.until_messages(3, user))[2]["text"]
        await scene.send("14/03/2024", user)
        await scene.until_messages(4, user)

    assert told == say(f"deals.{misfit.sentence}", language, most=misfit.most)
    assert await scene.journal.deals.deal(deal.owner, deal.number) != deal


@pytest.mark.parametrize(
    ("command", "sentence"), [("/cancel", "deals.left"), ("/help", "telegram.help")]
)
@pytest.mark.parametrize(("user", "language"), USERS)
async def test_a_command_ends_the_question(
    scene: Scene, user: int, language: Language, command: str, sentence: str
) -> None:
    deal = await kept(scene, user)
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await asked_for(scene, deal, Field.NOTES, user)
        await scene.send(command, user)
        told = (await scene.until_messages(3, user))[2]["text"]
        await scene.send(SITUATION, user)
        await scene.until_messages(4, user)

    assert told == say(sentence, language).strip()
    assert [ask.texts for ask in coach.asks] == [(SITUATION,)]
    assert await scene.journal.deals.deal(deal.owner, deal.number) == deal


async def test_cancelling_a_question_lets_the_answer_being_made_go_on(scene: Scene) -> None:
    deal = await kept(scene)
    coach = StringCoach(drafted)
    coach.go.clear()

    async with scene.bot(coach):
        await scene.send(SITUATION)
        await scene.until_events("draft", 1)
        await asked_for(scene, deal, Field.NOTES)
        await scene.send("/cancel")
        told = await scene.until_messages(3)
        coach.go.set()
        await scene.until_messages(4)

    assert told[2]["text"] == say("deals.left", Language.FR)
    assert coach.cancelled == 0


async def test_a_picture_leaves_the_question_open(scene: Scene) -> None:
    deal = await kept(scene)

    async with scene.bot(StringCoach(drafted)):
        await asked_for(scene, deal, Field.LESSON)
        await scene.control("photo", user=FRENCH)
        await scene.until_messages(3)
        await scene.send("Tenir le délai")
        await scene.until_messages(4)

    assert (await scene.journal.deals.deal(deal.owner, deal.number)).lesson == "Tenir le délai"


async def test_a_forwarded_message_is_no_answer_to_the_question(scene: Scene) -> None:
    deal = await kept(scene)
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await asked_for(scene, deal, Field.NOTES)
        await scene.send("Nous passons à 1 180 €/t.", forward_from="Marta")
        await scene.until_messages(3)

    assert [ask.received for ask in coach.asks] == ["Nous passons à 1 180 €/t."]
    assert await scene.journal.deals.deal(deal.owner, deal.number) == deal


async def test_of_two_messages_at_once_the_first_is_the_answer(scene: Scene) -> None:
    deal = await kept(scene)
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await asked_for(scene, deal, Field.LESSON)
        await scene.send("Tenir le délai")
        await scene.send(SITUATION)
        await scene.until_messages(4)
        await scene.until_quiet()

    assert (await scene.journal.deals.deal(deal.owner, deal.number)).lesson == "Tenir le délai"
    assert [ask.texts for ask in coach.asks] == [(SITUATION,)]


async def test_a_double_tap_asks_once(scene: Scene) -> None:
    deal = await kept(scene)

    async with scene.bot(StringCoach(drafted)):
        await scene.tap_foreign(DealTap(number=deal.number, do="edit").pack())
        fields = (await scene.until_events("edit", 1))[0]["message"]
        await scene.tap(fields, "Leçon")
        await scene.tap(fields, "Leçon")
        shown = await scene.until_events("callback_answer", 3, None)
        await scene.send("Tenir le délai")
        await scene.until_messages(3)
        await scene.until_quiet()

    assert shown[-1]["text"] == say("deals.asked_above", Language.FR)
    assert (await scene.texts()).count(say("deals.ask_lesson", Language.FR)) == 1
    assert (await scene.journal.deals.deal(deal.owner, deal.number)).lesson == "Tenir le délai"


async def test_the_question_survives_a_restart(scene: Scene) -> None:
    deal = await kept(scene)
    async with scene.bot(StringCoach(drafted)):
        await asked_for(scene, deal, Field.LESSON)

    coach = StringCoach(drafted)
    async with scene.bot(coach):
        await scene.send("Tenir le délai")
        await scene.until_messages(3)

    assert (await scene.journal.deals.deal(deal.owner, deal.number)).lesson == "Tenir le délai"
    assert coach.asks == []


async def test_a_message_that_comes_twice_answers_once(scene: Scene) -> None:
    deal = await kept(scene)
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await asked_for(scene, deal, Field.LESSON)
        update_id = await scene.send("Tenir le délai")
        await scene.until_messages(3)
        await scene.control("redeliver", update_id=update_id)
        await scene.until_quiet()

    assert len(await scene.messages()) == 3
    assert coach.asks == []


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_an_answer_about_a_deal_forgotten_meanwhile_finds_none(
    scene: Scene, user: int, language: Language
) -> None:
    deal = await kept(scene, user)
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await asked_for(scene, deal, Field.LESSON, user)
        await scene.journal.deals.forget(deal.owner, deal.number)
        await scene.send("Tenir le délai", user)
        told = (await scene.until_messages(3, user))[2]["text"]

    assert told == UnknownDeal().in_words(language)
    assert await pending_of(scene, user) == ""
    assert coach.asks == []


async def test_no_word_of_a_deal_is_logged(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    deal = await kept(scene, counterpart="Zanzibaret", notes="Quetzalcoutl", outcome="Xylophane")

    async with scene.bot(StringCoach(drafted)):
        await scene.send("/deals")
        [page] = await scene.until_messages(1)
        await scene.fault("editMessageText", "error", code=400, description="Bad Request: gone")
        await scene.fault("sendMessage", "cut")
        await scene.tap(page, "Zanzibaret")
        await scene.until_events("fault", 2, None)
        await asked_for(scene, deal, Field.LESSON)
        await scene.journal.deals.forget(deal.owner, deal.number)
        await scene.send("Wolfenbuttel 1 240 €")
        await scene.until_quiet()

    logged = caplog.text + "".join(map(repr, (r.__dict__ for r in caplog.records)))
    for word in ("Zanzibaret", "Quetzalcoutl", "Xylophane", "Wolfenbuttel", "1 240"):
        assert word not in logged
