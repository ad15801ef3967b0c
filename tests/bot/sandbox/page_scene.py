"""A browser, an open chat page and a scripted bot for the tests of the page."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp
from playwright.async_api import (
    Browser,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

from bench import browser as browser_of_the_machine
from bot.sandbox.server import Example, Sandbox

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}

Json = dict[str, Any]
Piece = tuple[str, str | None, Json]


@dataclass(frozen=True)
class Bot:
    """A bot without code of its own: the test says what it does next."""

    http: aiohttp.ClientSession
    base: str

    async def call(self, method: str, **fields: Any) -> Any:
        """Call a method of the Bot API and return its result."""
        async with self.http.post(f"{self.base}/{method}", json=fields) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **fields: Any) -> Json:
        """Call a method that the sandbox must refuse; return its answer."""
        async with self.http.post(f"{self.base}/{method}", json=fields) as response:
            answer: Json = await response.json()
        assert not answer["ok"], answer
        return answer

    async def say(self, chat: int, text: str, **fields: Any) -> int:
        message = await self.call("sendMessage", chat_id=chat, text=text, **fields)
        return int(message["message_id"])

    async def next_update(self, kind: str) -> Json:
        """Wait for the next update; it must be of this kind."""
        [update] = await self.call("getUpdates", limit=1, timeout=10)
        await self.call("getUpdates", offset=update["update_id"] + 1, timeout=0)
        assert kind in update, update
        content: Json = update[kind]
        return content


@dataclass(frozen=True)
class Scene:
    """An open page, the two conversations on it, and the bot behind them."""

    page: Page
    bot: Bot
    users: dict[str, int]
    sandbox: Sandbox

    def pane(self, language: str) -> Locator:
        return self.page.locator(f".pane[lang={language}]")

    def box(self, language: str) -> Locator:
        return self.pane(language).locator("textarea")

    def bubbles(self, language: str) -> Locator:
        return self.pane(language).locator(".messages .bubble")

    async def stream(self, language: str, text: str, draft_id: int = 7) -> None:
        await self.bot.call(
            "sendMessageDraft",
            chat_id=self.users[language],
            draft_id=draft_id,
            text=text,
            can_stop=True,
        )


@asynccontextmanager
async def launch() -> AsyncIterator[Browser]:
    """Start Chromium; where there is none the test fails: a skipped one would look green."""
    async with async_playwright() as playwright:
        browser = await browser_of_the_machine.launch(playwright)
        yield browser
        await browser.close()


def compose(pieces: Sequence[Piece]) -> tuple[str, list[Json]]:
    """Join pieces (words, entity type, entity fields) to a text with UTF-16 entities."""
    text, entities = "", list[Json]()
    for words, kind, fields in pieces:
        if kind:
            entities.append(
                {"type": kind, "offset": utf16(text), "length": utf16(words), **fields}
            )
        text += words
    return text, entities


def utf16(text: str) -> int:
    """Count UTF-16 units, the unit of Bot API offsets."""
    return len(text.encode("utf-16-le")) // 2


async def tab_to(page: Page, target: Locator, key: Literal["Tab", "Shift+Tab"] = "Tab") -> None:
    """Press Tab until the target has the focus; fail after a whole round of the page."""
    for _ in range(60):
        if await target.evaluate("e => e === document.activeElement"):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{target} is out of the keyboard's reach")


@asynccontextmanager
async def open_scene(
    browser: Browser,
    *,
    viewport: ViewportSize = DESKTOP,
    examples: Sequence[Example] = (),
    quiet: bool = True,
) -> AsyncIterator[Scene]:
    """Serve a fresh sandbox and open its page; at the end a `quiet` one has a clean console."""
    sandbox = Sandbox(examples=examples)
    address = await sandbox.start()
    context = await browser.new_context(viewport=viewport)
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(f"{line.type}: {line.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        await page.goto(address)
        await expect(page.locator(".timeline.settled")).to_have_count(2)
        async with aiohttp.ClientSession() as http:
            bot = Bot(http, f"{address}/bot{sandbox.token}")
            users = {user["language_code"]: number for number, user in sandbox.world.users.items()}
            yield Scene(page, bot, users, sandbox)
        assert complaints == [] or not quiet
    finally:
        await context.close()
        await sandbox.stop()
