"""How the chat page looks and holds: widths, colours, long words, lost connections."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.page_scene import PHONE, Scene, launch, open_scene

pytestmark = [pytest.mark.page, pytest.mark.asyncio(loop_scope="module")]

LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 12


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launch() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser) -> AsyncIterator[Scene]:
    async with open_scene(browser, viewport=PHONE) as scene:
        yield scene


@pytest_asyncio.fixture(loop_scope="module")
async def desktop(browser: Browser) -> AsyncIterator[Scene]:
    async with open_scene(browser) as scene:
        yield scene


async def test_both_conversations_stand_side_by_side_on_a_desk(desktop: Scene) -> None:
    french = await desktop.pane("fr").bounding_box()
    english = await desktop.pane("en").bounding_box()
    assert french
    assert english
    assert french["y"] == english["y"]
    assert french["x"] + french["width"] <= english["x"]


async def test_a_phone_shows_one_conversation_and_a_switcher(phone: Scene) -> None:
    await expect(phone.pane("fr")).to_be_visible()
    await expect(phone.pane("en")).to_be_hidden()
    await phone.bot.say(phone.users["en"], "Hello")
    tab = phone.page.locator(f".switcher [data-user='{phone.users['en']}']")
    await expect(tab).to_have_class("unread")
    await tab.click()
    await expect(phone.pane("en")).to_be_visible()
    await expect(phone.bubbles("en")).to_contain_text(["Hello"])
    await expect(phone.pane("fr")).to_be_hidden()


async def test_a_very_long_word_wraps_on_a_phone(phone: Scene) -> None:
    entity = {"type": "pre", "offset": 0, "length": len(LONG_WORD)}
    keyboard = {"inline_keyboard": [[{"text": LONG_WORD[:60], "callback_data": "x"}]]}
    chat = phone.users["fr"]
    await phone.bot.say(chat, LONG_WORD, reply_markup=keyboard)
    await phone.bot.say(chat, LONG_WORD, entities=[entity])
    await phone.box("fr").fill(LONG_WORD)
    await phone.box("fr").press("Enter")
    await expect(phone.bubbles("fr")).to_have_count(3)
    assert await overflows(phone.page) == []


async def test_dark_and_light_differ_and_the_choice_stays(desktop: Scene) -> None:
    page = desktop.page
    light = await colours(page)
    await page.emulate_media(color_scheme="dark")
    dark = await colours(page)
    assert all(one != other for one, other in zip(light, dark, strict=True))

    await page.locator("#theme").click()
    assert await colours(page) == light
    await page.reload()
    await expect(page.locator(".timeline.settled")).to_have_count(2)
    assert await colours(page) == light


async def test_reduced_motion_stills_the_draft(desktop: Scene) -> None:
    await desktop.stream("en", "")
    dot = desktop.pane("en").locator(".dots i").first
    await expect(dot).to_be_visible()
    assert await dot.evaluate("e => getComputedStyle(e).animationIterationCount") == "infinite"
    await desktop.page.emulate_media(reduced_motion="reduce")
    assert await dot.evaluate("e => getComputedStyle(e).animationIterationCount") == "1"


async def test_a_reload_shows_the_conversation_again(desktop: Scene) -> None:
    await desktop.box("fr").fill("Bonjour")
    await desktop.box("fr").press("Enter")
    await desktop.bot.say(desktop.users["fr"], "Bonsoir")
    await expect(desktop.bubbles("fr")).to_have_count(2)
    await desktop.page.reload()
    await expect(desktop.bubbles("fr")).to_contain_text(["Bonjour", "Bonsoir"])


async def test_a_lost_server_is_said_and_the_conversation_comes_back(browser: Browser) -> None:
    async with open_scene(browser, quiet=False) as scene:
        await scene.bot.say(scene.users["fr"], "Avant")
        await expect(scene.bubbles("fr")).to_contain_text(["Avant"])
        port = int(scene.page.url.rstrip("/").rpartition(":")[2])

        await scene.sandbox.stop()
        await expect(scene.page.locator(".connection")).to_have_text(
            "Connexion perdue. Reconnexion…"
        )

        again = Sandbox()
        await again.start(port=port)
        await scene.bot.say(scene.users["fr"], "Après")
        await expect(scene.page.locator(".connection")).to_be_hidden()
        await expect(scene.bubbles("fr")).to_contain_text(["Après"])
        await expect(scene.bubbles("fr")).to_have_count(1)  # the new server knows nothing else
        await scene.page.goto("about:blank")
        await again.stop()


async def overflows(page: Page) -> list[str]:
    """Name the elements whose content is wider than the screen."""
    names: list[str] = await page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => `${e.tagName}.${e.className}`)"""
    )
    return names


async def colours(page: Page) -> list[str]:
    """Return the background and the ink of the page, of a pane and of its text box."""
    shown: list[str] = await page.evaluate(
        """() => ['body', '.pane', '.field'].flatMap(place => {
            const style = getComputedStyle(document.querySelector(place));
            return [style.backgroundColor, style.color];
        })"""
    )
    return shown
