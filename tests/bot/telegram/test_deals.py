from datetime import date, timedelta

import pytest

from bot.coach.answer import Answer, Ask
from bot.telegram.deal_buttons import DealsTap, DealTap, FieldTap
from bot.telegram.pending import Field
from bot.texts import say
from knowledge.card import Language, Role
from knowledge.errors import UnknownDeal
from tests.bot.telegram.scene import ENGLISH, FRENCH, Scene, StringCoach, button, labels
from tests.bot.telegram.values import draft_answer, past_deal

NOT_YOURS = UnknownDeal()


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


async def fourteen_deals(scene: Scene) -> None:
    for number in range(14):
        day = date(2025, 3, 14) + timedelta(days=number)
        await scene.journal.deals.add(past_deal(f"d{number}", day, subject=f"lot {number}"))


async def test_without_deals_one_sentence_says_how_one_is_born(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.send("/deals")
        [french] = await scene.until_messages(1)
        await scene.send("/deals", ENGLISH)
        [english] = await scene.until_messages(1, ENGLISH)

    assert french["text"] == say("deals.none", Language.FR)
    assert english["text"] == say("deals.none", Language.EN)
    assert "/import" in french["text"]
    assert labels(french) == []


async def test_deals_are_shown_six_a_page_most_recent_first(scene: Scene) -> None:
    await fourteen_deals(scene)

    async with scene.bot(StringCoach(drafted)):
        await scene.send("/deals")
        [first] = await scene.until_messages(1)
        await scene.tap(first, "Plus anciennes")
        second = (await scene.until_events("edit", 1))[0]["message"]
        await scene.tap(second, "Plus anciennes")
        third = (await scene.until_events("edit", 2))[1]["message"]
        await scene.tap(third, "Plus récentes")
        back = (await scene.until_events("edit", 3))[2]["message"]

    assert labels(first)[0] == "27/03/2025 · Lemaire — lot 13 · en cours"
    assert len(labels(first)) == 7
    assert len(labels(second)) == 8
    assert labels(third)[:2] == [
        "15/03/2025 · Lemaire — lot 1 · en cours",
        "14/03/2025 · Lemaire — lot 0 · en cours",
    ]
    assert len(labels(third)) == 3
    assert labels(back) == labels(second)
    assert first["text"] == say("deals.list", Language.FR, count=14, page=1, pages=3)
    assert len(await scene.messages()) == 1


async def test_two_taps_on_next_show_the_same_page(scene: Scene) -> None:
    await fourteen_deals(scene)

    async with scene.bot(StringCoach(drafted)):
        await scene.send("/deals")
        [first] = await scene.until_messages(1)
        await scene.tap(first, "Plus anciennes")
        await scene.tap(first, "Plus anciennes")
        await scene.until_events("callback_answer", 2, None)
        await scene.until_quiet()

    assert len(await scene.events("edit")) == 1
    assert len(await scene.messages()) == 1


async def test_a_page_that_is_gone_shows_the_last_one(scene: Scene) -> None:
    await scene.journal.deals.add(past_deal("only"))

    async with scene.bot(StringCoach(drafted)):
        await scene.tap_foreign(DealsTap(page=40, to="open").pack())
        shown = (await scene.until_events("edit", 1))[0]["message"]

    assert labels(shown) == ["14/03/2025 · Lemaire — tôle · en cours"]


@pytest.mark.parametrize(
    ("user", "day", "role", "close"),
    [
        (FRENCH, "Date\u00a0: 14 mars 2025", "vous achetez", "Conclure"),
        (ENGLISH, "Date: 14 March 2025", "you buy", "Close"),
    ],
)
async def test_a_deal_opens_as_a_card_in_the_users_language(
    scene: Scene, user: int, day: str, role: str, close: str
) -> None:
    deal = past_deal("a", owner=str(user), figures=("1 240 € la tonne",), notes="Long " * 900)
    await scene.journal.deals.add(deal)

    async with scene.bot(StringCoach(drafted)):
        await scene.send("/deals", user)
        [page] = await scene.until_messages(1, user)
        await scene.tap(page, "Lemaire", user)
        card = (await scene.until_events("edit", 1, user))[0]["message"]

    assert card["message_id"] == page["message_id"]
    assert card["text"].startswith("📁 Lemaire — tôle\n")
    assert day in card["text"]
    assert role in card["text"]
    assert "• 1 240 € la tonne" in card["text"]
    assert "Long Long…" in card["text"]
    assert len(card["text"]) < 2000
    assert button(card, close)
    assert card["entities"][0]["type"] == "bold"


async def test_a_closed_deal_shows_outcome_and_lesson_and_offers_another_debrief(
    scene: Scene,
) -> None:
    await scene.journal.deals.add(past_deal("a", outcome="Accord sur 12 mois", lesson="Tenir"))

    async with scene.bot(StringCoach(drafted)):
        await scene.send("/deals")
        [page] = await scene.until_messages(1)
        await scene.tap(page, "terminée")
        card = (await scene.until_events("edit", 1))[0]["message"]
        await scene.tap(card, "Liste")
        listed = (await scene.until_events("edit", 2))[1]["message"]

    assert "Résultat\nAccord sur 12 mois" in card["text"]
    assert "Leçon\nTenir" in card["text"]
    assert button(card, "Refaire le débrief")
    assert labels(listed) == labels(page)


@pytest.mark.parametrize("do", ["open", "edit", "close", "ask", "forget"])
@pytest.mark.parametrize(("user", "language"), [(FRENCH, "fr"), (ENGLISH, "en")])
async def test_another_users_deal_is_not_found(
    scene: Scene, do: str, user: int, language: str
) -> None:
    owner = str(FRENCH if user == ENGLISH else ENGLISH)
    deal = await scene.journal.deals.add(past_deal("theirs", owner=owner))

    async with scene.bot(StringCoach(drafted)):
        await scene.tap_foreign(f"deal:{deal.number}:{do}:0", user)
        [shown] = await scene.until_events("callback_answer", 1, None)

    assert shown["text"] == NOT_YOURS.in_words(Language(language))
    assert await scene.journal.deals.deal(owner, deal.number) == deal
    assert (await scene.journal.user(user, Language(language))).pending == ""


async def test_another_users_field_is_not_asked_for(scene: Scene) -> None:
    deal = await scene.journal.deals.add(past_deal("theirs", owner=str(ENGLISH)))

    async with scene.bot(StringCoach(drafted)):
        await scene.tap_foreign(FieldTap(number=deal.number, field=Field.NOTES).pack())
        [shown] = await scene.until_events("callback_answer", 1, None)

    assert shown["text"] == NOT_YOURS.in_words(Language.FR)
    assert (await scene.journal.user(FRENCH, Language.FR)).pending == ""


@pytest.mark.parametrize(
    "data", [f"deal:{10**30}:open:0", "deal:-1:open:0", "deals:-1:open", "deal:1:steal:0"]
)
async def test_a_button_that_nobody_made_is_answered_in_words(scene: Scene, data: str) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.tap_foreign(data)
        [shown] = await scene.until_events("callback_answer", 1, None)

    assert shown["text"] == say("telegram.gone", Language.FR)


async def test_where_the_message_cannot_be_edited_a_new_one_is_sent(scene: Scene) -> None:
    deal = await scene.journal.deals.add(past_deal("a", role=Role.SELLER))

    async with scene.bot(StringCoach(drafted)):
        await scene.fault("editMessageText", "error", code=400, description="Bad Request: gone")
        await scene.tap_foreign(DealTap(number=deal.number, do="open").pack())
        sent = await scene.until_messages(2)

    assert sent[1]["text"].startswith("📁 Lemaire")
    assert "Rôle\u00a0: vous vendez" in sent[1]["text"]
