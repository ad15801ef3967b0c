"""The whole way, with coach and memory real: a deal told, debriefed, recalled later."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.coach.answer import PartKind
from bot.coach.coach import Coach
from bot.texts import say
from bot.wiring import keep_indexed
from knowledge.card import Language
from knowledge.deals.memory import DealMemory
from tests.bot.telegram.scene import ENGLISH, FRENCH, Event, Scene, button, labels
from tests.fakes import AwayModel, Shelf


@dataclass(frozen=True)
class Story:
    """What a seller writes, and what must come back."""

    user: int
    other: int
    language: Language
    told: str
    debrief: str
    again: str
    lesson: str


STORIES = (
    Story(
        user=FRENCH,
        other=ENGLISH,
        language=Language.FR,
        told="Je vends des étiquettes à M. Lemaire. Je suis à 48 000 € par an, il demande "
        "43 000 €. Ma limite est de 45 000 €. Rédige ma réponse.",
        debrief="1. 46 500 € par an sur 2 ans\n2. La durée contre 3 %\n"
        "3. Demander d’abord ce que coûte un retard",
        again="Prépare mon appel de demain avec M. Lemère : il veut 5 % de remise sur les "
        "étiquettes, je suis à 46 500 €.",
        lesson="Demander d’abord ce que coûte un retard",
    ),
    Story(
        user=ENGLISH,
        other=FRENCH,
        language=Language.EN,
        told="I sell labels to Mr Lemaire. I am at €48,000 a year, he asks for €43,000. "
        "My limit is €45,000. Draft my reply.",
        debrief="1. €46,500 a year for 2 years\n2. The term for 3%\n"
        "3. Ask first what a delay costs them",
        again="Prepare my call tomorrow with Mr Lemère: he wants 5% off the labels, "
        "I am at €46,500.",
        lesson="Ask first what a delay costs them",
    ),
)


@asynccontextmanager
async def served(scene: Scene) -> AsyncIterator[DealMemory]:
    """Serve with the memory that `run` has: its index follows each nudge."""
    memory = DealMemory(scene.journal.deals)
    coach = Coach(AwayModel(), Shelf(), memory)
    indexing = asyncio.ensure_future(keep_indexed(memory))
    async with scene.bot(coach, nudge=memory.nudge):
        yield memory
    indexing.cancel()


async def debriefed(scene: Scene, story: Story) -> None:
    """Tell a deal and close it with its lesson."""
    user = story.user
    await scene.send(story.told, user)
    await scene.until_messages(1, user)
    await scene.send("/deals", user)
    page = (await scene.until_messages(2, user))[1]
    await scene.tap(page, "Lemaire", user)
    card = (await scene.until_events("edit", 1, user))[0]["message"]
    await scene.tap(card, say("deals.button_close", story.language), user)
    await scene.until_messages(3, user)
    await scene.send(story.debrief, user)
    await scene.until_messages(4, user)


async def asked_again(scene: Scene, story: Story) -> Event:
    """Write of the same counterpart, his name misspelt, in a new conversation."""
    await scene.send("/new", story.user)
    await scene.until_messages(5, story.user)
    await scene.send(story.again, story.user)
    return (await scene.until_messages(6, story.user))[5]


@pytest.mark.parametrize("story", STORIES, ids=["french", "english"])
async def test_a_debriefed_deal_comes_back_with_its_lesson_first(
    scene: Scene, story: Story
) -> None:
    user = story.user

    async with served(scene):
        await debriefed(scene, story)
        recalled = await asked_again(scene, story)
        await scene.tap(recalled, "Lemaire", user)
        opened = (await scene.until_messages(7, user))[6]
        await scene.until_quiet()

    assert story.lesson in recalled["text"]
    assert story.lesson in opened["text"]
    assert button(opened, say("deals.button_redo", story.language))
    found = [await scene.journal.ask(user, number) for number in range(1, 5)]
    [row] = [row for row in found if row is not None and story.again in row.ask.texts]
    assert (row.ask.owner, row.ask.deal) == (str(user), f"c{row.conversation}")
    assert row.answer is not None
    [part] = [part for part in row.answer.parts if part.kind is PartKind.PAST_DEAL]
    assert story.lesson in part.lines[0]


@pytest.mark.parametrize("story", STORIES, ids=["french", "english"])
async def test_another_user_who_writes_the_same_sees_nothing_of_it(
    scene: Scene, story: Story
) -> None:
    async with served(scene):
        await debriefed(scene, story)
        assert story.lesson in (await asked_again(scene, story))["text"]
        await scene.send(story.again, story.other)
        [strangers] = await scene.until_messages(1, story.other)

    assert story.lesson not in strangers["text"]
    assert not [label for label in labels(strangers) if "📁" in label]
