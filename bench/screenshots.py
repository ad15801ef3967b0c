"""`make screenshots`: the pictures of the README, taken from the real page on the real model."""

import asyncio
import sys
from pathlib import Path

import aiohttp
from playwright.async_api import Browser, ViewportSize, async_playwright

from bench import deal_pictures, message_pictures
from bench.browser import launch
from bot.texts import say
from knowledge.card import Language

_DOCS = Path(__file__).parents[1] / "docs"
_ENOUGH_S = 240
_PICTURES: tuple[tuple[str, ViewportSize, str], ...] = (
    ("chat", {"width": 1280, "height": 1150}, "light"),
    ("chat-dark", {"width": 1280, "height": 1150}, "dark"),
    ("chat-phone", {"width": 390, "height": 844}, "light"),
)


async def main() -> None:
    """Start the demo, hold a real conversation on both sides, and take the pictures."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None  # noqa: S101 - asked for above
    try:
        address = ""
        while not address:
            line = (await process.stdout.readline()).decode()
            address = next((word for word in line.split() if word.startswith("http://")), "")
        await _converse(address)
        await _take(address)
    finally:
        process.terminate()
        await process.wait()


async def _converse(address: str) -> None:
    async with aiohttp.ClientSession(base_url=address) as http:
        for user, language, name in ((1001, Language.FR, "seller"), (1002, Language.EN, "buyer")):
            text = say(f"cli.example_{name}", language)
            async with http.post("/control/send", json={"user": user, "text": text}) as reply:
                reply.raise_for_status()
            await _answered(http, user)


async def _answered(http: aiohttp.ClientSession, user: int) -> None:
    for _ in range(_ENOUGH_S):
        async with http.get(f"/control/transcript?user={user}") as reply:
            messages = (await reply.json())["messages"]
        if any(message["from"]["is_bot"] for message in messages):
            return
        await asyncio.sleep(1)
    raise TimeoutError


async def _take(address: str) -> None:
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        for name, viewport, scheme in _PICTURES:
            await _picture(browser, address, name, viewport, scheme)
        await message_pictures.take(browser, address, _DOCS)
        await deal_pictures.take(browser, address, _DOCS)
        await browser.close()


async def _picture(
    browser: Browser, address: str, name: str, viewport: ViewportSize, scheme: str
) -> None:
    page = await browser.new_page(
        viewport=viewport, color_scheme="dark" if scheme == "dark" else "light"
    )
    await page.goto(address)
    await page.wait_for_timeout(2_000)
    await page.screenshot(path=_DOCS / f"{name}.png")
    await page.close()


if __name__ == "__main__":
    asyncio.run(main())
