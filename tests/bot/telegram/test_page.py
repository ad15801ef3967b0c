"""A check and a correction as a person does them: real Chromium, real bot, real coach."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Locator, expect

from bot.coach.coach import Coach
from bot.texts import say
from knowledge.card import Language
from tests.bot.sandbox.page_scene import launch
from tests.bot.telegram.scene import Scene
from tests.fakes import AwayModel, Shelf

pytestmark = pytest.mark.page
SITUATION = {
    Language.FR: "J’achète des cartons à Mme Petit. Elle demande 2,40 €, je propose 2,10 €, "
    "ma limite est de 2,25 €. Rédige ma contre-offre.",
    Language.EN: "I buy boxes from Ms Rivera. She asks €2.40, I offer €2.10, my limit is €2.25. "
    "Draft my counter-offer.",
}
LIMIT = {Language.FR: "2,25 €", Language.EN: "€2.25"}
LEAK = {
    Language.FR: "Bonjour, notre maximum est de 2,25 €. Quand pouvons-nous en parler ?",
    Language.EN: "Hello, our maximum is €2.25. When can we talk about it?",
}


@asynccontextmanager
async def chat(scene: Scene, language: Language) -> AsyncIterator[Locator]:
    """Open the page of a bot that runs; give the conversation in this language."""
    async with launch() as browser, scene.bot(Coach(AwayModel(), Shelf())):
        page = await browser.new_page()
        await page.goto(scene.base)
        await expect(page.locator(".timeline.settled")).to_have_count(2)
        pane = page.locator(f".pane[lang={language.value}]")
        await write(pane, SITUATION[language])
        await expect(bubbles(pane)).to_have_count(2)
        yield pane


def bubbles(pane: Locator) -> Locator:
    return pane.locator(".messages .bubble")


async def write(pane: Locator, text: str) -> None:
    await pane.locator("textarea").fill(text)
    await pane.locator("textarea").press("Enter")


@pytest.mark.parametrize("language", Language)
async def test_a_message_is_checked_before_it_goes(scene: Scene, language: Language) -> None:
    async with chat(scene, language) as pane:
        await write(pane, "/check")
        await expect(bubbles(pane).last).to_contain_text(say("check.paste", language))
        await write(pane, LEAK[language])

        checked = bubbles(pane).last
        await expect(checked).to_contain_text(say("check.rewrite", language))
        await expect(checked.locator("pre")).to_contain_text(say("check.keep_private", language))
        await expect(checked.locator("pre")).not_to_contain_text("2")


@pytest.mark.parametrize("language", Language)
async def test_a_tap_unlocks_a_figure_and_redo_answers_with_it(
    scene: Scene, language: Language
) -> None:
    async with chat(scene, language) as pane:
        await expect(bubbles(pane).last).to_contain_text("🔒")
        await pane.get_by_role("button", name=say("telegram.button_correct", language)).click()
        await pane.get_by_role("button", name=f"🔒 {LIMIT[language]}").click()
        await expect(pane.get_by_role("button", name=f"🔓 {LIMIT[language]}")).to_be_visible()
        await pane.get_by_role("button", name=say("telegram.button_redo", language)).click()

        await expect(bubbles(pane)).to_have_count(4)
        await expect(bubbles(pane).last.locator("pre")).to_be_visible()
        await expect(bubbles(pane).last).not_to_contain_text("🔒")
