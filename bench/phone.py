"""One person's side of the chat page at the width of a phone: what they write, tap and see."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from knowledge.card import Language

VIEWPORT: ViewportSize = {"width": 390, "height": 760}
_ANSWER_MS = 240_000
_SETTLED_MS = 600


@asynccontextmanager
async def phone_of(
    user: int, language: Language, browser: Browser, address: str, folder: Path
) -> AsyncIterator["Phone"]:
    """Open the page as one user, in light colours, and close it at the end."""
    context = await browser.new_context(viewport=VIEWPORT, color_scheme="light")
    page = await context.new_page()
    await page.goto(address)
    await page.locator(f'.switcher [data-user="{user}"]').click()
    yield Phone(page, language, folder)
    await context.close()


@dataclass(frozen=True, slots=True)
class Phone:
    """The page as one user sees it; pictures are saved in `folder`."""

    page: Page
    language: Language
    folder: Path

    @property
    def _pane(self) -> Locator:
        return self.page.locator(f".pane[lang={self.language.value}]")

    @property
    def _bubbles(self) -> Locator:
        return self._pane.locator(".messages .theirs .bubble")

    async def give(self, content: str) -> None:
        """Send a file of deals and wait for the answer."""
        before = await self._bubbles.count()
        await self._pane.locator("input[type=file]").set_input_files(
            {"name": "deals.csv", "mimeType": "text/csv", "buffer": content.encode()}
        )
        await self._pane.locator("textarea").press("Enter")
        await self._until_answered(before)

    async def write(self, text: str) -> None:
        """Send a message and wait for the answer."""
        before = await self._bubbles.count()
        box = self._pane.locator("textarea")
        await box.fill(text)
        await box.press("Enter")
        await self._until_answered(before)

    async def tap(self, label: str, *, edits: bool = False) -> None:
        """Tap the last button with this label; wait for a message, or for an edit of the last."""
        before = await self._bubbles.count()
        old = await self._bubbles.last.inner_text()
        await self._pane.get_by_role("button", name=label).last.click()
        if edits:
            await expect(self._bubbles.last).not_to_have_text(old, use_inner_text=True)
        else:
            await self._until_answered(before)

    async def _until_answered(self, before: int) -> None:
        await expect(self._bubbles.nth(before)).to_be_visible(timeout=_ANSWER_MS)

    async def picture(self, what: str, *, up: int = 0) -> None:
        """Save what the page shows when it has come to rest, scrolled `up` by so many pixels."""
        await self.page.mouse.move(0, 0)
        await self.page.locator("body").evaluate("() => document.activeElement?.blur()")
        await expect(self._pane.locator(".status")).to_have_text(re.compile("en ligne|online"))
        scroller = self._pane.locator(".scroller")
        await scroller.evaluate("(scroller, up) => scroller.scrollBy(0, -up)", up)
        await self.page.wait_for_timeout(_SETTLED_MS)
        name = f"{what}-{self.language.value}.png"
        await self.page.screenshot(path=self.folder / name)
