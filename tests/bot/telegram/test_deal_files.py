"""Past deals as files: /export out, a document in, and what is said of a file that is no good."""

import json
import logging
from base64 import b64encode
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.coach.answer import Answer, Ask
from bot.texts import say
from knowledge.card import Language, Role
from knowledge.deals import MOST_DEALS, PastDeal
from knowledge.deals.files import MOST_BYTES
from tests.bot.telegram.scene import ENGLISH, FRENCH, Nudges, Scene, StringCoach
from tests.bot.telegram.values import draft_answer, past_deal

USERS = [(FRENCH, Language.FR), (ENGLISH, Language.EN)]
ODD = "« Œuvre »\u202f; \"guillemets\", virgule\n\ttabulation | barre \\ 🧾 \u200d\u2028fin = 'x'"
LINE = '{"date": "2025-03-14", "lang": "fr", "id": "neuf", "counterpart": "Lemaire"}'


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


def odd_deals(user: int) -> tuple[PastDeal, ...]:
    owner = str(user)
    return (
        past_deal("c3", owner=owner, notes=ODD, outcome=ODD, lesson=ODD, figures=("1 €", "2|3")),
        past_deal("=1+1", date(1999, 12, 31), owner=owner, counterpart="", role=None),
        past_deal("é/🧾", date(2024, 2, 29), owner=owner, language=Language.EN, role=Role.SELLER),
    )


async def all_deals(scene: Scene, user: int) -> list[PastDeal]:
    """Return the user's deals without what only their database knows of them."""
    found = await scene.journal.deals.page(str(user), start=0, count=50)
    return [replace(deal, number=0, conversation=None) for deal in found]


async def exported(scene: Scene, user: int) -> str:
    """Send /export; return the file as the user's phone saves it."""
    before = len(await scene.messages(user))
    await scene.send("/export", user)
    message = (await scene.until_messages(before + 1, user))[-1]
    file = message["document"]["file_id"]
    async with scene.http.get(f"{scene.base}/control/file/{file}") as response:
        return (await response.read()).decode()


async def sent(scene: Scene, user: int = FRENCH, **body: Any) -> str:
    """Send a file; return the bot's answer."""
    before = len(await scene.messages(user))
    await scene.control("document", user=user, **body)
    return str((await scene.until_messages(before + 1, user))[-1]["text"])


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_what_was_exported_is_read_back_unchanged(
    scene: Scene, user: int, language: Language
) -> None:
    for deal in odd_deals(user):
        await scene.journal.deals.add(deal)
    before, nudges = await all_deals(scene, user), Nudges()

    async with scene.bot(StringCoach(drafted), nudge=nudges):
        content = await exported(scene, user)
        await scene.journal.erase(user)
        told = await sent(scene, user, file_name="accord-deals.json", content=content)
        again = await sent(scene, user, file_name="accord-deals.json", content=content)

    counts = {"added": 3, "replaced": 0, "unchanged": 0}
    assert told == say("deals.brought_in", language, **counts)
    assert again == say("deals.brought_in", language, added=0, replaced=0, unchanged=3)
    assert await all_deals(scene, user) == before
    assert sorted(deal.id for deal in before) == ["=1+1", "c3", "é/🧾"]
    assert nudges.owners == [str(user)] * 2


async def test_an_export_holds_the_users_deals_alone_and_no_owner(scene: Scene) -> None:
    await scene.journal.deals.add(past_deal("a"))
    await scene.journal.deals.add(past_deal("b", owner=str(ENGLISH), counterpart="Rivera"))

    async with scene.bot(StringCoach(drafted)):
        content = await exported(scene, FRENCH)
        [message] = await scene.messages()

    assert [deal["id"] for deal in json.loads(content)["deals"]] == ["a"]
    assert "Rivera" not in content
    assert str(FRENCH) not in content
    assert message["document"]["file_name"] == "accord-deals-2026-11-24.json"
    assert message["caption"] == say("deals.export", Language.FR, count=1)


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_without_deals_there_is_nothing_to_export(
    scene: Scene, user: int, language: Language
) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.send("/export", user)
        [message] = await scene.until_messages(1, user)

    assert message["text"] == say("deals.export_none", language)


async def test_a_conversation_after_an_erasure_takes_no_imported_deals_name(scene: Scene) -> None:
    coach = StringCoach(drafted)
    await scene.journal.deals.add(past_deal("c3"))

    async with scene.bot(coach):
        content = await exported(scene, FRENCH)
        await scene.journal.erase(FRENCH)
    async with scene.bot(coach):
        await sent(scene, file_name="deals.json", content=content)
        await scene.send("Je vends à 48 000 €, elle demande 43 000 €, rédige ma réponse.")
        await scene.until_messages(3)

    [ask] = coach.asks
    assert ask.deal == "c4"


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_the_examples_of_the_import_command_can_be_imported(
    scene: Scene, user: int, language: Language
) -> None:
    table = say("deals.import_table", language).strip()
    line = say("deals.import_line", language)

    async with scene.bot(StringCoach(drafted)):
        await scene.send("/import", user)
        [told] = await scene.until_messages(1, user)
        await sent(scene, user, file_name="exemple.csv", content=table)
        await sent(scene, user, file_name="exemple.jsonl", content=line)

    assert table in told["text"]
    assert line in told["text"]
    deals = await all_deals(scene, user)
    # Told without its language, the table's deal has that of the user: it is the same one.
    [deal] = deals
    assert (deal.counterpart, deal.language, len(deal.figures)) == ("Lemaire", language, 2)
    assert deal.outcome == ("accord signé" if language is Language.FR else "signed")
    assert deal.role is Role.BUYER


async def test_import_written_under_the_file_takes_it_in(scene: Scene) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        told = await sent(scene, file_name="a.jsonl", content=LINE, caption="/import")

    assert told == say("deals.brought_in", Language.FR, added=1, replaced=0, unchanged=0)
    assert coach.asks == []


@pytest.mark.parametrize(("user", "language"), USERS)
@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (("a.csv", "date;objet\n2025-13-40;tôle\n;vis\n"), ("2", "3")),
        (("a.jsonl", LINE + "\n" + '{"date": "hier"}\n{"date"'), ("2", "3")),
        (("a.jsonl", LINE + "\n" + LINE), ("2",)),
        (("a.json", '{"accord": 1, "deals": [\n' + LINE + ",\n" + LINE + "\n]}"), ("3",)),
    ],
)
async def test_a_wrong_line_is_named_and_nothing_is_taken_in(
    scene: Scene, user: int, language: Language, file: tuple[str, str], expected: tuple[str, ...]
) -> None:
    nudges, (name, content) = Nudges(), file

    async with scene.bot(StringCoach(drafted), nudge=nudges):
        told = await sent(scene, user, file_name=name, content=content)

    faults = [line for line in told.splitlines() if line.startswith("- ")]
    word = "Ligne" if language is Language.FR else "Line"
    assert len(faults) == len(expected)
    for fault, number in zip(faults, expected, strict=True):
        assert f"{word} {number}" in fault
    assert await scene.journal.deals.count(str(user)) == 0
    assert nudges.owners == []


@pytest.mark.parametrize("name", ["photo.csv", "a.json", "a.jsonl"])
async def test_a_binary_file_is_refused_in_words(scene: Scene, name: str) -> None:
    content = b64encode(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xd8" * 50).decode()

    async with scene.bot(StringCoach(drafted)):
        told = await sent(scene, file_name=name, content_base64=content)

    assert "texte" in told
    assert await scene.journal.deals.count(str(FRENCH)) == 0


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_a_file_of_50_megabytes_is_refused_before_it_is_fetched(
    scene: Scene, user: int, language: Language
) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.fault("getFile", "500")
        large = await sent(scene, user, file_name="a.csv", content="date", size=50_000_000)
        # The fault was waiting all the while: this file is the first one that was fetched.
        small = await sent(scene, user, file_name="a.jsonl", content=LINE)
        third = await sent(scene, user, file_name="a.jsonl", content=LINE)

    assert large == say("deals.too_big", language)
    assert small == say("deals.not_fetched", language)
    assert third == say("deals.brought_in", language, added=1, replaced=0, unchanged=0)


async def test_a_download_that_breaks_is_said(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.fault("download", "html")
        told = await sent(scene, file_name="a.jsonl", content=LINE)

    assert told == say("deals.not_fetched", Language.FR)


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_a_fault_of_the_bot_is_told_as_its_own_and_logged_without_content(
    scene: Scene,
    user: int,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(*_: object) -> None:
        raise TypeError("Quetzalcoutl")

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(scene.journal.deals, "bring_in", broken)

    async with scene.bot(StringCoach(drafted)):
        told = await sent(scene, user, file_name="a.jsonl", content=LINE)

    assert told == say("telegram.not_taken", language)
    assert "an import failed: TypeError" in caplog.messages
    assert "Quetzalcoutl" not in caplog.text


@pytest.mark.parametrize(
    ("language", "mega", "separator"), [("fr", "Mo", "\u202f"), ("en", "MB", ",")]
)
def test_the_import_command_tells_how_much_a_file_may_hold(
    language: str, mega: str, separator: str
) -> None:
    told = say("deals.import", Language(language), table="", line="")

    assert f"{MOST_BYTES // 1_000_000} {mega}" in told
    assert f"{MOST_DEALS:,}".replace(",", separator) in told


async def test_two_files_at_once_are_both_taken_in(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        for number in range(2):
            content = LINE.replace("neuf", f"neuf{number}")
            await scene.control("document", user=FRENCH, file_name="a.jsonl", content=content)
        await scene.until_messages(2)

    assert await scene.journal.deals.count(str(FRENCH)) == 2


async def test_a_file_that_comes_twice_is_taken_in_once(scene: Scene) -> None:
    async with scene.bot(StringCoach(drafted)):
        body = {"user": FRENCH, "file_name": "a.jsonl", "content": LINE}
        sent_once = await scene.control("document", **body)
        await scene.until_messages(1)
        await scene.control("redeliver", update_id=sent_once["update_ids"][0])
        await scene.until_quiet()

    assert len(await scene.messages()) == 1
